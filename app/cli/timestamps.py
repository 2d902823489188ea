"""`timestamp`: a trusted time for the record, by files that travel on a USB drive."""

from __future__ import annotations

import argparse

from app.bangla.dates import long
from app.cli.identity import acting
from app.cli.output import DONE, Output
from app.cli.recorded import answer_recorded
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.record import timestamps
from app.services.record.timestamps import StampView


def timestamp(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Write a request, take its reply, or list the stamps."""
    words = out.words
    if arguments.action == "list":
        found = timestamps.stamps(desk)
        lines = [_line(one, out) for one in found] or [words("timestamp.none")]
        out.answer({"stamps": [_document(one) for one in found]}, *lines)
        return DONE
    if arguments.file is None:
        raise Refusal("timestamp.no_file")
    member = acting(desk, arguments, out)
    if arguments.action == "request":
        count = timestamps.request(desk, arguments.file, member.id)
        sentence = words("timestamp.requested", path=str(arguments.file), n=count)
        answer_recorded(desk, out, {"path": str(arguments.file), "events": count}, sentence)
    else:
        taken = timestamps.take(desk, arguments.file, arguments.certificate, member.id)
        answer_recorded(desk, out, _document(taken), _line(taken, out))
    return DONE


def _document(stamp: StampView) -> dict[str, object]:
    return {
        "at": stamp.at,
        "authority": stamp.authority,
        "events": stamp.count,
        "certificate": stamp.certificate,
    }


def _line(stamp: StampView, out: Output) -> str:
    at = long(stamp.at, out.words.language)
    return out.words("timestamp.stamped", n=stamp.count, time=at, authority=stamp.authority)
