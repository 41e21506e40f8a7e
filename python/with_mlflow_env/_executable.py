"""Finds the launcher that was installed together with this module, whatever is first on PATH."""

from __future__ import annotations

import os
import sys
import sysconfig
from importlib.metadata import distributions
from typing import TYPE_CHECKING

from ._errors import MlflowConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "with-mlflow-env"


def find_executable() -> str:
    """The path of the launcher. Raises MlflowConfigError if it is not there."""
    site = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for path in candidates(site):
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    if sys.platform == "win32":
        raise MlflowConfigError("there is no executable for Windows: use 'npm install --global with-mlflow-env'")
    raise MlflowConfigError(
        f"this installation is incomplete, the executable '{NAME}' that belongs to {site} is missing: reinstall {NAME}"
    )


def candidates(site: str) -> Iterator[str]:
    """Where an installer may have put it, for a module in the folder `site`; the surest first."""
    # First: pip install --target moves the scripts here, and the record of the installation is wrong then.
    yield os.path.join(site, "bin", NAME)
    # What the installer has written down: in a virtual environment, for --user, --prefix, pipx and uv.
    for distribution in distributions(name=NAME, path=[site]):
        for file in distribution.files or ():
            if file.name == NAME:
                yield os.path.normpath(os.path.join(site, file))
    # A distribution's package may have no such record.
    for scheme in sysconfig.get_scheme_names():
        paths = sysconfig.get_paths(scheme)
        if site in (paths["purelib"], paths["platlib"]):
            yield os.path.join(paths["scripts"], NAME)
