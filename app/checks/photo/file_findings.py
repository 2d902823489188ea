"""Findings about an image, video or audio as a whole file: its origin, its age, its size."""

from __future__ import annotations

from datetime import date

from app.bangla.digits import to_bangla
from app.checks.photo.explanations import title
from app.checks.photo.metadata import Provenance
from app.checks.types import Finding, Severity, Use
from app.i18n import Bilingual, bilingual
from app.media.formats import is_clip
from app.media.types import ImageFacts

# A photo of the event itself is rarely older. Ours; a hint that an old photo may illustrate new news.
EARLIER_DAYS = 90
LEAST_SIDE = 16  # pixels: the smallest icon of a page in a browser. Ours.


def origin_findings(facts: ImageFacts, origin: Provenance, use: Use, attachment: int | None) -> list[Finding]:
    """Findings about the whole file from its metadata and name."""
    clip = is_clip(facts.media_type)
    personal = ("7.c",) if use is Use.POST else ("6.1.d",)
    findings = []
    if origin.has_gps:
        why = bilingual("photo.clip.gps" if clip else "photo.gps")
        findings.append(whole_image("photo.gps", ("7.c",), Severity.WARN, why, attachment))
    if origin.phone or origin.front_camera:
        camera = facts.camera or facts.lens
        if origin.front_camera:
            why = bilingual("photo.front_camera", camera=camera)
        else:
            why = bilingual("photo.clip.phone_camera" if clip else "photo.phone_camera", camera=camera)
        findings.append(whole_image("photo.phone-camera", personal, Severity.NOTE, why, attachment))
    if origin.passed_on_by:
        key = "photo.clip.messenger_name" if clip else "photo.messenger_name"
        why = bilingual(key, app=origin.passed_on_by)
        findings.append(whole_image("photo.messenger-name", personal, Severity.NOTE, why, attachment))
    if origin.screenshot:
        why = bilingual("photo.screenshot")
        findings.append(whole_image("photo.screenshot", ("7.a",), Severity.NOTE, why, attachment))
    return findings


def too_small(facts: ImageFacts, use: Use, attachment: int | None) -> list[Finding]:
    """A warning on an image too small to show anything."""
    if min(facts.width, facts.height) >= LEAST_SIDE or is_clip(facts.media_type):
        return []
    clauses = ("7.a",) if use is Use.POST else ("6.1.g",)
    why = bilingual("photo.too_small", width=facts.width, height=facts.height)
    return [whole_image("photo.too-small", clauses, Severity.WARN, why, attachment)]


def earlier(
    facts: ImageFacts, origin: Provenance, use: Use, post_date: str | None, attachment: int | None
) -> list[Finding]:
    """A hint where a post shows what was taken long before it."""
    taken = origin.taken_on or origin.named_on
    if use is not Use.POST or taken is None or not post_date:
        return []
    days = (date.fromisoformat(post_date[:10]) - taken).days
    if days < EARLIER_DAYS:
        return []
    clip = is_clip(facts.media_type)
    if origin.taken_on is None:
        key = "photo.clip.named_earlier" if clip else "photo.named_earlier"
    else:
        key = "photo.clip.taken_earlier" if clip else "photo.taken_earlier"
    written = Bilingual(bn=to_bangla(taken.strftime("%d-%m-%Y")), en=taken.isoformat())
    why = bilingual(key, taken=written, days=days)
    return [whole_image("photo.taken-earlier", ("7.b",), Severity.NOTE, why, attachment)]


def whole_image(
    rule: str, clauses: tuple[str, ...], severity: Severity, why: Bilingual, attachment: int | None
) -> Finding:
    """A finding about the image as a whole, with no place on it."""
    return Finding(rule, clauses, severity, title(rule), why, attachment=attachment)
