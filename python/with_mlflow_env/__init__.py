"""What `with-mlflow-env` resolves for a project, for programs in Python. See docs/python.md of the project."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from ._environment import Environment
from ._errors import MlflowConfigError, MlflowConfigWarning
from ._launcher import run_launcher, warn_of
from ._options import to_words
from ._reading import read_environment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Union

    Path = Union[str, os.PathLike[str]]

__all__ = ["Environment", "MlflowConfigError", "MlflowConfigWarning", "get_mlflow_config", "run_env"]


def get_mlflow_config(  # noqa: PLR0913
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    env_files: Sequence[Path] | None = None,
    override: bool = False,
    strict: bool = False,
    allow_fallback: bool = False,
    keep_aws: bool = False,
    keep_aws_config: bool = False,
    keep: Sequence[str] = (),
) -> dict[str, Any]:
    """What `with-mlflow-env config --json` prints: every resolved value with its origin, and no secret.

    env: the environment to start from, the process's own by default. It is never changed.
    cwd: the directory to search from, to which relative paths refer. The process's own by default.
    env_files: files to read instead of searching, the later wins. An empty list reads none.
    The others are the launcher's options of these names. One that is not given can still be set by its variable.

    Raises MlflowConfigError if the launcher would refuse to run a command.
    """
    env = Environment(os.environ if env is None else env)
    words = to_words(
        env_files,
        keep,
        override=override,
        strict=strict,
        allow_fallback=allow_fallback,
        keep_aws=keep_aws,
        keep_aws_config=keep_aws_config,
    )
    output, _ = run_launcher([*words, "config", "--json"], env, cwd)
    # Its warnings are a field of the result.
    config: dict[str, Any] = json.loads(output)
    return config


def run_env(  # noqa: PLR0913
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    env_files: Sequence[Path] | None = None,
    override: bool = False,
    strict: bool = False,
    allow_fallback: bool = False,
    keep_aws: bool = False,
    keep_aws_config: bool = False,
    keep: Sequence[str] = (),
) -> Environment:
    """The whole environment that a command gets from `with-mlflow-env`, as a dict.

    **It contains the project's keys**: pass it to a child process, as in `subprocess.run(command, env=run_env())`, and
    do not write it anywhere. Its repr has names only. No server is started: if a variable asks for one
    (`WITH_MLFLOW_ENV_WITH_SERVER`), it is the environment of a command without it. Bytes that are not UTF-8 are as in
    os.environ.

    The parameters are those of get_mlflow_config(). The launcher's warnings are issued as MlflowConfigWarning.

    Raises MlflowConfigError if the launcher would refuse to run a command.
    """
    env = Environment(os.environ if env is None else env)
    words = to_words(
        env_files,
        keep,
        override=override,
        strict=strict,
        allow_fallback=allow_fallback,
        keep_aws=keep_aws,
        keep_aws_config=keep_aws_config,
    )
    result, warnings = read_environment(words, env, cwd)
    warn_of(warnings)
    return result
