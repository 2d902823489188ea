"""Today, as the services reckon it, asked anew each time: a run may end on another day than it began."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.bangla.dates import local


def today() -> date:
    return local(datetime.now(UTC)).date()
