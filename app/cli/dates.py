"""Days as commands take them: ISO 8601."""

from __future__ import annotations

from datetime import date

from app.errors import Refusal


def day(written: str) -> date | None:
    """`2026-11-25`, or None for "". Raises `Refusal` for anything else."""
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refusal("cli.bad_date", written=written) from None
