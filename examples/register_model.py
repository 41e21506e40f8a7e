"""Register a small model: log it in a run, give it a name and a version, load it by them and let it predict.

    export MLFLOW_TRACKING_URI=https://mlflow.example.com/api/mlflow
    export MLFLOW_TRACKING_TOKEN="$(cat key.txt)"
    python register_model.py --name thermometer

The server's address and an API key are all it needs. The server has the account of the artifact store.
"""

import argparse
import sys

try:
    import mlflow
    import requests
    from mlflow.exceptions import MlflowException
except ModuleNotFoundError as error:
    sys.exit(f"the package {error.name} is missing: pip install mlflow")


class Thermometer(mlflow.pyfunc.PythonModel):
    """Degrees Celsius as degrees Fahrenheit. A real model would come out of a training."""

    def predict(self, context, model_input: list[float]) -> list[float]:
        return [round(value * 1.8 + 32, 2) for value in model_input]


# This file itself is logged as the model's code, so nothing is pickled: loading the model takes this object.
mlflow.models.set_model(Thermometer())


def check_server():
    """Says so at once if no server answers: MLflow's client would try again and again for minutes."""
    uri = mlflow.get_tracking_uri()
    if not uri.startswith(("http://", "https://")):
        sys.exit("no server is named: set MLFLOW_TRACKING_URI, and MLFLOW_TRACKING_TOKEN to an API key")
    try:
        requests.get(f"{uri.rstrip('/')}/health", timeout=10)
    except requests.RequestException as error:
        # A password may come before the @.
        place = uri.rpartition("@")[2]
        sys.exit(f"no MLflow server answers at {place} ({type(error).__name__}): start one, or set MLFLOW_TRACKING_URI")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--name", default="thermometer", help="the name in the model registry")
    parser.add_argument("--experiment", default="register-model")
    options = parser.parse_args()

    check_server()
    mlflow.set_experiment(options.experiment)
    with mlflow.start_run() as run:
        print(f"run: {run.info.run_id}", flush=True)
        # Named here, because MLflow otherwise starts a second Python just to find out what the model imports.
        logged = mlflow.pyfunc.log_model(name="model", python_model=__file__, pip_requirements=["mlflow"])
    version = mlflow.register_model(logged.model_uri, options.name)
    print(f"registered: {version.name}, version {version.version}")

    loaded = mlflow.pyfunc.load_model(f"models:/{version.name}/{version.version}")
    print(f"loaded: 100 degrees Celsius are {loaded.predict([100.0])[0]:.0f} degrees Fahrenheit")


if __name__ == "__main__":
    try:
        main()
    except MlflowException as error:
        sys.exit(f"{type(error).__name__}: {' '.join(str(error).split())}")
