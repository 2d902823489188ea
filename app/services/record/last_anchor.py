"""When the record was last anchored outside. Apart from what makes anchors: every `due` asks it."""

from __future__ import annotations

from datetime import date

from app.models.tables import Event
from app.services.base.clock import day_of, to_come

SAVED, COSIGNED = "anchor.saved", "anchor.cosigned"
REMIND_AFTER = 30  # days without an anchor saved or co-signed


def last_outside() -> date | None:
    """The day of the last anchor that was saved or co-signed, None before the first. Inside a transaction."""
    row = (
        Event.select(Event.at)
        .where(Event.kind.in_([SAVED, COSIGNED]) & (Event.at < to_come()))
        .order_by(Event.id.desc())
        .first()
    )
    return None if row is None else day_of(row.at)
