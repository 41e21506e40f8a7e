"""MLflow runs for scripts: one line instead of a traceback if a server, a key or a run is missing."""

import os
import sys
from contextlib import contextmanager

# MLflow's client asks a server that fails for four minutes. A person at a terminal would rather know.
os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "2")

import mlflow
import requests
from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from mlflow.exceptions import MlflowException


@contextmanager
def readable_errors():
    """Ends the script with one line if MLflow or S3 refuses something."""
    try:
        check_server()
        yield
    except (MlflowException, Boto3Error, BotoCoreError, ClientError) as error:
        sys.exit(f"{type(error).__name__}: {' '.join(str(error).split())}")


def check_server():
    """Whether anything answers. Without it the client would try again and again before it says so."""
    uri = mlflow.get_tracking_uri()
    if not uri.startswith(("http://", "https://")):
        return
    try:
        requests.get(f"{uri.rstrip('/')}/health", timeout=10)
    except requests.RequestException as error:
        # A password may come before the @.
        place = uri.rpartition("@")[2]
        sys.exit(f"no MLflow server answers at {place} ({type(error).__name__}): start one, or set MLFLOW_TRACKING_URI")


@contextmanager
def start_run(name, options):
    """A run with the options as its parameters. It prints where its artifacts go."""
    with readable_errors():
        mlflow.set_experiment(options.experiment)
        with mlflow.start_run(run_name=name, tags={"script": name}) as run:
            print(f"run: {run.info.run_id}", flush=True)
            print(f"artifacts: {run.info.artifact_uri}", flush=True)
            mlflow.log_params({key: value for key, value in vars(options).items() if key != "experiment"})
            yield run


def log_picture(figure, name):
    mlflow.log_figure(figure, name)
    print(f"picture: {name}")


def newest_model(experiment, script):
    """The model of the last run of a script that finished."""
    runs = mlflow.search_runs(
        experiment_names=[experiment],
        filter_string=f"tags.script = '{script}' and attributes.status = 'FINISHED'",
        order_by=["attributes.start_time DESC"],
        max_results=1,
        output_format="list",
    )
    if not runs:
        sys.exit(f"experiment {experiment} has no finished run of {script}: run that first")
    info = runs[0].info
    models = mlflow.search_logged_models([info.experiment_id], f"source_run_id = '{info.run_id}'", output_format="list")
    if not models:
        sys.exit(f"run {info.run_id} of {script} has no model: run {script} again")
    return models[0]
