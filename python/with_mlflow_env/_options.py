"""The launcher's options, as words of its command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def to_words(env_files: Sequence[str | os.PathLike[str]] | None, keep: Sequence[str], **switches: bool) -> list[str]:
    """Raises TypeError for one text where a list of texts belongs: its letters would be taken for the list."""
    for name, value in (("env_files", env_files), ("keep", keep)):
        if isinstance(value, (str, bytes, os.PathLike)):
            raise TypeError(f"{name} must be a list, not {type(value).__name__}")
    switches["no_env_file"] = env_files is not None and len(env_files) == 0
    words = [f"--{name.replace('_', '-')}" for name, is_given in switches.items() if is_given]
    words += [f"--env-file={os.fspath(path)}" for path in env_files or ()]
    return words + [f"--keep={name}" for name in keep]
