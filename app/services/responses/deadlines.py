"""When a citizen is to be answered: working days by kind, the office's own numbers.

Call inside a transaction.

A grievance and an appeal have the days of the Grievance Redress System's rules by default. For everything
else the guideline asks for "a reasonable time" (8.b); three working days are our own default.
"""

from __future__ import annotations

from datetime import date

from app.bangla.workdays import after_working_days
from app.models.tables import Office
from app.services.base.enums import ResponseKind
from app.services.office.holidays import days_off

DEFAULT_DAYS = {"question_days": 3, "grievance_days": 30, "appeal_days": 20}
_COLUMNS = {ResponseKind.GRIEVANCE: "grievance_days", ResponseKind.APPEAL: "appeal_days"}


def allowed_days(kind: ResponseKind) -> int | None:
    """In how many working days one of that kind is to be answered; None for praise, which asks nothing."""
    if kind is ResponseKind.PRAISE:
        return None
    column = _COLUMNS.get(kind, "question_days")
    office = Office.get_or_none()
    return DEFAULT_DAYS[column] if office is None else int(getattr(office, column))


def due_day(kind: ResponseKind, since: date) -> date | None:
    """The last day for answering what came, or was opened again, on the Dhaka day `since`."""
    days = allowed_days(kind)
    return None if days is None else after_working_days(since, days, days_off())
