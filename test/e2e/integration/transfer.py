"""Uploads one file of so many megabytes, downloads it again, and counts the requests to each host on the way.

transfer.py MEGABYTES FOLDER
"""

import hashlib
import json
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import mlflow
import requests

megabytes, folder = int(sys.argv[1]), Path(sys.argv[2])
sent = Counter()
lock = threading.Lock()
send = requests.Session.send


def counted(session, request, **more):
    with lock:
        sent[f"{request.method} {urlsplit(request.url).port}"] += 1
    return send(session, request, **more)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make(path):
    """Random bytes: no part of the file could stand in for another."""
    random = Random(megabytes)
    with open(path, "wb") as file:
        for _ in range(megabytes):
            file.write(random.randbytes(1 << 20))
    return digest(path)


def timed(act):
    before, started = Counter(sent), time.monotonic()
    act()
    return {"seconds": round(time.monotonic() - started, 1), "requests": dict(sent - before)}


requests.Session.send = counted
source = folder / "large.bin"
report = {"made": make(source), "size": source.stat().st_size}
mlflow.set_experiment("transfer")
with mlflow.start_run() as run:
    print(f"artifacts: {run.info.artifact_uri}", flush=True)
    report["upload"] = timed(lambda: mlflow.log_artifact(str(source), "large"))
source.unlink()
uri = f"{run.info.artifact_uri}/large/large.bin"
report["download"] = timed(lambda: mlflow.artifacts.download_artifacts(uri, dst_path=str(folder / "got")))
got = folder / "got" / "large.bin"
report["got"] = digest(got)
got.unlink()
report["uri"] = uri
print(json.dumps(report))
