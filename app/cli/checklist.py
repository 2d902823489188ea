"""`account check`: how an account stands by clause 6.1, and what a member found of it."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from app.bangla.dates import local
from app.cli.dates import day
from app.cli.identity import acting
from app.cli.output import DONE, Output
from app.errors import Refusal
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import ChecklistState
from app.services.office import checklist, office
from app.services.office.views import ChecklistForm, ChecklistRow, EntryView, KnownFact
from app.services.program.standalone_checks import read_file


def check(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Show every clause of 6.1 for one account; with `--clause` and `--state` keep first what a member found.

    Status 0 also when something is missing: what is missing is listed, not judged.
    """
    account = office.account_named(desk, arguments.handle, arguments.platform)
    if arguments.clause or arguments.state:
        _enter(desk, account.id, arguments, out)
    on = day(arguments.on) or local(datetime.now(UTC)).date()
    rows = checklist.rows(desk, account.id, on)
    out.answer(
        {
            "account": account.handle,
            "platform": account.platform,
            "on": on.isoformat(),
            "rows": [_document(row, out) for row in rows],
            "missing": [row.clause for row in rows if not row.settled],
        },
        *(_line(row, out) for row in rows),
    )
    return DONE


def _enter(desk: Desk, account_id: int, arguments: argparse.Namespace, out: Output) -> None:
    for option in ("clause", "state", "member"):
        if not getattr(arguments, option):
            raise Refusal("cli.wants", what=f"--{option}")
    image = arguments.image
    form = ChecklistForm(
        clause=arguments.clause,
        state=ChecklistState(arguments.state),
        text=arguments.text,
        url=arguments.url or "",
        image=IncomingFile(image.name, read_file(image)) if image is not None else None,
        next_review=day(arguments.next_review),
    )
    checklist.enter(desk, account_id, form, acting(desk, arguments, out).id)


def _document(row: ChecklistRow, out: Output) -> dict[str, object]:
    return {
        "clause": row.clause,
        "state": row.state.value if row.state is not None else None,
        "settled": row.settled,
        "derived": row.derived,
        "review_due": row.review_due,
        "known": [{"key": fact.key, "ok": fact.ok, "text": _fact_text(fact, out)} for fact in row.known],
        "entry": _entry_document(row.entry) if row.entry is not None else None,
    }


def _entry_document(entry: EntryView) -> dict[str, object]:
    return {
        "state": entry.state.value,
        "text": entry.text,
        "url": entry.url,
        "image": entry.image or None,
        "member": entry.member,
        "at": entry.at,
        "next_review": entry.next_review,
    }


def _line(row: ChecklistRow, out: Output) -> str:
    words = out.words
    state = row.state if row.state is not None else "nobody_looked"
    parts = [
        words.clause(row.clause),
        words(f"checklist.asks.{row.clause}"),
        words(f"checklist.state.{state}"),
    ]
    if row.review_due:
        parts.append(words("checklist.state.review"))
    parts += [_fact_text(fact, out) for fact in row.known]
    if row.entry is not None:
        parts += filter(None, (row.entry.text, row.entry.url, row.entry.member))
    return f"{'✓' if row.settled else '✗'} {' · '.join(parts)}"


def _fact_text(fact: KnownFact, out: Output) -> str:
    return out.words(f"checklist.{'known' if fact.ok else 'lacking'}.{fact.key}", **fact.params)
