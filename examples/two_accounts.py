"""Read data with the shell's AWS account and log artifacts with the project's, in one process.

    with-mlflow-env --with-server python two_accounts.py s3://my-data/measurements.csv

boto3 sees the shell's account. MLflow writes through the private server, which has the project's.
"""

import sys
from urllib.parse import urlsplit

import boto3
import mlflow

place = urlsplit(sys.argv[1])
s3 = boto3.client("s3")
text = s3.get_object(Bucket=place.netloc, Key=place.path.lstrip("/"))["Body"].read().decode()
values = [float(line) for line in text.splitlines() if line.strip()]

mlflow.set_experiment("two-accounts")
with mlflow.start_run() as run:
    mlflow.log_metric("mean", sum(values) / len(values))
    mlflow.log_text(f"{len(values)} values from {place.netloc}\n", "summary.txt")

print(f"run: {run.info.run_id}")
print(f"artifacts: {run.info.artifact_uri}")
