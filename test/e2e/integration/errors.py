"""What a client is told when something cannot be had. Prints one JSON object: a word for the case, and the answer."""

import json
import os

import mlflow
import requests

url = os.environ["MLFLOW_TRACKING_URI"]
artifacts = f"{url}/api/2.0/mlflow-artifacts/artifacts"


def told(act):
    try:
        return f"no error: {act()!r}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def asked(method, path, **more):
    answer = requests.request(method, f"{artifacts}{path}", timeout=60, **more)
    return [answer.status_code, answer.text[:300]]


def stray(bucket):
    """A run whose artifacts lie outside of what the server hands on."""
    experiment = mlflow.create_experiment(f"stray in {bucket}", artifact_location=f"s3://{bucket}/stray")
    with mlflow.start_run(experiment_id=experiment):
        mlflow.log_text("stray", "stray.txt")


mlflow.set_experiment("errors")
with mlflow.start_run() as run:
    mlflow.log_text("here", "here.txt")
answers = {
    "missing file": told(lambda: mlflow.artifacts.load_text(f"{run.info.artifact_uri}/missing.txt")),
    "missing run": told(lambda: mlflow.artifacts.download_artifacts(run_id="0" * 32, artifact_path="x")),
    "missing model": told(lambda: mlflow.pyfunc.load_model("models:/nobody/1")),
    "missing, over HTTP": asked("GET", "/0/nothing/missing.txt"),
    "listing of nothing": asked("GET", "", params={"path": "0/nothing"}),
    "outside of the root": asked("GET", "/..%2F..%2Fetc%2Fpasswd"),
    "written outside": asked("PUT", "/..%2Fstray.txt", data=b"stray"),
    "listed outside": asked("GET", "", params={"path": "../.."}),
    "direct, own bucket": told(lambda: stray("mlflow-bucket")),
    "direct, other bucket": told(lambda: stray("main-bucket")),
}
print(json.dumps(answers))
