"""Notices a clock that was moved back: dates recorded since may be wrong, only their numbers keep order."""

from __future__ import annotations

from datetime import UTC, datetime

from app.models.tables import Event
from app.services.base.clock import moment
from app.services.record.ledger import CLOCK_MOVED_BACK, moved_back


def behind(at: datetime | None = None) -> datetime | None:
    """The time of an event recorded already that the clock (or `at`) has not reached again, None if it has.

    Call inside a transaction.
    """
    at = at or datetime.now(UTC)
    last = Event.select(Event.at).order_by(Event.id.desc()).first()
    if last is None:
        return None
    told = Event.select(Event.body).where(Event.kind == CLOCK_MOVED_BACK)
    latest = max([moment(last.at), *(moment(event.body["latest"]) for event in told)])
    return latest if moved_back(latest, at) else None
