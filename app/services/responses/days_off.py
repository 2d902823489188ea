"""Days off entered or taken back: the last days of what citizens wait for move with them.

The days are working days by the rules, and a day on which the office was closed is none, whenever it became
known. What is late already stays late: a day off entered afterwards makes nothing timely. A day off taken
back makes nothing late before today is over.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from app.bangla.workdays import after_working_days, working_days_between
from app.models.tables import Response, ResponseStep
from app.services.base.clock import day_of
from app.services.base.desk import Desk
from app.services.office import holidays
from app.services.record.ledger import change, record
from app.services.responses.rows import UNSETTLED, step, today

_ROWS_IN_EVENT = 100
MOVED = "response.due_moved"


def add_day_off(desk: Desk, day: date, name_bn: str, name_en: str, by: int | None) -> int:
    """Enter a day off, and return how many last days moved. Raises `Refusal` like `holidays.add_holiday`."""
    with desk.store.write():
        before = holidays.days_off()
        holidays.add_holiday(desk, day, name_bn, name_en, by)
        return _move(desk, day, before, by)


def withdraw_day_off(desk: Desk, day: date, by: int | None) -> int:
    """Take a day off back, and return how many last days moved. Raises `Refusal` like
    `holidays.withdraw_holiday`."""
    with desk.store.write():
        before = holidays.days_off()
        holidays.withdraw_holiday(desk, day, by)
        return _move(desk, day, before, by)


def _move(desk: Desk, day: date, before: Collection[date], by: int | None) -> int:
    """Count the last days anew that lie behind `day`, with as many working days as they had `before`."""
    on, after = today(), holidays.days_off()
    open_ = Response.state.in_(UNSETTLED) & (Response.due >= max(on, day).isoformat())
    moved: list[tuple[Response, ResponseStep]] = []
    for row in Response.select().where(open_).order_by(Response.id):
        since, due = _since(row), date.fromisoformat(row.due)
        if day <= since:
            continue
        days = working_days_between(since, due, before)
        counted = max(after_working_days(since, days, after), on)
        if counted != due:
            change(row, due=counted.isoformat())
            moved.append((row, step(row, "due_moved", by, counted.isoformat())))
    for start in range(0, len(moved), _ROWS_IN_EVENT):
        written = [one for pair in moved[start : start + _ROWS_IN_EVENT] for one in pair]
        record(desk, MOVED, *written, by=by, facts={"day": day.isoformat()})
    return len(moved)


def _since(row: Response) -> date:
    """The day its days are counted from: on which it came, or was last opened again."""
    if not row.reopened:
        return day_of(row.received_at)
    steps = ResponseStep.select(ResponseStep.at).where(
        (ResponseStep.response == row) & (ResponseStep.step == "reopened")
    )
    last = steps.order_by(ResponseStep.id.desc()).first()
    return day_of(last.at if last is not None else row.received_at)
