"""Train a small model and log it: parameters, metrics, a plot, the confusion matrix and the model itself.

    with-mlflow-env python train.py --c 0.1

Nothing here knows about AWS accounts: MLflow and boto3 find what they need in the environment.
"""

import argparse
import sys

try:
    import mlflow
    import requests
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError
    from matplotlib.figure import Figure
    from mlflow.exceptions import MlflowException
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import accuracy_score, confusion_matrix, log_loss
    from sklearn.model_selection import train_test_split
except ModuleNotFoundError as error:
    sys.exit(f"the package {error.name} is missing: pip install mlflow boto3 scikit-learn matplotlib")


def check_server():
    """Says so at once if no server answers: MLflow's client would try again and again for minutes."""
    uri = mlflow.get_tracking_uri()
    if not uri.startswith(("http://", "https://")):
        return
    try:
        requests.get(f"{uri.rstrip('/')}/health", timeout=10)
    except requests.RequestException as error:
        # A password may come before the @.
        place = uri.rpartition("@")[2]
        sys.exit(f"no MLflow server answers at {place} ({type(error).__name__}): start one, or set MLFLOW_TRACKING_URI")


def plot(matrix, names):
    figure = Figure(figsize=(4, 4), layout="tight")
    axes = figure.subplots()
    axes.imshow(matrix, cmap="Blues")
    axes.set(xlabel="predicted", ylabel="actual", xticks=range(len(names)), yticks=range(len(names)))
    axes.set_xticklabels(names, rotation=45)
    axes.set_yticklabels(names)
    for row, counts in enumerate(matrix):
        for column, count in enumerate(counts):
            axes.text(column, row, count, ha="center", va="center")
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--c", type=float, default=1.0, help="inverse strength of the regularisation")
    parser.add_argument("--experiment", default="iris")
    options = parser.parse_args()

    data = load_iris()
    split = train_test_split(data.data, data.target, test_size=0.4, stratify=data.target, random_state=7)
    train_x, test_x, train_y, test_y = split

    check_server()
    mlflow.set_experiment(options.experiment)
    with mlflow.start_run() as run:
        print(f"run: {run.info.run_id}", flush=True)
        print(f"artifacts: {mlflow.get_artifact_uri()}", flush=True)
        model = LogisticRegression(C=options.c, max_iter=1000).fit(train_x, train_y)
        accuracy = accuracy_score(test_y, model.predict(test_x))
        loss = log_loss(test_y, model.predict_proba(test_x))
        matrix = confusion_matrix(test_y, model.predict(test_x)).tolist()
        names = data.target_names.tolist()

        mlflow.log_params({"c": options.c, "model": type(model).__name__})
        mlflow.log_metrics({"accuracy": accuracy, "log_loss": loss})
        mlflow.log_figure(plot(matrix, names), "confusion.png")
        mlflow.log_dict({"names": names, "counts": matrix}, "confusion.json")
        # Named here, because MLflow otherwise starts a second Python just to find out what the model imports.
        saved = mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
        print(f"model: {saved.model_uri}")
        print(f"accuracy: {accuracy:.3f}")
        print(f"log loss: {loss:.3f}")


if __name__ == "__main__":
    try:
        main()
    except (MlflowException, Boto3Error, BotoCoreError, ClientError) as error:
        sys.exit(f"{type(error).__name__}: {' '.join(str(error).split())}")
