"""An environment whose values are not shown."""

from __future__ import annotations


class Environment(dict[str, str]):
    """A dict of variables. Its repr has the names only, so that no log and no traceback shows a key."""

    def __repr__(self) -> str:
        return f"<environment with {', '.join(sorted(self)) or 'no variables'}>"

    __str__ = __repr__
