"""`queue`: the drafts of a state, a line each."""

from __future__ import annotations

import argparse

from app.bangla.dates import short
from app.cli.documents import row_document
from app.cli.output import DONE, Output
from app.services.base.desk import Desk
from app.services.base.enums import CheckState, State
from app.services.posts import queue
from app.services.posts.views import QueueRow


def show_queue(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """The drafts of a state, or all, the newest first."""
    state = State(arguments.state) if arguments.state else None
    rows = queue.rows(desk, queue.ids(desk, state, arguments.search))
    out.answer(
        {"drafts": [row_document(row) for row in rows]},
        *([_row_line(row, out) for row in rows] or [out.words("cli.queue_empty")]),
    )
    return DONE


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
