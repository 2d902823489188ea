"""Days and times as commands take them: ISO 8601, in Latin or Bangla digits."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.bangla.dates import DHAKA
from app.bangla.digits import to_latin
from app.errors import Refusal

_YEARS = range(1900, 3000)  # the edges of the calendar are no days of a record, and counting from them fails
_SHOWN = 40  # characters of what is no date


def day(written: str) -> date | None:
    """`2026-11-25`, or None for "". Raises `Refusal` for anything else, and far from any record's years."""
    if not written:
        return None
    try:
        found = date.fromisoformat(to_latin(written))
    except ValueError:
        found = date.min
    if found.year not in _YEARS:
        raise Refusal("cli.bad_date", written=written[:_SHOWN])
    return found


def moment(written: str) -> datetime:
    """A time; without a zone it is Dhaka's. Raises `Refusal` for anything else."""
    try:
        found = datetime.fromisoformat(to_latin(written))
    except ValueError:
        found = datetime.min.replace(tzinfo=UTC)
    if found.year not in _YEARS:
        raise Refusal("cli.bad_time", written=written[:_SHOWN])
    return (found if found.tzinfo else found.replace(tzinfo=DHAKA)).astimezone(UTC)
