"""`letter`: writes a letter of a kind, numbers and keeps it; lists, finds and prints those that were kept."""

from __future__ import annotations

import argparse

from app.cli.dates import day
from app.cli.identity import acting_id
from app.cli.output import DONE, Output
from app.cli.recorded import answer_recorded
from app.documents.files import kind_of
from app.errors import Refusal
from app.new_files import refuse_taken, write_new
from app.services.base.desk import Desk
from app.services.letters import drafting, keeping, paper
from app.services.letters.views import LetterForm, LetterKind, LetterView
from app.values import replace


def letter(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Write, list or print letters."""
    if arguments.kind == "list":
        return _list(desk, arguments, out)
    if arguments.out is None:
        raise Refusal("cli.usage_required", names="--out", command=f"anumodon letter {arguments.kind}")
    kind = kind_of(arguments.out)
    refuse_taken(arguments.out)
    if arguments.kind == "print":
        if arguments.id is None:
            raise Refusal("cli.usage_required", names="--id", command="anumodon letter print")
        kept = keeping.letter(desk, arguments.id)
        write_new(arguments.out, paper.letter_bytes(desk, kept, kind))
        out.answer(_document(kept, arguments), out.words("letter_cli.printed", path=str(arguments.out)))
        return DONE
    by = acting_id(desk, arguments, out)
    about = drafting.About(arguments.draft, arguments.finding, arguments.response, arguments.past)
    begun = drafting.begin(desk, LetterKind(arguments.kind), about, out.words.language, by)
    kept = keeping.keep(desk, _changed(begun, arguments), by)
    write_new(arguments.out, paper.letter_bytes(desk, kept, kind))
    lines = (
        out.words("letter_cli.kept", number=out.words.number(kept.number), path=str(arguments.out)),
        kept.form.subject,
    )
    answer_recorded(desk, out, _document(kept, arguments), *lines)
    return DONE


def _changed(form: LetterForm, arguments: argparse.Namespace) -> LetterForm:
    """The letter with what the command says otherwise."""
    return replace(
        form,
        memo=arguments.memo,
        mark=arguments.mark,
        day=day(arguments.on) or form.day,
        subject=arguments.subject or form.subject,
        reference=arguments.reference or form.reference,
        recipient=tuple(arguments.to or form.recipient),
        copies=tuple(arguments.copy or form.copies),
        body=tuple(arguments.text or form.body),
    )


def _list(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    words = out.words
    entries = (
        (
            _document(kept, arguments),
            words(
                "letter_cli.line",
                id=words.number(kept.id),
                kind=words(f"letter.kind.{kept.form.kind}"),
                subject=kept.form.subject,
                memo=kept.form.memo or "—",
            ),
        )
        for kept in keeping.letters(desk, arguments.search)
    )
    out.answer_each("letters", entries, words("letter_cli.none"))
    return DONE


def _document(kept: LetterView, arguments: argparse.Namespace) -> dict[str, object]:
    form = kept.form
    return {
        "id": kept.id,
        "number": kept.number,
        "year": kept.year,
        "kind": form.kind.value,
        "memo": form.memo or None,
        "day": form.day,
        "subject": form.subject,
        "reference": form.reference,
        "body": list(form.body),
        "to": list(form.recipient),
        "copies": list(form.copies),
        "draft": form.draft,
        "response": form.response,
        "file": None if arguments.out is None else str(arguments.out),
    }
