"""Whether an unexpected error may come from rows that are not as the record tells, instead of being ours.

A word that no table should hold, a number that is none or a list where there was a text: each is well-formed
for the database, and whatever reads it may fail anywhere. So nothing guesses by the kind of the error: only
after one, the rows are compared with the record, as the audit does.
"""

from __future__ import annotations

import time

from app.errors import Cancelled, Refusal
from app.services.base.desk import Desk
from app.services.record.audit import compared
from app.work import Work

LONGEST = 20.0  # seconds that somebody waits before they are told anything; 100,000 events take them


def table_trouble(desk: Desk) -> Refusal | None:
    """What to say where the audit finds rows or events changed; None where it does not, or takes too long."""
    until = time.monotonic() + LONGEST

    def patient(_done: int, _total: int) -> None:
        if time.monotonic() > until:
            raise Cancelled

    try:
        report = compared(desk, Work(patient))
    except (Refusal, Cancelled):
        return None
    first = next(iter(report.problems), None)
    if first is None:
        return None
    return Refusal("record.not_as_recorded", n=len(report.problems), what=first.detail or str(first.event))
