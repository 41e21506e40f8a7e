"""The environment of a command, read from a command that prints it."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from ._environment import Environment
from ._errors import MlflowConfigError
from ._launcher import run_launcher

if TYPE_CHECKING:
    from collections.abc import Sequence

WITH_SERVER = "WITH_MLFLOW_ENV_WITH_SERVER"

ENV = "/usr/bin/env"
PRINT = """
import os, sys
for name, value in os.environb.items():
    sys.stdout.buffer.write(name + b"=" + value + b"\\0")
"""


def read_environment(
    words: Sequence[str], env: Environment, cwd: str | os.PathLike[str] | None
) -> tuple[Environment, list[str]]:
    """Gives the environment and the launcher's warnings.

    Raises MlflowConfigError; also if a file asks for a server and files win over the environment: it would start.
    """
    if asks_for_server_against(words, env, cwd):
        raise MlflowConfigError(f"a file sets {WITH_SERVER} and wins over the environment: run_env() starts no server")
    block, warnings = run_launcher([*words, "--quiet", "--", *printer()], Environment(env, **{WITH_SERVER: "0"}), cwd)
    result = Environment(entry.split("=", 1) for entry in os.fsdecode(block).split("\0") if "=" in entry)
    # Whether a launcher in the command starts one is not decided here.
    result.pop(WITH_SERVER, None)
    if WITH_SERVER in env:
        result[WITH_SERVER] = env[WITH_SERVER]
    return result, warnings


def printer() -> list[str]:
    """A command that prints its environment as it was given it."""
    # macOS takes variables away from its own programs, and its env has no such option in older versions.
    if sys.platform == "linux" and os.access(ENV, os.X_OK):
        return [ENV, "-0"]
    # Without site-packages, whose start-up files may change the environment.
    return [sys.executable, "-I", "-S", "-c", PRINT]


def asks_for_server_against(words: Sequence[str], env: Environment, cwd: str | os.PathLike[str] | None) -> bool:
    """Whether a private server is asked for by a file that beats the environment."""
    if "--override" not in words and "WITH_MLFLOW_ENV_OVERRIDE" not in env:
        return False
    output, _ = run_launcher([*words, "config", "--json"], Environment(env, **{WITH_SERVER: "0"}), cwd)
    return json.loads(output)["options"]["withServer"] is not None
