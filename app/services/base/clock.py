"""Times as the tables keep them: ISO 8601 in UTC, to the microsecond. Text order is time order."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from app.bangla.dates import DHAKA, local

FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"
_LENGTH = len("2026-12-16T09:30:00.000000Z")


def now() -> str:
    """This moment by the desk's clock, as kept text."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """An aware datetime as kept text."""
    return moment.astimezone(UTC).strftime(FORMAT)


def moment(text: str) -> datetime:
    """Kept text as an aware datetime in UTC. Raises ValueError for any other text."""
    if len(text) != _LENGTH or text[-1] != "Z":  # `strptime` would say so too; importing it takes longer
        raise ValueError(f"not a kept time: {text!r}")
    return datetime.fromisoformat(text)


def to_come() -> str:
    """Kept times from here on are still to come: a day from now, since clocks of two desks are apart.

    What was recorded with one was recorded while the clock was ahead. It settles no reminder: a password
    changed "in two years" would else be fresh until then.
    """
    return stamp(datetime.now(UTC) + timedelta(days=1))


def before(given: datetime, noted: datetime) -> bool:
    """Whether a time that somebody gave, to the minute, is before one that the program noted exactly."""
    return given + timedelta(minutes=1) <= noted


def day_of(kept: str) -> date:
    """The day in Dhaka of a kept time."""
    return local(moment(kept)).date()


def moment_of(day: date) -> datetime:
    """The moment that stands for a whole day: now for today, else noon in Dhaka."""
    this = datetime.now(UTC)
    return this if day == local(this).date() else datetime.combine(day, time(12), DHAKA)


def stamp_of(day: date) -> str:
    """`moment_of` as kept text."""
    return stamp(moment_of(day))


def midnight(day: date) -> str:
    """When a day of Dhaka begins, as times are kept."""
    return stamp(datetime.combine(day, time(), DHAKA))
