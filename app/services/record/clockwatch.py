"""Notices a clock that was moved: dates recorded since may be wrong, only their numbers keep order."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from app.models.tables import Event
from app.services.base.clock import moment
from app.services.record.chain import CLOCK_MOVED_AHEAD, CLOCK_MOVED_BACK, ODD_BODY
from app.services.record.ledger import moved_back

_SHOWN_FOR = timedelta(hours=1)  # by the desk's clock: how long answers name a move


def behind(at: datetime | None = None) -> datetime | None:
    """The time of an event recorded already that the clock (or `at`) has not reached again, None if it has.

    A clock that had leapt far ahead and was set back is right again: it is behind nothing that was recorded
    during the leap. Call inside a transaction.
    """
    at = at or datetime.now(UTC)
    last = Event.select(Event.at).order_by(Event.id.desc()).first()
    if last is None:
        return None
    moves = Event.select(Event.at, Event.body)
    seen = [moment(last.at), *(one for _, one in _told(moves, CLOCK_MOVED_BACK, "latest"))]
    for ahead, since in _told(moves, CLOCK_MOVED_AHEAD, "since"):
        if at < ahead:
            seen = [since if one >= ahead else one for one in seen]
    latest = max(seen)
    return latest if moved_back(latest, at) else None


def leapt(at: datetime | None = None) -> datetime | None:
    """The time of the last event before the clock leapt far ahead, for an hour after that; else None.

    Call inside a transaction.
    """
    return _lately(CLOCK_MOVED_AHEAD, "since", at)


def set_back(at: datetime | None = None) -> datetime | None:
    """The latest time before the clock was set back, for an hour after that; else None.

    Call inside a transaction.
    """
    return _lately(CLOCK_MOVED_BACK, "latest", at)


def _lately(kind: str, fact: str, at: datetime | None) -> datetime | None:
    at = at or datetime.now(UTC)
    newest = Event.select(Event.at, Event.body).order_by(Event.id.desc()).limit(1)
    for moved, told in _told(newest, kind, fact):
        if timedelta() <= at - moved <= _SHOWN_FOR:
            return told
    return None


def _told(moves: Any, kind: str, fact: str) -> Iterator[tuple[datetime, datetime]]:
    """When the clock was moved, and the time told with it; without an event that tells none any more."""
    for event in moves.where(Event.kind == kind):
        with contextlib.suppress(*ODD_BODY):
            yield moment(event.at), moment(event.body[fact])
