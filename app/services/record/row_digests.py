"""Digests over many rows at once, for what comes in by the thousand and is told of in one event.

The rows of a group (a download's posts, a restored archive's) are hashed in the order of their numbers, so
that no row of it can be changed, added or removed unseen, and none of them has to stand in an event.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any


class RowDigests:
    """The digest of every group, of whose rows none is kept."""

    def __init__(self) -> None:
        self._parts: list[dict[Any, Any]] = []

    def take(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Read the rows of one table, in order; the first value of each says which group it is of."""
        into: dict[Any, Any] = {}
        self._parts.append(into)
        for group, *row in rows:
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_strange) + "\n"
            found = into.setdefault(group, hashlib.sha256())
            found.update(line.encode("utf-8", "surrogatepass"))

    def of(self, group: int | None) -> str:
        """The digest of a group over all tables that were read, and done with it."""
        parts = (part.pop(group, None) for part in self._parts)
        whole = "".join(part.hexdigest() if part is not None else "-" for part in parts)
        return hashlib.sha256(whole.encode()).hexdigest()

    def left(self) -> bool:
        """Whether there are rows of a group that was not asked for."""
        return any(self._parts)


def _strange(value: object) -> object:
    """What stands for bytes where a text should be: none of our own rows bears it."""
    return {"no text": repr(value)}
