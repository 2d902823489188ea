"""What the window says besides after something was recorded: that it is unsigned, or its time doubtful."""

from __future__ import annotations

from app.bangla.dates import long
from app.services.base.desk import Desk
from app.services.record.remarks import remarks
from app.ui.translation import language, tr


def remark(desk: Desk) -> str:
    """The sentences about the newest event, "" where there is nothing to say."""
    found = remarks(desk)
    sentences = []
    if not found.signed:
        sentences.append(tr("remark.unsigned"))
    if found.behind is not None:
        sentences.append(tr("remark.clock_behind", latest=long(found.behind, language())))
    if found.leapt is not None:
        sentences.append(tr("remark.clock_leapt", since=long(found.leapt, language())))
    return " ".join(sentences)
