"""One image in, findings out. Nothing is decided here: a person looks at every image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.bangla.digits import to_bangla
from app.checks.photo import clip_words, words
from app.checks.photo.allowed import Allowed
from app.checks.photo.collage import composition
from app.checks.photo.detectors import Detectors
from app.checks.photo.faces import FaceFinder
from app.checks.photo.frames import new_faces
from app.checks.photo.lettering import TextRules, lettering_findings
from app.checks.photo.limit_words import CHECK as PLATFORM_LIMITS
from app.checks.photo.limit_words import NO_PLATFORM, unknown
from app.checks.photo.logo import LogoSearch, find_logo
from app.checks.photo.metadata import Provenance, provenance
from app.checks.photo.obscene import LIKELY, POSSIBLE, ObsceneScorer
from app.checks.photo.obscene import RULE as OBSCENE_RULE
from app.checks.photo.office_name import Answer, look_for
from app.checks.photo.page_picture import page_picture_findings
from app.checks.photo.people import MOST_BOXES, composition_findings, people_findings
from app.checks.photo.reader import WHOLE_SIDE
from app.checks.types import Finding, NotChecked, PhotoReport, Severity, Use
from app.errors import MissingEnvironment
from app.i18n import Bilingual, bilingual_refusal
from app.media.formats import is_clip
from app.media.types import Frame, ImageFacts, Inspection

# A photo of the event itself is rarely older. Ours; a hint that an old photo may illustrate new news.
EARLIER_DAYS = 90


def check_photo(
    inspection: Inspection,
    name: str,
    use: Use,
    detectors: Detectors,
    attachment: int | None = None,
    post_date: str | None = None,
    text_rules: TextRules | None = None,
    office_names: Sequence[str] = (),
    logo: LogoSearch | None = None,
    allowed: Allowed | None = None,
    size: int = 0,
) -> PhotoReport:
    """Check one image.

    `inspection`: made for checks. `name`: the file's name outside. `attachment`: its position
    in the draft (0-based). `post_date`: the ISO 8601 day or time the post is for, if known. `text_rules`: the
    rules for what is read on the image, and `office_names` those to look for on a banner, where known; so
    with the office's `logo`. `allowed`: what its platform takes, where that is known. `size`: bytes of the
    file.
    """
    facts = inspection.facts
    origin = provenance(facts, name)
    findings: list[Finding] = []
    checked = ["metadata"]
    not_checked: list[NotChecked] = []
    try:
        findings += _people(inspection, origin, use, detectors.faces, attachment)
        checked.insert(0, "faces")
        if not inspection.complete:
            seen = 1 + len(inspection.later)
            reason = words.filled(words.FURTHER_FRAMES_NOT_CHECKED, frames=facts.frames, seen=seen)
            not_checked.append(NotChecked("further-frames", reason))
    except MissingEnvironment as missing:
        not_checked.insert(0, _missing("faces", missing))
    try:
        findings += _obscene(inspection, detectors.obscene, attachment)
        checked.append("obscene")
    except MissingEnvironment as missing:
        not_checked.append(_missing("obscene", missing))
    try:
        read = detectors.reader.read(inspection.small, facts.width, facts.height, WHOLE_SIDE)
        checked.append("ocr")
        if text_rules is not None:
            findings += lettering_findings(read, text_rules, attachment)
    except MissingEnvironment as missing:
        read = ()
        not_checked.append(_missing("ocr", missing))
    if use is not Use.POST:
        answer = look_for(office_names, read)
        findings += _office_name(answer, attachment)
        if not any(office_names):
            not_checked.append(words.NO_NAME_TO_LOOK_FOR)
        elif answer is Answer.UNREAD:
            not_checked.append(words.OFFICE_NAME_UNREAD)
        else:
            checked.append("office-name")
        try:
            marked = _logo(logo, facts, attachment)
            if isinstance(marked, Finding):
                findings.append(marked)
                checked.append("logo")
            else:
                not_checked.append(marked)
        except MissingEnvironment as missing:
            not_checked.append(_missing("logo", missing))
    if allowed is not None and allowed.knows(use):
        findings += page_picture_findings(
            facts, inspection.small, size, use, allowed, read, tuple(findings), attachment
        )
        checked.append(PLATFORM_LIMITS)
    elif use is not Use.POST:
        not_checked.append(NO_PLATFORM if allowed is None else unknown(allowed.name))
    findings += origin_findings(facts, origin, use, attachment)
    findings += earlier(facts, origin, use, post_date, attachment)
    return PhotoReport(tuple(findings), tuple(checked), tuple(not_checked))


def _people(
    inspection: Inspection, origin: Provenance, use: Use, faces: FaceFinder, attachment: int | None
) -> list[Finding]:
    """Findings about the faces of the first picture, then about those that only later ones show."""
    facts = inspection.facts
    first = faces.find(inspection.small, facts.width, facts.height)
    made = composition(inspection.small)
    findings = people_findings(first, facts, origin, use, attachment, made)
    findings += composition_findings(made, first, use, attachment)
    seen = [(face, inspection.small) for face in first]
    later: list[Finding] = []
    for frame in inspection.later:
        found = faces.find(frame.small, facts.width, facts.height)
        new = new_faces(found, frame.small, seen, facts.width)
        later += (
            _placed(finding, frame, facts) for finding in people_findings(new, facts, origin, use, attachment)
        )
        seen += ((face, frame.small) for face in new)
    return findings + later[:MOST_BOXES]


def _obscene(inspection: Inspection, scorer: ObsceneScorer, attachment: int | None) -> list[Finding]:
    """One finding about the picture of the image that scores highest, where that is high enough."""
    first = (scorer.score(inspection.small), None)
    later = ((scorer.score(frame.small), frame) for frame in inspection.later)
    score, frame = max((first, *later), key=lambda scored: scored[0])
    if score < POSSIBLE:
        return []
    severity = Severity.BLOCK if score >= LIKELY else Severity.WARN
    degree = words.OBSCENE_LIKELY if score >= LIKELY else words.OBSCENE_POSSIBLE
    why = words.filled(words.OBSCENE, degree=degree, percent=round(score * 100))
    finding = replace(_whole(OBSCENE_RULE, ("10.i",), severity, why, attachment), score=score)
    return [finding if frame is None else _placed(finding, frame, inspection.facts)]


def _placed(finding: Finding, frame: Frame, facts: ImageFacts) -> Finding:
    """The finding with the picture it is in, said as a place in the animation or a time of the video."""
    if is_clip(facts.media_type):
        why = clip_words.at_time(finding.why, frame.at)
    else:
        why = words.in_frame(finding.why, frame.number, frame.at)
    return replace(finding, frame=frame.number, at=frame.at, why=why)


def _office_name(answer: Answer, attachment: int | None) -> list[Finding]:
    match answer:
        case Answer.FOUND:
            why = words.OFFICE_NAME_FOUND
            return [_whole("photo.office-name", ("6.1.a",), Severity.NOTE, why, attachment)]
        case Answer.NOT_FOUND:
            why = words.OFFICE_NAME_NOT_FOUND
            return [_whole("photo.no-office-name", ("6.1.a",), Severity.WARN, why, attachment)]
        case Answer.UNREAD:
            return []


def _logo(logo: LogoSearch | None, facts: ImageFacts, attachment: int | None) -> Finding | NotChecked:
    """Where the logo is. That it was not found tells nothing of the banner: never a finding."""
    if logo is None:
        return words.NO_LOGO_TO_LOOK_FOR
    box = find_logo(logo, facts.width, facts.height)
    if box is None:
        return words.LOGO_NOT_FOUND
    found = _whole("photo.logo-found", ("6.1.a",), Severity.NOTE, words.LOGO_FOUND, attachment)
    return replace(found, box=box)


def _missing(check: str, missing: MissingEnvironment) -> NotChecked:
    reason = bilingual_refusal(missing)
    return NotChecked(check, reason)


def origin_findings(facts: ImageFacts, origin: Provenance, use: Use, attachment: int | None) -> list[Finding]:
    """Findings about the whole file from its metadata and name."""
    said = clip_words if is_clip(facts.media_type) else words
    personal = ("7.c",) if use is Use.POST else ("6.1.d",)
    findings = []
    if origin.has_gps:
        findings.append(_whole("photo.gps", ("7.c",), Severity.WARN, said.GPS, attachment))
    if origin.phone or origin.front_camera:
        template = words.FRONT_CAMERA if origin.front_camera else said.PHONE_CAMERA
        why = words.filled(template, camera=facts.camera or facts.lens)
        findings.append(_whole("photo.phone-camera", personal, Severity.NOTE, why, attachment))
    if origin.passed_on_by:
        why = words.filled(said.MESSENGER_NAME, app=origin.passed_on_by)
        findings.append(_whole("photo.messenger-name", personal, Severity.NOTE, why, attachment))
    if origin.screenshot:
        findings.append(_whole("photo.screenshot", ("7.a",), Severity.NOTE, words.SCREENSHOT, attachment))
    return findings


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
        template = clip_words.NAMED_EARLIER if clip else words.NAMED_EARLIER
    else:
        template = clip_words.TAKEN_EARLIER if clip else words.TAKEN_EARLIER
    written = Bilingual(bn=to_bangla(taken.strftime("%d-%m-%Y")), en=taken.isoformat())
    why = words.filled(template, taken=written, days=days)
    return [_whole("photo.taken-earlier", ("7.b",), Severity.NOTE, why, attachment)]


def _whole(
    rule: str, clauses: tuple[str, ...], severity: Severity, why: Bilingual, attachment: int | None
) -> Finding:
    return Finding(rule, clauses, severity, words.TITLES[rule], why, attachment=attachment)
