"""Reads the text in a box a person drew on an image, where the extra `ocr` is installed. Keeps nothing.

In a box drawn by hand even lettering on a photograph is mostly read; on the whole image it often is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.checks.photo.lettering import as_text, lettering_findings
from app.checks.photo.office_name import Answer, look_for
from app.checks.photo.reader import Reading
from app.checks.text.engine import check_text
from app.checks.types import Finding, PostFacts, Use
from app.errors import MissingEnvironment, Refusal
from app.media.types import Box, Pixels
from app.models.tables import Office
from app.services.base.desk import Desk
from app.services.checking.overlay import overlay
from app.services.posts.views import AttachmentView

_LONGEST = 3200  # pixels of the whole image that the box is cut from


@dataclass(frozen=True, slots=True)
class BoxText:
    """What was read: line by line, "" for nothing sure; what the text rules say of it.

    `office_name`: whether an office's name is in it, on a banner or profile picture; else None.
    """

    text: str
    findings: tuple[Finding, ...]
    office_name: Answer | None


def read_box(desk: Desk, image: AttachmentView, box: Box, use: Use) -> BoxText:
    """Read a box of the upright image, by the text rules in force now. Takes a second or so.

    Raises `MissingEnvironment` "reading.not_installed" where nothing can read, and `Refusal` for a box
    beside the image or an image that cannot be opened.
    """
    with desk.store.read():
        office = Office.get_or_none()
        names = () if office is None else (office.name_bn, office.name_en)
        own = overlay(desk)
    whole = desk.decoder.preview(desk.blobs.read(image.sha256), _LONGEST)
    part = _cut(whole, box, whole.width / max(1, image.width))
    try:
        readings = desk.detectors.reader.read(part, part.width, part.height)
    except MissingEnvironment as missing:
        raise MissingEnvironment("reading.not_installed") from missing
    pack = desk.pack_holder.pack
    return BoxText(
        text=_surest(readings),
        findings=tuple(
            lettering_findings(readings, lambda text: check_text(text, PostFacts(), pack, own).findings, None)
        ),
        office_name=None if use is Use.POST else look_for(names, readings),
    )


def _cut(whole: Pixels, box: Box, scale: float) -> Pixels:
    """A box, given in pixels of the full image, cut out of its smaller picture."""
    x, y, width, height = box
    left, top = max(0, round(x * scale)), max(0, round(y * scale))
    right = min(whole.width, round((x + width) * scale))
    bottom = min(whole.height, round((y + height) * scale))
    if left >= right or top >= bottom:
        raise Refusal("reading.no_box")
    rows = (
        whole.rgb[(row * whole.width + left) * 3 : (row * whole.width + right) * 3]
        for row in range(top, bottom)
    )
    return Pixels(right - left, bottom - top, b"".join(rows))


def _surest(readings: Sequence[Reading]) -> str:
    """Of the ways the box was read in, the one that made most of it: its confidences in sum."""
    best = max(readings, key=lambda read: sum(word.confidence for word in read), default=())
    return as_text(best)[0]
