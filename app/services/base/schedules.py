"""When a post is to go out, as its version says it: ISO 8601 local time of Dhaka, a mere day, or nothing."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from peewee import Field, fn

from app.bangla.dates import DHAKA

_END_OF_DAY = "T24:00"  # put behind a mere day, it sorts after every time of that day
_WRITTEN = 16  # of 2026-11-25T10:30


def due_at(schedule: str) -> datetime | None:
    """The aware time by which it is to be out; of a mere day its last minute. None where none is given."""
    try:
        moment = datetime.fromisoformat(schedule)
    except ValueError:  # "", or as somebody wrote it outside
        return None
    if is_mere_day(schedule):
        moment = datetime.combine(moment.date(), time(23, 59))
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=DHAKA)


def is_mere_day(schedule: str) -> bool:
    """Whether a day is given and no time of it."""
    return len(schedule) == len("2026-11-25")


def in_order(schedule: Field) -> Any:  # peewee's expressions are private
    """A column of schedules as text that sorts by time."""
    return fn.SUBSTR(schedule.concat(_END_OF_DAY), 1, _WRITTEN)


def past(schedule: Field, now: datetime) -> Any:
    """The condition that a column's schedule is over at `now` (aware)."""
    written = now.astimezone(DHAKA).strftime("%Y-%m-%dT%H:%M")
    return (schedule != "") & (in_order(schedule) < written)
