"""Rules about people in an image: 6.1.d on banners and profile pictures, 7.c and 10.h on posts.

Geometry after our measurement of November 2026 (share of the image taken by the largest face): portraits
.107 [.015–.50], groups .009, crowds .003. It cannot tell a family group from an official one, so a group
is a warning only where the file itself speaks for a personal photo.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.checks.photo.collage import WHOLE, Composition
from app.checks.photo.explanations import joined, title
from app.checks.photo.faces import Face
from app.checks.photo.metadata import Provenance
from app.checks.types import Finding, Severity, Use
from app.i18n import Bilingual, bilingual

if TYPE_CHECKING:
    from app.media.types import ImageFacts

PORTRAIT_SHARE = 0.015  # lower end of the measured portraits
# A face this many times larger than the next one is the subject, the others are bystanders. Ours.
DOMINANT = 4
# Two or three people close by: .03–.065 in the measured family photos; groups of five or more reach .019.
CLOSE_SHARE = 0.03
CLOSE_COUNT = 3
# A crowd's further boxes tell nothing more; how many were found is said in words. Ours.
MOST_BOXES = 30


def people_findings(
    faces: Sequence[Face],
    facts: ImageFacts,
    origin: Provenance,
    use: Use,
    attachment: int | None,
    made: Composition = WHOLE,
) -> list[Finding]:
    """One finding a face, with its box; `faces` come largest first. At most `MOST_BOXES`, certain ones first.

    On a post the largest face stands for the whole image where that looks like a portrait or personal. How
    the image is `made` speaks for the latter: albums and phone apps put pictures together and set frames.
    """
    certain = [face for face in faces if face.certain and not face.drawn]
    possible = [face for face in faces if not face.certain or face.drawn]
    about = _in_post if use is Use.POST else _on_banner
    findings = [about(face, len(certain), attachment) for face in (certain + possible)[:MOST_BOXES]]
    if use is Use.POST and certain:
        subject = _subject(certain, facts, origin, made, attachment)
        if subject is not None:
            findings[0] = subject
    return findings


def composition_findings(
    made: Composition, faces: Sequence[Face], use: Use, attachment: int | None
) -> list[Finding]:
    """That an image is a collage, or a framed one with a face in it; a warning on a banner with a face."""
    people = any(face.counts for face in faces)
    if not made.composed or (made.framed and not people):
        return []
    rule = "photo.collage"
    on_banner = use is not Use.POST
    why = bilingual("photo.framed" if made.framed else "photo.collage", n=made.pictures)
    severity = Severity.WARN if people and on_banner else Severity.NOTE
    clauses = ("6.1.d",) if on_banner else ("7.c",)
    return [Finding(rule, clauses, severity, title(rule), why, attachment=attachment)]


def _on_banner(face: Face, count: int, attachment: int | None) -> Finding:
    if face.certain and not face.drawn:
        why = bilingual("photo.face_on_banner", n=count)
        return _finding("photo.face", ("6.1.d",), Severity.BLOCK, why, face, attachment)
    if face.drawn:
        why = bilingual("photo.drawn_face_on_banner")
        return _finding("photo.drawn-face", ("6.1.d",), Severity.WARN, why, face, attachment)
    severity = Severity.WARN if face.confirmed else Severity.NOTE
    why = bilingual("photo.possible_face_on_banner")
    return _finding("photo.possible-face", ("6.1.d",), severity, why, face, attachment)


def _in_post(face: Face, count: int, attachment: int | None) -> Finding:
    if face.drawn:
        return _finding(
            "photo.drawn-face",
            ("7.c",),
            Severity.NOTE,
            bilingual("photo.drawn_face_in_post"),
            face,
            attachment,
        )
    if face.certain:
        why = bilingual("photo.face_in_post", n=count)
        return _finding("photo.face", ("7.c",), Severity.NOTE, why, face, attachment)
    why = bilingual("photo.possible_face_in_post")
    return _finding("photo.possible-face", ("7.c",), Severity.NOTE, why, face, attachment)


def _subject(
    certain: Sequence[Face],
    facts: ImageFacts,
    origin: Provenance,
    made: Composition,
    attachment: int | None,
) -> Finding | None:
    """The warning that the image is a portrait or a personal photo, on its largest face; None for neither."""
    largest = certain[0]
    share = largest.area / (facts.width * facts.height)
    alone = len(certain) == 1 or largest.area >= DOMINANT * certain[1].area
    portrait = alone and share >= PORTRAIT_SHARE
    # Each picture of a collage is looked at as one by itself.
    close = len(certain) <= CLOSE_COUNT * made.pictures and share * made.pictures >= CLOSE_SHARE
    if origin.front_camera or (close and not portrait and (origin.looks_personal or made.composed)):
        why = bilingual("photo.personal", n=len(certain), signs=_signs(origin, made))
        clauses = ("7.c", "10.h") if portrait else ("7.c",)
        return _finding("photo.personal", clauses, Severity.WARN, why, largest, attachment)
    if portrait:
        why = bilingual("photo.portrait", percent=round(share * 100))
        return _finding("photo.portrait", ("7.c", "10.h"), Severity.WARN, why, largest, attachment)
    return None


def _signs(origin: Provenance, made: Composition) -> Bilingual:
    signs = []
    if origin.front_camera:
        signs.append(bilingual("photo.sign_front_camera"))
    elif origin.phone:
        signs.append(bilingual("photo.sign_phone"))
    if origin.passed_on_by:
        signs.append(bilingual("photo.sign_passed_on", app=origin.passed_on_by))
    if made.composed:
        signs.append(bilingual("photo.sign_framed" if made.framed else "photo.sign_collage"))
    return joined(signs)


def _finding(
    rule: str,
    clauses: tuple[str, ...],
    severity: Severity,
    why: Bilingual,
    face: Face,
    attachment: int | None,
) -> Finding:
    return Finding(
        rule,
        clauses,
        severity,
        title(rule),
        why,
        attachment=attachment,
        box=face.box,
        score=face.score,
    )
