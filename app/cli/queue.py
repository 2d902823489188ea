"""`queue`: the drafts of a list, a line each."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import islice

from app.bangla.dates import day_and_time, short
from app.cli.documents import row_document
from app.cli.output import DONE, Output
from app.services.base.desk import Desk
from app.services.base.enums import CheckState, Order, Show, State
from app.services.posts import listing, queue
from app.services.posts.listing import Wanted
from app.services.posts.views import QueueRow

_AT_ONCE = 200  # rows read at a time


def show_queue(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """The drafts of a state, those approved whose time is over, or all, in the order asked for."""
    show = Show.LATE if arguments.late else Show(arguments.state) if arguments.state else Show.ALL
    wanted = Wanted(show, arguments.search, Order(arguments.order))
    entries = ((row_document(row), _row_line(row, out)) for row in _rows(desk, wanted))
    out.answer_each("drafts", entries, out.words("cli.queue_empty"))
    return DONE


def _rows(desk: Desk, wanted: Wanted) -> Iterator[QueueRow]:
    """The rows as they were at one moment, read some at a time: there may be a million."""
    with desk.store.read():
        ids = listing.every(wanted)
        while some := list(islice(ids, _AT_ONCE)):
            yield from queue.rows(desk, some)


def _row_line(row: QueueRow, out: Output) -> str:
    words = out.words
    if row.checks is not CheckState.DONE:
        checks = words(f"checks.{row.checks}")
    elif row.worst is not None:
        checks = f"{words(f'severity.{row.worst}')} {words.number(row.worst_count)}"
    elif row.state is State.PENDING and not row.findings:
        checks = words("cli.no_rule_matched")
    else:
        checks = ""
    due = day_and_time(row.due, words.language, timed=row.timed) if row.due is not None else ""
    parts = [
        f"#{row.id}",
        words(f"state.{row.state}"),
        words("cli.due", time=due) if due else short(row.updated_at, words.language),
        checks,
        row.excerpt[:60],
    ]
    return " · ".join(part for part in parts if part)
