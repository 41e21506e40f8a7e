"""What a client does besides moving artifacts: a run with its values, a model's versions, an error, a deletion.

It asks for no more than `mlflow-skinny` has. Prints one JSON object.
"""

import json
import os
import tempfile
import time
from pathlib import Path

import mlflow

client = mlflow.MlflowClient()
WEIGHTS = bytes(range(256)) * 64


def told(act):
    try:
        return f"no error: {act()!r}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def fetched(uri):
    with tempfile.TemporaryDirectory() as folder:
        got = Path(mlflow.artifacts.download_artifacts(uri, dst_path=folder))
        return (got / "weights.bin").read_bytes() == WEIGHTS


def found(experiment):
    return [run.info.run_id for run in client.search_runs([experiment])]


experiment = client.create_experiment(f"client {mlflow.__version__} {time.time_ns()}")
with mlflow.start_run(experiment_id=experiment) as run, tempfile.TemporaryDirectory() as folder:
    run_id = run.info.run_id
    mlflow.log_params({"rate": 0.01, "note": "grün & 100%\nsecond line"})
    mlflow.set_tag("team", "lab")
    for step in range(3):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
    mlflow.log_metrics({"accuracy": 0.5, "recall": -1e-9})
    Path(folder, "weights.bin").write_bytes(WEIGHTS)
    mlflow.log_artifacts(folder, "model")
kept = client.get_run(run_id)
report = {
    "version": mlflow.__version__,
    "server": mlflow.get_tracking_uri(),
    "run": run_id,
    "artifacts": run.info.artifact_uri,
    "status": kept.info.status,
    "params": kept.data.params,
    "metrics": kept.data.metrics,
    "tag": kept.data.tags.get("team"),
    "losses": [[metric.step, metric.value] for metric in client.get_metric_history(run_id, "loss")],
    "missing file": told(lambda: mlflow.artifacts.load_text(f"{run.info.artifact_uri}/missing.txt")),
    "missing run": told(lambda: client.get_run("0" * 32)),
    "missing model": told(lambda: mlflow.artifacts.download_artifacts("models:/nobody/1")),
}

name = f"weights {mlflow.__version__} {time.time_ns()}"
client.create_registered_model(name)
for _ in range(2):
    client.create_model_version(name, f"{run.info.artifact_uri}/model", run_id)
client.set_registered_model_alias(name, "champion", "2")
report |= {
    "by number": fetched(f"models:/{name}/1"),
    "by alias": fetched(f"models:/{name}@champion"),
    "source": client.get_model_version(name, "1").source,
}
client.delete_model_version(name, "1")
report["versions"] = [str(version.version) for version in client.search_model_versions(f"name='{name}'")]

report["found"] = found(experiment) == [run_id]
client.delete_run(run_id)
report |= {
    "found after deletion": found(experiment),
    "stage": client.get_run(run_id).info.lifecycle_stage,
    "written after deletion": told(lambda: client.log_metric(run_id, "loss", 0)),
    "credentials": [key for key in os.environ if key.startswith("AWS_") and "KEY" in key],
}
print(json.dumps(report))
