"""An environment whose values are not shown."""

from __future__ import annotations

from typing import Any


class Environment(dict[str, str]):
    """A dict of variables. Its repr has the names only, so that no log and no traceback shows a key."""

    def __repr__(self) -> str:
        return f"<environment with {', '.join(sorted(self)) or 'no variables'}>"

    __str__ = __repr__

    # What a dict makes of itself is a dict, which would show the values.

    def copy(self) -> Environment:
        return Environment(self)

    def __or__(self, other: dict[Any, Any]) -> Environment:  # type: ignore[override]
        return Environment({**self, **other})

    def __ror__(self, other: dict[Any, Any]) -> Environment:  # type: ignore[override]
        return Environment({**other, **self})
