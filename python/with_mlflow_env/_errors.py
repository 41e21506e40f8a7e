"""What callers can catch."""

from __future__ import annotations


class MlflowConfigError(Exception):
    """Why there is no configuration. The message says what to do, and contains no secret."""


class MlflowConfigWarning(UserWarning):
    """What the launcher warns of, such as the use of the shell's account. It contains no secret."""
