"""Whole numbers as a command line gives them: of drafts, posts, lists, days."""

from __future__ import annotations

from app.errors import Refusal

_MOST = 2**31 - 1  # as a server's numbers of rows
_SHOWN = 30  # characters of what is none


def whole(written: str) -> int:
    """A whole number, in digits of any script. Raises `Refusal` for none, and for one no row can have."""
    try:
        found = int(written)
    except ValueError:
        found = _MOST + 1
    if abs(found) > _MOST:
        raise Refusal("cli.bad_number", written=written[:_SHOWN])
    return found
