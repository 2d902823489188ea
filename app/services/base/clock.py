"""Times as the tables keep them: ISO 8601 in UTC, to the microsecond. Text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime

FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def now() -> str:
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """An aware datetime as kept text."""
    return moment.astimezone(UTC).strftime(FORMAT)


def moment(text: str) -> datetime:
    """Kept text as an aware datetime in UTC."""
    return datetime.strptime(text, FORMAT).replace(tzinfo=UTC)
