"""When what is kept was last checked. Apart from what checks: every `due` asks it."""

from __future__ import annotations

from datetime import date

from app.models.tables import Event
from app.services.base.clock import day_of, to_come

CHECKED = "fixity.checked"
_EXPORTED = "archive.exported"
REMIND_AFTER = 365  # days


def last_checked() -> date | None:
    """The day of the last check of archives and images, None before the first. Inside a transaction."""
    row = (
        Event.select(Event.at)
        .where((Event.kind == CHECKED) & (Event.at < to_come()))
        .order_by(Event.id.desc())
        .first()
    )
    return None if row is None else day_of(row.at)


def first_archive() -> date | None:
    """The day of the record's first archive, None before it. Inside a transaction."""
    row = Event.select(Event.at).where(Event.kind == _EXPORTED).order_by(Event.id).first()
    return None if row is None else day_of(row.at)
