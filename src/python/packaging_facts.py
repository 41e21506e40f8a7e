"""How packages come into this Python: what src/mlflow/installer.ts decides by. Runs on Python 3.8 and later."""

import os
import sys
import sysconfig
from importlib import util

# PEP 668: the system's package manager keeps pip out of the Python whose standard library has this file.
MARKER = "EXTERNALLY-MANAGED"
# By which a person has told pip to install all the same.
AGREED = ("1", "true", "yes", "on")


def describe():
    is_venv = sys.prefix != sys.base_prefix
    return {
        "hasPip": has("pip"),
        "hasEnsurepip": has("ensurepip"),
        "isExternallyManaged": not is_venv and is_managed() and not is_agreed(),
        "isEnvironment": is_venv or os.path.isdir(os.path.join(sys.prefix, "conda-meta")),
    }


def has(module):
    try:
        return util.find_spec(module) is not None
    except Exception:
        return False


def is_managed():
    return os.path.isfile(os.path.join(sysconfig.get_path("stdlib"), MARKER))


def is_agreed():
    return os.environ.get("PIP_BREAK_SYSTEM_PACKAGES", "").lower() in AGREED
