"""The interpreter and what is installed for it. Nothing of it is imported: importing MLflow takes seconds.

A response has `version`, `executable`, `versions` (by distribution; null for what is missing), `packaging` (that of
packaging_facts.py), `mlflow` (that of mlflow_state.py) and `temporary`
(`directory` and `freeBytes`; null if Python finds no directory for temporary files).
"""

import shutil
import sys
import tempfile
from importlib import metadata

import mlflow_state
import packaging_facts

DISTRIBUTIONS = ("mlflow", "mlflow-skinny", "boto3", "botocore", "python-dotenv", "requests")


def inspect():
    return {
        "version": ".".join(map(str, sys.version_info[:3])),
        "executable": sys.executable,
        "versions": {name: version_of(name) for name in DISTRIBUTIONS},
        "packaging": packaging_facts.describe(),
        "mlflow": mlflow_state.describe(),
        "temporary": temporary(),
    }


def version_of(distribution):
    try:
        return metadata.version(distribution)
    except Exception:
        return None


def temporary():
    try:
        directory = tempfile.gettempdir()
        return {"directory": directory, "freeBytes": shutil.disk_usage(directory).free}
    except OSError:
        return None
