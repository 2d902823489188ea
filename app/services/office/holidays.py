"""The office's days off besides Friday and Saturday. They differ each year, so the office enters them."""

from __future__ import annotations

from datetime import date

from app.bangla.blank import is_blank
from app.bangla.workdays import Quarter, after_working_days
from app.errors import Refusal, SpokenDay
from app.models.tables import Holiday, Office
from app.services.base.desk import Desk
from app.services.base.given_days import require_near
from app.services.office.views import HolidayView
from app.services.record.ledger import change, create, record
from app.services.record.roles import decider_or_desk

DEFAULT_REPORT_DAYS = 10


def holidays(desk: Desk, year: int | None = None) -> tuple[HolidayView, ...]:
    """Those in force, of one year or of all, by day."""
    with desk.store.read():
        rows = Holiday.select().where(Holiday.active).order_by(Holiday.day)
        views = [HolidayView(row.id, date.fromisoformat(row.day), row.name_bn, row.name_en) for row in rows]
        return tuple(view for view in views if year in (None, view.day.year))


def add_holiday(desk: Desk, day: date, name_bn: str, name_en: str, by: int | None) -> int:
    """Enter a day off, and return its id. One name is enough.

    Raises `Refusal` for a drafter, a day that is entered already, and for no name at all.
    """
    names = name_bn.strip() or name_en.strip(), name_en.strip() or name_bn.strip()
    if is_blank(names[0]):
        raise Refusal("holiday.name_missing")
    require_near(day)
    with desk.store.write():
        decider_or_desk(by)
        if _on(day) is not None:
            raise Refusal("holiday.there", day=SpokenDay(day.isoformat()))
        row = create(Holiday, day=day.isoformat(), name_bn=names[0], name_en=names[1], active=True)
        record(desk, "holiday.added", row, by=by)
        return int(row.id)


def withdraw_holiday(desk: Desk, day: date, by: int | None) -> None:
    """Take a day off back: it is a working day again. Raises `Refusal` for a drafter, and where none is."""
    with desk.store.write():
        decider_or_desk(by)
        row = _on(day)
        if row is None:
            raise Refusal("holiday.none", day=SpokenDay(day.isoformat()))
        record(desk, "holiday.withdrawn", change(row, active=False), by=by)


def days_off() -> frozenset[date]:
    """The days off besides the weekend. Call inside a transaction."""
    return frozenset(date.fromisoformat(row.day) for row in Holiday.select().where(Holiday.active))


def report_due(quarter: Quarter) -> date:
    """When a quarter's monitoring report is due (clause 11.a). Call inside a transaction.

    The office's own number of working days after the quarter's end; the guideline names none.
    """
    office = Office.select(Office.report_days).first()
    days = DEFAULT_REPORT_DAYS if office is None else int(office.report_days)
    return after_working_days(quarter.ends, days, days_off())


def report_day(desk: Desk, quarter: Quarter) -> date:
    """`report_due` in a transaction of its own."""
    with desk.store.read():
        return report_due(quarter)


def _on(day: date) -> Holiday | None:
    row: Holiday | None = Holiday.get_or_none((Holiday.day == day.isoformat()) & Holiday.active)
    return row
