"""`python -m with_mlflow_env …` becomes the launcher."""

from __future__ import annotations

import os
import signal
import sys

from ._errors import MlflowConfigError
from ._executable import NAME, find_executable


def main() -> int:
    try:
        executable = find_executable()
        restore_signals()
        os.execv(executable, [executable, *sys.argv[1:]])
    except MlflowConfigError as error:
        message = str(error)
    except OSError as error:
        message = f"'{executable}' cannot be started: {error.strerror}"
    sys.stderr.write(f"{NAME}: error: {message}\n")
    return 125


def restore_signals() -> None:
    """Python ignores these, and the command would inherit that: a pipe whose reader has gone would not end it."""
    if sys.platform != "win32":
        for ignored in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(ignored, signal.SIG_DFL)


sys.exit(main())
