"""Prints what is installed in this Python environment, without importing any of it.

Usage: inspect_environment.py MODULES DISTRIBUTIONS, two JSON lists of names.
Prints one line: the prefix, then a JSON object. Runs on Python 3.8 and later.
"""

import json
import os
import sys
from importlib import metadata, util

# PYTHONSAFEPATH takes the script's own folder away.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import packaging_facts

# Anything that starts along with Python (a .pth file, sitecustomize) may print to the same place.
RESPONSE_PREFIX = "with-mlflow-env:"


def version_of(distribution):
    """The version of a distribution; None if it is not installed."""
    try:
        return metadata.version(distribution)
    except Exception:
        return None


def can_import(module):
    try:
        return util.find_spec(module) is not None
    except Exception:
        return False


def entry_points(group):
    """The names that plugins register in a group."""
    try:
        points = metadata.entry_points(group=group)
    except TypeError:
        # Python 3.9 and earlier take no arguments.
        points = metadata.entry_points().get(group, [])
    return [point.name for point in points]


def sqlalchemy_dialects():
    """SQLAlchemy's dialects as `postgresql+psycopg`. Some of its modules are no drivers."""
    names = [name.replace(".", "+") for name in entry_points("sqlalchemy.dialects")]
    try:
        dialects = os.path.join(os.path.dirname(util.find_spec("sqlalchemy").origin), "dialects")
        for database in ("postgresql", "mysql", "sqlite", "mssql"):
            for file in os.listdir(os.path.join(dialects, database)):
                if file.endswith(".py"):
                    names.append(f"{database}+{file[:-3]}")
    except Exception:
        # There is no SQLAlchemy, or not as files.
        pass
    return names


def inspect_environment(modules, distributions):
    return {
        "executable": sys.executable,
        "versions": {name: version_of(name) for name in distributions},
        "modules": [name for name in modules if can_import(name)],
        "plugins": {
            "tracking": entry_points("mlflow.tracking_store"),
            "registry": entry_points("mlflow.model_registry_store"),
            "artifacts": entry_points("mlflow.artifact_repository"),
        },
        "dialects": sqlalchemy_dialects(),
        "packaging": packaging_facts.describe(),
    }


def main():
    modules, distributions = (json.loads(argument) for argument in sys.argv[1:])
    print(f"\n{RESPONSE_PREFIX}{json.dumps(inspect_environment(modules, distributions))}", flush=True)


if __name__ == "__main__":
    main()
