"""Remove the runs that were deleted some days ago for good, with their artifacts. A dry run, unless told otherwise.

    python scripts/cleanup_mlflow_deleted_runs.py --older-than-days 30
    python scripts/cleanup_mlflow_deleted_runs.py --older-than-days 30 --delete

`mlflow gc` has no dry run, and would remove deleted experiments and models too. MLFLOW_BACKEND_STORE_URI is the
server's database, and MLFLOW_ARTIFACT_ROOT is where the server keeps artifacts. In a bucket with versions, old versions
stay until its lifecycle rules remove them.
"""

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

try:
    import boto3
    from hoops.tracking import readable_errors
    from mlflow import MlflowClient
    from mlflow.exceptions import MlflowException
    from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository
    from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
    from sqlalchemy import create_engine, inspect
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import SQLAlchemyError
except ModuleNotFoundError as error:
    sys.exit(f"the package {error.name} is missing: pip install -r requirements.txt")

DAY = 24 * 60 * 60 * 1000  # ms


def open_database(uri):
    """The server's own database. One that is not there, or empty, is not created."""
    name = "MLFLOW_BACKEND_STORE_URI"
    try:
        url = make_url(uri)
        if url.drivername.startswith("sqlite") and not Path(url.database or "").is_file():
            sys.exit(f"{name}: there is no database {url.database} in {Path.cwd()}")
        # Asked here, because MLflow would try a wrong password for minutes.
        engine = create_engine(url)
        if not inspect(engine).has_table("runs"):
            sys.exit(f"{name}: the database holds no MLflow runs")
        engine.dispose()
        return SqlAlchemyStore(uri, "mlflow-artifacts:/")
    except (SQLAlchemyError, MlflowException, ImportError) as error:
        # The message may hold the URI, and the URI a password.
        sys.exit(f"{name}: the database cannot be opened ({type(error).__name__})")


def place_of(run):
    """The bucket and the prefix of a run's artifacts."""
    uri = run.info.artifact_uri
    if uri.startswith("mlflow-artifacts:"):
        uri = os.environ.get("MLFLOW_ARTIFACT_ROOT", "").rstrip("/") + urlsplit(uri).path
    parts = urlsplit(uri)
    return (parts.netloc, f"{parts.path.strip('/')}/") if parts.scheme == "s3" else (None, parts.path)


def objects_of(s3, run):
    bucket, prefix = place_of(run)
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return [entry for page in pages for entry in page.get("Contents", [])]


def reason_to_keep(client, run):
    """Why a run has to stay; None if it can go."""
    bucket, prefix = place_of(run)
    if run.info.lifecycle_stage != "deleted":
        return "it was restored"
    if bucket is None:
        return "its artifacts are not in S3 (is MLFLOW_ARTIFACT_ROOT set?)"
    if not prefix.endswith(f"/{run.info.run_id}/artifacts/"):
        return f"its artifacts are in {prefix}, which may not be its own"
    if client.search_model_versions(f"run_id = '{run.info.run_id}'"):
        return "a registered model comes from it"
    return None


def remove(database, s3, run):
    """Artifacts first: a run that loses only some of them is found again next time. @returns why it failed"""
    get_artifact_repository(run.info.artifact_uri).delete_artifacts()
    left = objects_of(s3, run)
    if left:
        return f"{len(left)} objects are still in the bucket"
    database._hard_delete_run(run.info.run_id)  # What `mlflow gc` calls.
    return None


def clean_up(options):
    """Shows each run and what happens to it. @returns how many could not be removed"""
    database = open_database(os.environ.get("MLFLOW_BACKEND_STORE_URI") or "sqlite:///mlflow.db")
    client = MlflowClient()
    s3 = boto3.client("s3", endpoint_url=os.environ.get("MLFLOW_S3_ENDPOINT_URL") or None)
    counts = {"removed": 0, "kept": 0, "failed": 0}
    for run_id in database._get_deleted_runs(older_than=options.older_than_days * DAY):
        # Asked of the server, so that another server's database or a run that was restored does no harm.
        run = client.get_run(run_id)
        keep = reason_to_keep(client, run)
        if keep:
            counts["kept"] += 1
            print(f"{run_id}  {run.info.run_name}: kept, because {keep}")
            continue
        found = objects_of(s3, run)
        size = sum(entry["Size"] for entry in found) / 1000
        failure = remove(database, s3, run) if options.delete else None
        counts["failed" if failure else "removed"] += 1
        print(f"{run_id}  {run.info.run_name}: {len(found)} objects, {size:.0f} kB{f', {failure}' if failure else ''}")
    print(f"{counts['removed']} {'removed' if options.delete else 'would be removed'}, {counts['kept']} kept", end="")
    print(f", {counts['failed']} failed" if counts["failed"] else "")
    if not options.delete:
        print("Nothing was changed. Add --delete to remove them.")
    return counts["failed"]


def days(text):
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"expected a number of days, got {number}")
    return number


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument(
        "--older-than-days", type=days, default=30, metavar="N", help="deleted N days ago (default: 30)"
    )
    parser.add_argument("--delete", action="store_true", help="remove them; without it they are only shown")
    options = parser.parse_args()
    with readable_errors():
        failed = clean_up(options)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
