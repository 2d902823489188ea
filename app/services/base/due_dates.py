"""How a due date stands on a day: one model for passwords, reviews, reports and all other reminders.

Dates are days in Asia/Dhaka.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from app.models.tables import Office
from app.values import dataclass

DEFAULT_LEAD_DAYS = 14


class DueState(StrEnum):
    """How a due date stands on a day. AT_ONCE: compromised, or somebody who knew it left."""

    FINE = "fine"
    SOON = "soon"
    DUE = "due"
    OVERDUE = "overdue"
    AT_ONCE = "at_once"


@dataclass(frozen=True, slots=True)
class Standing:
    """How something that a reminder tells of stands on a day.

    `due` and `days` (negative once overdue) are None where no day is set; `since` is the day from which it is
    told.
    """

    state: DueState
    due: date | None
    days: int | None
    since: date


def due_on(last_change: date, days: int) -> date:
    """The day by which what was last changed on `last_change` has to be changed again."""
    try:
        return last_change + timedelta(days=days)
    except OverflowError:
        return date.max


def due_state(day: date, due: date | None, lead_days: int, at_once: bool = False) -> DueState:
    """How something due on `due` stands on `day`: soon from `lead_days` days before, overdue the day after.

    Without a due date nothing is late.
    """
    if at_once:
        return DueState.AT_ONCE
    if due is None or (due - day).days > lead_days:
        return DueState.FINE
    if day < due:
        return DueState.SOON
    return DueState.DUE if day == due else DueState.OVERDUE


def standing_on(on: date, due: date | None, lead: int) -> Standing:
    """How a reminder of something due on `due` stands, told from `lead` days before. Without a day: due."""
    if due is None:
        return Standing(DueState.DUE, None, None, date.min)
    days = (due - on).days
    # Whoever reminds has decided that it is near: further off than the lead it is still soon.
    return Standing(due_state(on, due, max(lead, days)), due, days, due - timedelta(days=lead))


def lead_days() -> int:
    """How many days before a due date the office wants to be told. Call inside a transaction."""
    office = Office.select(Office.lead_days).first()
    return DEFAULT_LEAD_DAYS if office is None else int(office.lead_days)
