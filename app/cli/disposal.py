"""`disposal`: January's list, its answers, the order, the destruction and its certificate."""

from __future__ import annotations

import argparse

from app.cli.identity import acting, acting_id
from app.cli.numbers import whole
from app.cli.output import DONE, NO, Output
from app.cli.progress import Progress
from app.cli.recorded import answer_recorded
from app.documents.files import kind_of
from app.errors import Refusal
from app.new_files import refuse_taken, write_new
from app.services.base.desk import Desk
from app.services.base.enums import DisposalReply, ItemState
from app.services.letters import keeping, paper
from app.services.retention import answering, destroying, listing
from app.services.retention.certificate import as_document, certificate
from app.services.retention.views import ListView

_EXCERPT = 70  # characters of a line


def disposal(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Do what `arguments.action` names."""
    return {
        "list": _list,
        "make": _make,
        "show": _show,
        "answer": _answer,
        "order": _order,
        "preview": _preview,
        "destroy": _destroy,
        "certificate": _certificate,
    }[arguments.action](desk, arguments, out)


def _list(desk: Desk, _arguments: argparse.Namespace, out: Output) -> int:
    found = listing.lists(desk)
    lines = [_line(one, out) for one in found]
    out.answer({"lists": [as_document(one) for one in found]}, *(lines or [out.words("disposal.no_lists")]))
    return DONE


def _make(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    by = acting(desk, arguments, out).id
    made = listing.disposal_list(desk, listing.make_list(desk, by, arguments.year))
    answer_recorded(desk, out, as_document(made), *_lines(made, out))
    return DONE


def _show(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    found = listing.disposal_list(desk, _number(arguments, 1))
    out.answer(as_document(found), *_lines(found, out))
    return DONE


def _answer(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    id_ = _number(arguments, 3)
    draft, reply = arguments.what[1].removeprefix("#"), arguments.what[2]
    if not draft.isdecimal() or reply not in set(DisposalReply):
        raise Refusal("disposal.usage")
    by = acting(desk, arguments, out).id
    state = answering.answer(desk, id_, whole(draft), DisposalReply(reply), arguments.reason, by)
    document = {"list": id_, "draft": whole(draft), "answer": reply, "state": state.value}
    answer_recorded(desk, out, document, out.words(f"disposal.item.{state}"))
    return DONE


def _order(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    id_ = _number(arguments, 1)
    if arguments.out is not None:
        kind = kind_of(arguments.out)
        refuse_taken(arguments.out)
    by = acting(desk, arguments, out).id
    letter = answering.order(desk, id_, arguments.memo, by, out.words.language)
    if letter is None:
        answer_recorded(desk, out, {"list": id_, "letter": None}, out.words("disposal.nothing_ordered"))
        return DONE
    kept = keeping.letter(desk, letter)
    if arguments.out is not None:
        write_new(arguments.out, paper.letter_bytes(desk, kept, kind))
    document = {"list": id_, "letter": letter, "memo": kept.form.memo}
    answer_recorded(desk, out, document, out.words("disposal.ordered", memo=kept.form.memo))
    return DONE


def _preview(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    found = destroying.preview(desk, _number(arguments, 1))
    document = {
        "posts": found.posts,
        "held_back": found.held_back,
        "images": found.images,
        "bytes": found.bytes,
        "copies": found.copies,
        "not_archived": list(found.not_archived),
        "former": list(found.former),
    }
    lines = [out.words("disposal.preview", n=found.posts, images=found.images, held=found.held_back)]
    if found.copies:
        lines.append(out.words("disposal.preview_copies", n=found.copies))
    if found.former:
        lines.append(out.words("disposal.preview_former", places=", ".join(found.former)))
    if found.not_archived:
        lines.append(out.words("disposal.preview_not_archived", n=len(found.not_archived)))
    out.answer(document, *lines)
    return NO if found.not_archived else DONE


def _destroy(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    id_, by = _number(arguments, 1), acting(desk, arguments, out).id
    progress = Progress(out)
    try:
        report = destroying.carry_out(
            desk,
            id_,
            arguments.confirm,
            by,
            progress.work("disposal.destroying"),
            without_archive=arguments.without_archive,
        )
    finally:
        progress.close()
    document = {
        "list": id_,
        "destroyed": report.destroyed,
        "held_back": report.held_back,
        "images": report.images,
        "copies": report.copies,
        "stopped": report.stopped,
    }
    key = "disposal.stopped" if report.stopped else "disposal.destroyed"
    answer_recorded(desk, out, document, out.words(key, n=report.destroyed, held=report.held_back))
    return NO if report.stopped else DONE


def _certificate(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    id_ = _number(arguments, 1)
    if arguments.out is None:
        raise Refusal("cli.wants", what="--out")
    kind = kind_of(arguments.out)
    refuse_taken(arguments.out)
    by = acting_id(desk, arguments, out)
    write_new(arguments.out, certificate(desk, id_, by, out.words.language, kind))
    sentence = out.words("disposal.certified", path=str(arguments.out))
    out.answer({"list": id_, "file": str(arguments.out)}, sentence)
    return DONE


def _number(arguments: argparse.Namespace, wanted: int) -> int:
    if len(arguments.what) != wanted or not arguments.what[0].isdecimal():
        raise Refusal("disposal.usage")
    return whole(arguments.what[0])


def _line(found: ListView, out: Output) -> str:
    return out.words(
        "disposal.line",
        id=found.id,
        year=str(found.year),
        state=out.words(f"disposal.state.{found.state}"),
        n=len(found.items),
        gone=found.count(ItemState.DESTROYED),
    )


def _lines(found: ListView, out: Output) -> list[str]:
    words = out.words
    lines = [_line(found, out)]
    for item in found.items:
        text = item.text if len(item.text) <= _EXCERPT else f"{item.text[: _EXCERPT - 1]}…"
        answers = ", ".join(f"{one.member}: {words(f'disposal.reply.{one.reply}')}" for one in item.answers)
        state = words(f"disposal.item.{item.state}")
        kind = words(f"record_class.{item.record_class}")
        parts = (f"#{words.number(item.draft_id)}", kind, state, text, answers)
        lines.append(" · ".join(part for part in parts if part))
    return lines
