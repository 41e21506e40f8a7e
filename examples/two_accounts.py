"""Read data with the shell's AWS account and log artifacts with the project's, in one process.

    with-mlflow-env --with-server python two_accounts.py s3://my-data/numbers.txt

boto3 sees the shell's account. MLflow writes through the private server, which has the project's.
"""

import argparse
import os
import sys
from urllib.parse import urlsplit

# By default MLflow's client asks a server that does not answer for four minutes.
os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "2")

try:
    import boto3
    import mlflow
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError
    from mlflow.exceptions import MlflowException
except ModuleNotFoundError as error:
    sys.exit(f"the package {error.name} is missing: pip install mlflow boto3")


def place(text):
    """The bucket and the key of an S3 URI, for argparse."""
    parts = urlsplit(text)
    if parts.scheme != "s3" or not parts.netloc or not parts.path.strip("/"):
        raise argparse.ArgumentTypeError("expected s3://bucket/key")
    return parts.netloc, parts.path.lstrip("/")


def read_values(bucket, key):
    text = boto3.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    values = [float(line) for line in text.splitlines() if line.strip()]
    if not values:
        raise ValueError("it is empty")
    return values


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=place, help="s3://bucket/key of a file with one number per line")
    bucket, key = parser.parse_args().data
    try:
        values = read_values(bucket, key)
    except ValueError as error:
        sys.exit(f"s3://{bucket}/{key}: expected one number per line: {error}")

    mlflow.set_experiment("two-accounts")
    with mlflow.start_run() as run:
        mlflow.log_metric("mean", sum(values) / len(values))
        mlflow.log_text(f"{len(values)} values from {bucket}\n", "summary.txt")

    print(f"run: {run.info.run_id}")
    print(f"artifacts: {run.info.artifact_uri}")


if __name__ == "__main__":
    try:
        main()
    except (MlflowException, Boto3Error, BotoCoreError, ClientError) as error:
        sys.exit(f"{type(error).__name__}: {' '.join(str(error).split())}")
