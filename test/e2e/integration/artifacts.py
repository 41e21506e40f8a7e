"""Everything that a client does with artifacts, in one run. Prints what came back, as one JSON line."""

import gzip
import json
import os
import tempfile
from pathlib import Path

import mlflow
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

NAMES = ["plain.txt", "with blank.txt", "grün & 100% 1.txt", "a+b=c;d.txt"]
BINARY = bytes(range(256)) * 64
TABLE = b"a,b\n" * 1000


def listed(run_id, path=None):
    found = mlflow.MlflowClient().list_artifacts(run_id, path)
    return {item.path: "folder" if item.is_dir else item.file_size for item in found}


def main():
    mlflow.set_experiment("artifacts")
    report = {}
    with mlflow.start_run() as run, tempfile.TemporaryDirectory() as folder:
        run_id = run.info.run_id
        report |= {"run": run_id, "uri": run.info.artifact_uri, "before": listed(run_id)}
        mlflow.log_text("one line\n", "notes/one.txt")
        mlflow.log_text("", "notes/empty.txt")
        mlflow.log_dict({"a": [1, 2]}, "table.json")
        for name in NAMES:
            Path(folder, name).write_bytes(name.encode() + BINARY)
        mlflow.log_artifacts(folder, "files/deep")
    report |= {"root": listed(run_id), "notes": listed(run_id, "notes"), "files": listed(run_id, "files/deep")}

    with tempfile.TemporaryDirectory() as folder:
        got = Path(mlflow.artifacts.download_artifacts(run_id=run_id, dst_path=folder))
        report["downloaded"] = sorted(str(path.relative_to(got)) for path in got.rglob("*") if path.is_file())
        report["same"] = all((got / "files/deep" / name).read_bytes() == name.encode() + BINARY for name in NAMES)
    report["table"] = mlflow.artifacts.load_dict(f"{run.info.artifact_uri}/table.json")

    repository = get_artifact_repository(run.info.artifact_uri)
    with tempfile.TemporaryDirectory() as folder:
        packed = {name: gzip.compress(TABLE) for name in ("table.csv.gz", "model.tar.gz", "notes.gz")}
        for name, data in packed.items():
            Path(folder, name).write_bytes(data)
        repository.log_artifacts(folder, "packed")
    with tempfile.TemporaryDirectory() as folder:
        got = Path(mlflow.artifacts.download_artifacts(run_id=run_id, artifact_path="packed", dst_path=folder))
        found = {name: (got / name).read_bytes() for name in packed}
    unpacked = dict.fromkeys(packed, TABLE)
    report["packed"] = "the same bytes" if found == packed else "unpacked" if found == unpacked else "other bytes"
    repository.delete_artifacts("packed")
    repository.delete_artifacts("notes/one.txt")
    report["one deleted"] = listed(run_id, "notes")
    repository.delete_artifacts("files")
    report["folder deleted"] = listed(run_id, "files/deep")
    report["credentials"] = [name for name in os.environ if name.startswith("AWS_") and "KEY" in name]
    print(json.dumps(report))


main()
