"""Checks a video or audio of a draft: its pictures, what is known of the very file, and its description."""

from __future__ import annotations

from app.checks.photo import clips
from app.checks.photo.context import PhotoContext
from app.checks.photo.lettering import TextRules
from app.checks.types import PhotoReport, Use
from app.media.clips import ClipDecoder
from app.models.tables import Attachment
from app.services.base.desk import Desk
from app.services.checking import known_images


def check(
    desk: Desk, row: Attachment, use: Use, draft_id: int, post_date: str, text_rules: TextRules
) -> PhotoReport:
    """Findings on one clip of a draft. Takes no lock while it looks. Raises `Refusal` like the decoder."""
    data = desk.blobs.read(row.sha256)
    # A process of its own for this one: the window's pictures of other videos must not wait for it.
    with ClipDecoder() as decoder:
        clip = decoder.watch(data, row.original_name)
    report = clips.check_clip(
        clip,
        row.original_name,
        use,
        desk.detectors,
        PhotoContext(row.position, post_date, text_rules=text_rules),
    )
    findings = [
        *report.findings,
        *known_images.recognise_file(desk, row.sha256, use, draft_id, row.position),
        *(clips.in_description(finding, row.original_name, row.position) for finding in text_rules(row.alt)),
    ]
    if use is Use.POST and not row.alt.strip():
        findings.append(clips.no_description(row.position))
    return PhotoReport(tuple(findings), (*report.checked, known_images.CHECK), report.not_checked)
