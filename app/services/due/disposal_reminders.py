"""Reminders of January's list: that posts' years are over, that a list waits, that an order is half done.

Called inside a transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.i18n import bilingual
from app.models.tables import DisposalList, Draft
from app.services.base.clock import day_of
from app.services.base.desk import Desk
from app.services.base.due_dates import standing_on
from app.services.base.enums import DisposalState, DueAction, DueKind
from app.services.due.views import Due
from app.services.office.retention_periods import year_begins
from app.services.retention.listing import candidates

_OLDEST = 1_000  # posts looked at
_TILL = 3  # months of a year in which its list is asked for


def disposals(desk: Desk, on: date) -> Iterator[Due]:
    """The list that is open or half carried out; else, from January to March, that one is to be made."""
    row = DisposalList.select().where(DisposalList.state != DisposalState.DONE.value).first()
    if row is not None:
        yield Due(
            key=f"disposal:{row.id}:{row.state}",
            kind=DueKind.DISPOSAL,
            text=bilingual(f"due.disposal_{row.state}"),
            action=DueAction.DISPOSAL,
            standing=standing_on(on, day_of(row.carried_at or row.ordered_at or row.at), 0),
        )
        return
    begins = date(on.year, 1, 1)
    if on.month > _TILL or DisposalList.select().where(DisposalList.year == on.year).exists():
        return
    # The oldest tell whether there is one: most offices have no old post for years.
    old = Draft.select(Draft.id).where(Draft.created_at < year_begins(on.year - 1))
    oldest = [row.id for row in old.order_by(Draft.id).limit(_OLDEST)]
    if oldest and next(candidates(desk, on.year, oldest), None) is not None:
        yield Due(
            key=f"disposal:{on.year}",
            kind=DueKind.DISPOSAL,
            text=bilingual("due.disposal_year"),
            action=DueAction.DISPOSAL,
            standing=standing_on(on, begins, 0),
        )
