"""What the text rules say of the text read on an image: findings with the place on the image."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.checks.photo.reader import Reading, ReadWord
from app.checks.types import Finding
from app.i18n import bilingual

TextRules = Callable[[str], Sequence[Finding]]


def lettering_findings(
    readings: Sequence[Reading], rules: TextRules, attachment: int | None
) -> list[Finding]:
    """Check what was read as a text, and point every finding at the words on the image it is about.

    What several ways of reading have found in the same words is told once.
    """
    found: dict[tuple[str, str], Finding] = {}
    for read in readings:
        for finding, on_image in _found(read, rules, attachment):
            found.setdefault((finding.rule, " ".join((finding.text or "").split())), on_image)
    return list(found.values())


def _found(read: Reading, rules: TextRules, attachment: int | None) -> Iterator[tuple[Finding, Finding]]:
    """Each finding in the text, and the same on the image."""
    text, spans = as_text(read)
    if not text:
        return
    for finding in rules(text):
        if finding.start is not None:
            yield finding, _on_image(finding, read, spans, attachment)


def as_text(read: Sequence[ReadWord]) -> tuple[str, list[tuple[int, int]]]:
    """The words joined, line by line, and where each begins and ends."""
    text, spans = "", []
    for word in read:
        if text:
            text += "\n" if word.begins_line else " "
        spans.append((len(text), len(text) + len(word.text)))
        text += word.text
    return text, spans


def _on_image(
    finding: Finding, read: Sequence[ReadWord], spans: Sequence[tuple[int, int]], attachment: int | None
) -> Finding:
    assert finding.start is not None
    assert finding.end is not None
    about = [
        word
        for word, (start, end) in zip(read, spans, strict=True)
        if start < finding.end and finding.start < end
    ]
    why = bilingual("photo.in_lettering", said=" ".join((finding.text or "").split()), why=finding.why)
    return replace(
        finding,
        why=why,
        start=None,
        end=None,
        attachment=attachment,
        box=around([word.box for word in about]),
        score=min(word.confidence for word in about),
    )


def around(boxes: Sequence[tuple[int, int, int, int]]) -> tuple[int, int, int, int]:
    """The smallest box x, y, w, h that holds them all."""
    x, y = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return x, y, right - x, bottom - y
