"""Whether the MLflow that is installed can be imported, as far as that shows without importing it.

A response is null without MLflow. It has
`shadow`   the file of another module or package that Python takes for MLflow; null for none
`isGone`   whether Python finds no MLflow at all, though it is listed as installed
`missing`  the distributions that it requires and that are not installed
"""

import os
import re
from importlib import metadata, util

# The first one that is installed has the package `mlflow`; it comes in parts.
DISTRIBUTIONS = ("mlflow", "mlflow-skinny", "mlflow-tracing")


def describe():
    installed = [found for found in map(find, DISTRIBUTIONS) if found]
    if not installed:
        return None
    origin = find_origin()
    # One that is worked on has its files elsewhere, and none here.
    own = [path for path in map(path_of, installed) if os.path.isfile(path)]
    is_other = bool(origin and own) and not any(os.path.samefile(origin, path) for path in own)
    return {
        "shadow": origin if is_other else None,
        "isGone": origin is None,
        "missing": sorted({name for found in installed for name in missing_of(found)}),
    }


def find(name):
    try:
        return metadata.distribution(name)
    except Exception:
        return None


def path_of(distribution):
    return os.fspath(distribution.locate_file("mlflow/__init__.py"))


def find_origin():
    try:
        spec = util.find_spec("mlflow")
    except Exception:
        return None
    return spec.origin if spec and spec.origin and os.path.isfile(spec.origin) else None


def missing_of(distribution):
    # A requirement with a condition is for another system, another Python or an extra.
    names = [re.match(r"[\w.-]+", text).group() for text in distribution.requires or () if ";" not in text]
    return [name for name in names if not find(name)]
