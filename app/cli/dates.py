"""Days and times as commands take them: ISO 8601."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.bangla.dates import DHAKA
from app.errors import Refusal


def day(written: str) -> date | None:
    """`2026-11-25`, or None for "". Raises `Refusal` for anything else."""
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refusal("cli.bad_date", written=written) from None


def moment(written: str) -> datetime:
    """A time; without a zone it is Dhaka's. Raises `Refusal` for anything else."""
    try:
        found = datetime.fromisoformat(written)
        return (found if found.tzinfo else found.replace(tzinfo=DHAKA)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refusal("cli.bad_time", written=written) from None
