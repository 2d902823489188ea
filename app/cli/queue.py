"""`queue`: the drafts of a state, a line each."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from app.bangla.dates import short
from app.cli.documents import row_document
from app.cli.output import DONE, Output
from app.services.base.desk import Desk
from app.services.base.enums import CheckState, State
from app.services.posts import queue
from app.services.posts.views import QueueRow

_AT_ONCE = 200  # rows read at a time


def show_queue(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """The drafts of a state, or all, the newest first."""
    state = State(arguments.state) if arguments.state else None
    entries = ((row_document(row), _row_line(row, out)) for row in _rows(desk, state, arguments.search))
    out.answer_each("drafts", entries, out.words("cli.queue_empty"))
    return DONE


def _rows(desk: Desk, state: State | None, search: str) -> Iterator[QueueRow]:
    """The rows as they were at one moment, read some at a time: there may be a million."""
    with desk.store.read():
        ids = queue.ids(desk, state, search)
        for first in range(0, len(ids), _AT_ONCE):
            yield from queue.rows(desk, ids[first : first + _AT_ONCE])


def _row_line(row: QueueRow, out: Output) -> str:
    words = out.words
    if row.checks is not CheckState.DONE:
        said = words(f"checks.{row.checks}")
    elif row.worst is None:
        said = words("cli.no_rule_matched")
    else:
        said = f"{words(f'severity.{row.worst}')} {words.number(row.worst_count)}"
    when = short(row.updated_at, words.language)
    return f"#{row.id} · {words(f'state.{row.state}')} · {when} · {said} · {row.excerpt[:60]}"
