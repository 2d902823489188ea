"""`due`: what is due on a day, as the window's strip and page show it; and putting one off."""

from __future__ import annotations

import argparse
from datetime import timedelta

from app.cli.dates import day
from app.cli.output import DONE, Output, in_both_languages
from app.services.base.desk import Desk
from app.services.due import reminders
from app.services.due.views import Due, pressing

MARKS = {"overdue": "●", "due": "▲", "soon": "○"}


def due(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Say what is due on `--on`, today without it. Status 0 also when something is: a list is not a "no"."""
    today = reminders.today()
    if arguments.snooze:
        from app.cli.identity import acting_id  # sign-in, which only those who act need

        until = today + timedelta(days=arguments.days)
        reminders.snooze(desk, arguments.snooze, until, acting_id(desk, arguments, out))
    on = day(arguments.on) or today
    rows = reminders.due(desk, on)
    lines = [_line(row, out) for row in pressing(rows)]
    document = {"on": on.isoformat(), "due": [_document(row) for row in rows]}
    out.answer(document, *(lines or [out.words("cli.nothing_due")]))
    return DONE


def _line(row: Due, out: Output) -> str:
    return f"{MARKS[row.state]} {row.text.in_(out.words.language)} · {out.words(f'due.action.{row.action}')}"


def _document(row: Due) -> dict[str, object]:
    return {
        "key": row.key,
        "kind": row.kind.value,
        "account": row.account.handle if row.account is not None else None,
        "platform": row.account.platform if row.account is not None else None,
        "response": row.response_id,
        "due": row.due.isoformat() if row.due is not None else None,
        "days": row.days,
        "state": row.state,
        "at_once": row.at_once.value if row.at_once is not None else None,
        "clause": row.clause or None,
        "n": row.n,
        "text": in_both_languages(row.text),
        "action": row.action.value,
        "snoozed_until": row.snoozed_until.isoformat() if row.snoozed_until is not None else None,
    }
