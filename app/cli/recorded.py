"""Answers of commands that wrote into the record: with what is to be said of that."""

from __future__ import annotations

from collections.abc import Mapping

from app.bangla.dates import long
from app.cli.output import Output
from app.services.base.desk import Desk
from app.services.record.remarks import remarks


def answer_recorded(desk: Desk, out: Output, document: Mapping[str, object], *lines: str) -> None:
    """Give `document` or `lines`, and each time whether what was written is signed and its time doubtful."""
    found = remarks(desk)
    facts = {"signed": found.signed, "clock_behind": found.behind, "clock_leapt_from": found.leapt}
    sentences = list(lines)
    if not found.signed:
        sentences.append(out.words("remark.unsigned"))
    if found.behind is not None:
        sentences.append(out.words("remark.clock_behind", latest=long(found.behind, out.words.language)))
    if found.leapt is not None:
        sentences.append(out.words("remark.clock_leapt", since=long(found.leapt, out.words.language)))
    out.answer({**document, **facts}, *sentences)
