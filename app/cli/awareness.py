"""`awareness`: who received the guideline and signed for it, the sheet to be signed, and hand-outs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from app.bangla.dates import gregorian_day, local
from app.cli.dates import day
from app.cli.identity import acting_id
from app.cli.numbers import whole
from app.cli.output import DONE, Output
from app.cli.recorded import answer_recorded
from app.documents.files import document_bytes, kind_of
from app.documents.model import Document
from app.errors import Refusal
from app.intake.texts import typed_text
from app.new_files import refuse_taken, write_new
from app.services.awareness import handout, readers, sheet
from app.services.awareness.pasted import pasted_people
from app.services.awareness.views import ReaderForm, ReaderView
from app.services.base.desk import Desk
from app.services.program.standalone_checks import read_file

_LIST_BYTES = 1 << 20


def awareness(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Run the action that is named."""
    action: Callable[[Desk, argparse.Namespace, Output], int] = _ACTIONS[arguments.action]
    return action(desk, arguments, out)


def _list(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    entries = (
        (
            _document(one),
            out.words(
                "awareness_cli.line",
                id=out.words.number(one.id),
                name=one.name,
                post=one.post or "—",
                standing=_standing(one, out),
            ),
        )
        for one in readers.readers(desk, " ".join(arguments.what))
    )
    out.answer_each("readers", entries, out.words("awareness_cli.none"))
    return DONE


def _add(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    by = acting_id(desk, arguments, out)
    lines = [*arguments.what]
    if arguments.list is not None:
        lines.append(_text(arguments.list))
    people = pasted_people("\n".join(lines))
    if arguments.team:
        team = readers.team_not_listed(desk)
        people += [ReaderForm(one.name, out.words(f"role.{one.role}"), one.id) for one in team]
        if not people:
            raise Refusal("awareness.no_member")
    entered = readers.enter(desk, people, by)
    document = {"ids": list(entered.ids), "already": entered.already}
    lines = [out.words("awareness_page.entered", n=len(entered.ids))]
    if entered.already:
        lines.append(out.words("awareness_page.already", n=entered.already))
    answer_recorded(desk, out, document, *lines)
    return DONE


def _mark(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    by, ids = acting_id(desk, arguments, out), _ids(arguments)
    on = day(arguments.on) or _today()
    mark = readers.receive if arguments.action == "receive" else readers.sign
    done = mark(desk, ids, on, by)
    answer_recorded(desk, out, {"marked": done, "on": on}, out.words("awareness_page.marked", n=done))
    return DONE


def _withdraw(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    by, ids = acting_id(desk, arguments, out), _ids(arguments)
    readers.withdraw(desk, ids, by)
    answer_recorded(desk, out, {"withdrawn": ids}, out.words("awareness_page.marked", n=len(ids)))
    return DONE


def _sheet(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    by = acting_id(desk, arguments, out)
    return _write(sheet.sheet(desk, out.words.language, by, everybody=arguments.all), arguments, out)


def _handout(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    names = [one.value for one in handout.Handout]
    if len(arguments.what) != 1 or arguments.what[0] not in names:
        raise Refusal("cli.usage_one_of", names=", ".join(names), command="anumodon awareness handout")
    return _write(
        handout.handout(desk, handout.Handout(arguments.what[0]), out.words.language), arguments, out
    )


def _write(document: Document, arguments: argparse.Namespace, out: Output) -> int:
    if arguments.out is None:
        raise Refusal("cli.usage_required", names="--out", command=f"anumodon awareness {arguments.action}")
    kind = kind_of(arguments.out)
    refuse_taken(arguments.out)
    write_new(arguments.out, document_bytes(document, kind))
    out.answer({"file": str(arguments.out)}, out.words("awareness_cli.written", path=str(arguments.out)))
    return DONE


def _text(file: Path) -> str:
    return typed_text(read_file(file, _LIST_BYTES), file.name)


def _ids(arguments: argparse.Namespace) -> list[int]:
    for one in arguments.what:
        if not one.isdecimal():
            raise Refusal("awareness.not_there", id=one)
    return [whole(one) for one in arguments.what]


def _standing(one: ReaderView, out: Output) -> str:
    words = out.words
    if one.signed is not None:
        return words("awareness_page.signed_on", day=gregorian_day(one.signed, words.language))
    if one.received is not None:
        return words("awareness_page.received_on", day=gregorian_day(one.received, words.language))
    return words("awareness_page.state_waiting" if one.here else "awareness_page.state_gone")


def _document(one: ReaderView) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "post": one.post,
        "member": one.person,
        "received": one.received,
        "signed": one.signed,
        "here": one.here,
    }


def _today() -> date:
    return local(datetime.now(UTC)).date()


_ACTIONS = {
    "list": _list,
    "add": _add,
    "receive": _mark,
    "sign": _mark,
    "withdraw": _withdraw,
    "sheet": _sheet,
    "handout": _handout,
}
