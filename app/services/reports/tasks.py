"""What is to be done, by whom and by when (clause 11.b): open tasks go on into the next quarter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.bangla.blank import is_blank
from app.bangla.workdays import Quarter
from app.errors import Refusal
from app.models.tables import Task
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.given_days import require_near
from app.services.record.ledger import change, create, record
from app.services.record.roles import decider_or_desk
from app.services.reports.figures import Figure, Rows, TaskView, counted, unknown
from app.services.reports.span import Span, span_of


def add_task(
    desk: Desk, quarter: Quarter, text: str, responsible: str, due: date | None, by: int | None
) -> int:
    """Set something to be done, and return its id. Raises `Refusal` for a drafter, no words and no name."""
    if is_blank(text) or is_blank(responsible):
        raise Refusal("report.task_incomplete")
    if due is not None:
        require_near(due)
    with desk.store.write():
        decider_or_desk(by)
        row = create(
            Task,
            text=text.strip(),
            responsible=responsible.strip(),
            due=due.isoformat() if due is not None else "",
            quarter=str(quarter),
            member=by,
            at=now(),
            active=True,
            done_at="",
            done_by=None,
        )
        record(desk, "task.set", row, by=by)
        return int(row.id)


def finish_task(desk: Desk, task_id: int, by: int | None) -> None:
    """Say that a task is done. Raises `Refusal` for a drafter, and where none such is open."""
    with desk.store.write():
        decider_or_desk(by)
        record(desk, "task.done", change(_open(task_id), done_at=now(), done_by=by), by=by)


def withdraw_task(desk: Desk, task_id: int, by: int | None) -> None:
    """Take a task back. Raises `Refusal` for a drafter, and where none such is open."""
    with desk.store.write():
        decider_or_desk(by)
        record(desk, "task.withdrawn", change(_open(task_id), active=False), by=by)


def tasks(desk: Desk, quarter: Quarter) -> tuple[TaskView, ...]:
    """What a quarter's report names: tasks set in it, and earlier ones that were open in it."""
    with desk.store.read():
        return tasks_of(span_of(quarter))


def tasks_of(span: Span) -> tuple[TaskView, ...]:
    """`tasks`, inside a transaction; the carried ones first, then by date."""
    found = [
        TaskView(
            id=row.id,
            text=row.text,
            responsible=row.responsible,
            due=row.due,
            carried=row.quarter < str(span.quarter),
            done=bool(row.done_at) and row.done_at < span.end,
        )
        for row in _named(span)
    ]
    return tuple(sorted(found, key=lambda task: (not task.carried, task.due or "9999", task.id)))


def task_figures(span: Span) -> list[Figure]:
    """Open and done at the quarter's end. Inside a transaction."""
    rows = list(_named(span))
    if not rows:
        return unknown("tasks.open", "tasks.done")
    done = [row.id for row in rows if row.done_at and row.done_at < span.end]
    return [
        counted("tasks.open", Rows.TASK, (row.id for row in rows if row.id not in done)),
        counted("tasks.done", Rows.TASK, done),
    ]


def _named(span: Span) -> Iterable[Task]:
    # Names of quarters sort as the quarters do.
    rows = Task.select().where(Task.active & (Task.quarter <= str(span.quarter))).order_by(Task.id)
    return [row for row in rows if not row.done_at or row.done_at >= span.begin]


def _open(task_id: int) -> Task:
    row: Task | None = Task.get_or_none((Task.id == task_id) & Task.active & (Task.done_at == ""))
    if row is None:
        raise Refusal("report.no_task", id=task_id)
    return row
