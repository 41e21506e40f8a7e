"""Trains a small model and logs it with MLflow: two metrics, a plot and the model itself.

An ordinary script of a project: .env says whose AWS account it is, and which bucket.
"""

import argparse
import os
import sys

import mlflow
from boto3.exceptions import Boto3Error
from dotenv import load_dotenv
from matplotlib.figure import Figure
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import ConfusionMatrixDisplay, accuracy_score, log_loss
from sklearn.model_selection import train_test_split


def choose_experiment(name):
    if mlflow.get_experiment_by_name(name) is None:
        place = f"s3://{os.environ['AWS_S3_BUCKET']}/{name}"
        mlflow.create_experiment(name, artifact_location=place)
    mlflow.set_experiment(name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--experiment", default="iris")
    choose_experiment(parser.parse_args().experiment)

    data = load_iris()
    split = train_test_split(data.data, data.target, test_size=0.4, stratify=data.target, random_state=7)
    train_x, test_x, train_y, test_y = split
    with mlflow.start_run():
        model = LogisticRegression(max_iter=1000).fit(train_x, train_y)
        accuracy = accuracy_score(test_y, model.predict(test_x))
        loss = log_loss(test_y, model.predict_proba(test_x))
        mlflow.log_metrics({"accuracy": accuracy, "log_loss": loss})

        figure = Figure(figsize=(5, 4), layout="tight")
        display = ConfusionMatrixDisplay.from_predictions
        display(test_y, model.predict(test_x), display_labels=data.target_names, cmap="Blues", ax=figure.subplots())
        mlflow.log_figure(figure, "confusion.png")
        # Named here, because MLflow otherwise starts a second Python just to find out what the model imports.
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
        saved = mlflow.get_artifact_uri()
    print(f"accuracy {accuracy:.3f}, log loss {loss:.3f}")
    print(f"saved in {saved}")


if __name__ == "__main__":
    load_dotenv()
    try:
        main()
    except Boto3Error as error:
        sys.exit(f"{type(error).__name__}: {error}")
