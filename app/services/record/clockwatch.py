"""Notices a clock that was moved: dates recorded since may be wrong, only their numbers keep order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.models.tables import Event
from app.services.base.clock import moment
from app.services.record.chain import CLOCK_MOVED_AHEAD, CLOCK_MOVED_BACK
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
    reported = Event.select(Event.body).where(Event.kind == CLOCK_MOVED_BACK)
    seen = [moment(last.at), *(moment(event.body["latest"]) for event in reported)]
    for leap in Event.select(Event.at, Event.body).where(Event.kind == CLOCK_MOVED_AHEAD):
        since, ahead = moment(leap.body["since"]), moment(leap.at)
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
    moves = Event.select(Event.at, Event.body).where(Event.kind == kind)
    move = moves.order_by(Event.id.desc()).first()
    if move is None or not timedelta() <= at - moment(move.at) <= _SHOWN_FOR:
        return None
    return moment(move.body[fact])
