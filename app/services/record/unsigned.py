"""The events that were made while there was no keyring, and that nobody has confirmed yet."""

from __future__ import annotations

from peewee import SQL

from app.models.tables import Event
from app.services.record.keys import KEY_MADE, UNSIGNED_CONFIRMED


def unsigned() -> tuple[int, ...]:
    """The events since the first key without a signature or a confirmation. Call inside a transaction."""
    first = Event.select(Event.id).where(Event.kind == KEY_MADE).order_by(Event.id).first()
    if first is None:
        return ()
    confirmed: set[int] = set()
    for event in Event.select(Event.body).where((Event.kind == UNSIGNED_CONFIRMED) & (Event.signature != "")):
        events = event.body.get("events")
        confirmed |= {one for one in events if isinstance(one, int)} if isinstance(events, list) else set()
    # Written out, not handed over: so the database knows that its index has all of these.
    without = Event.signature == SQL("''")
    rows = Event.select(Event.id).where((Event.id > first.id) & without).order_by(Event.id)
    return tuple(row.id for row in rows if row.id not in confirmed)
