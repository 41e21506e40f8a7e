"""Runs the launcher, and makes exceptions of its messages."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING
from warnings import warn

from ._errors import MlflowConfigError, MlflowConfigWarning
from ._executable import NAME, find_executable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._environment import Environment


def run_launcher(words: Sequence[str], env: Environment, cwd: str | os.PathLike[str] | None) -> tuple[bytes, list[str]]:
    """Gives standard output and the warnings.

    The environment has secrets, and the output may have some: where this raises, no variable of its frame shows one.
    """
    executable = find_executable()
    if cwd is not None and not os.path.isdir(cwd):
        raise MlflowConfigError(f"the working directory '{os.fspath(cwd)}' does not exist")
    try:
        status, output, warnings, errors = execute([executable, *words], env, cwd)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MlflowConfigError(f"'{executable}' cannot be started: {reason}") from None
    except UnicodeError:
        raise MlflowConfigError("a variable, a path or an option has a character that cannot be encoded") from None
    except ValueError:
        raise MlflowConfigError(
            "a variable, a path or an option has a null character in it, or a variable's name is empty or has '='"
        ) from None
    if status == 0:
        return output, warnings
    del output
    raise MlflowConfigError(
        errors[-1] if errors else f"'{executable}' ended with status {status} and without a message"
    )


def execute(
    command: Sequence[str], env: Environment, cwd: str | os.PathLike[str] | None
) -> tuple[int, bytes, list[str], list[str]]:
    """Gives status, standard output, warnings and errors. The command has nothing to read."""
    result = subprocess.run(command, env=env, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    text = os.fsdecode(result.stderr)
    return result.returncode, result.stdout, messages(text, "warning"), messages(text, "error")


def messages(text: str, severity: str) -> list[str]:
    """What the launcher said: one line each."""
    start = f"{NAME}: {severity}: "
    return [line[len(start) :] for line in text.split("\n") if line.startswith(start)]


def warn_of(found: Sequence[str]) -> None:
    """Warns at the place where the caller's caller was called."""
    for message in found:
        warn(message, MlflowConfigWarning, stacklevel=3)
