"""Logs metrics from two threads until a line comes on standard input, then reads back what was acknowledged.

Says `started` when both threads have had ten answers. The last line is one JSON object.
"""

import json
import sys
import threading
import time

import mlflow

client = mlflow.MlflowClient()
experiment = client.create_experiment(f"metrics {time.time_ns()}")
stop = threading.Event()
first = threading.Barrier(3)
runs = [client.create_run(experiment).info.run_id for _ in range(2)]
acknowledged = {run: [] for run in runs}
refused = []


def log(run):
    step = 0
    while not stop.is_set():
        try:
            client.log_metric(run, "step", step, step=step)
            acknowledged[run].append(step)
        except Exception as error:
            refused.append(f"{type(error).__name__}: {error}")
        step += 1
        if step == 10:
            first.wait()


threads = [threading.Thread(target=log, args=[run]) for run in runs]
for thread in threads:
    thread.start()
first.wait()
print("started", flush=True)
for word in sys.stdin:
    # Every thread has had an answer since: to a request that it sent after the word came.
    seen = [len(acknowledged[run]) for run in runs]
    while any(len(acknowledged[run]) < count + 2 for run, count in zip(runs, seen)):
        time.sleep(0.01)
    print(f"{word.strip()}: answered", flush=True)
    if word == "end\n":
        break
stop.set()
for thread in threads:
    thread.join()

report = {"acknowledged": 0, "lost": 0, "refused": refused}
for run, steps in acknowledged.items():
    kept = {metric.step for metric in client.get_metric_history(run, "step")}
    report["acknowledged"] += len(steps)
    report["lost"] += len(set(steps) - kept)
print(json.dumps(report))
