"""`proof`, `correct`, `takedown`, `elsewhere`: what is done about a post after it went out."""

from __future__ import annotations

import argparse

from app.cli import streams
from app.cli.dates import moment
from app.cli.identity import acting
from app.cli.output import DONE, NO, Output
from app.cli.recorded import answer_recorded
from app.intake.texts import typed_text
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.posts import aftercare
from app.services.posts.aftercare import EVIDENCE_BYTES, ActKind, RemovalReason
from app.services.program.standalone_checks import read_file

_TEXT_BYTES = 4 << 20


def proof(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Keep what stands at the address; 1 when the text pasted back differs from the approved one."""
    text, file = None, None
    if arguments.text is not None:
        if str(arguments.text) == "-":
            written = streams.given().read(_TEXT_BYTES)
        else:
            written = read_file(arguments.text, _TEXT_BYTES)
        text = typed_text(written, str(arguments.text))
    if arguments.file is not None:
        file = IncomingFile(arguments.file.name, read_file(arguments.file, EVIDENCE_BYTES))
    member = acting(desk, arguments, out)
    equal = aftercare.prove(desk, arguments.id, member.id, text=text, file=file)
    key = "kept" if equal is None else "equal" if equal else "differs"
    document = {"draft": arguments.id, "equal": equal, "file": file.name if file is not None else None}
    answer_recorded(desk, out, document, out.words(f"aftercare.done.{key}", id=arguments.id))
    return NO if equal is False else DONE


def correct(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Record that a published post was corrected."""
    member = acting(desk, arguments, out)
    readers_told = arguments.readers_told == "yes"
    at = moment(arguments.at) if arguments.at else None
    aftercare.correct(
        desk,
        arguments.id,
        arguments.wrong,
        member.id,
        readers_told=readers_told,
        at=at,
        other=arguments.by_draft,
    )
    return _done(desk, arguments, out, ActKind.CORRECTION)


def take_down(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Record that a post was taken down."""
    member = acting(desk, arguments, out)
    at = moment(arguments.at) if arguments.at else None
    reason = RemovalReason(arguments.reason)
    aftercare.take_down(desk, arguments.id, reason, arguments.note, member.id, at)
    return _done(desk, arguments, out, ActKind.REMOVAL)


def elsewhere(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Record where else a published post stands."""
    member = acting(desk, arguments, out)
    aftercare.place(desk, arguments.id, arguments.url, member.id)
    return _done(desk, arguments, out, ActKind.ELSEWHERE)


def _done(desk: Desk, arguments: argparse.Namespace, out: Output, kind: ActKind) -> int:
    act = aftercare.acts(desk, arguments.id)[-1]
    document = {
        "draft": arguments.id,
        "kind": kind.value,
        "at": act.at,
        "published_as": act.published_as,
        "reason": act.reason or None,
        "readers_told": act.answer,
        "by_draft": act.other,
        "url": act.url or None,
    }
    answer_recorded(desk, out, document, out.words(f"aftercare.done.{kind}", id=arguments.id))
    return DONE
