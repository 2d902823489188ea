"""One image in, findings out. Nothing is decided here: a person looks at every image."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.checks.photo.clip_explanations import at_time
from app.checks.photo.collage import composition
from app.checks.photo.context import NOTHING_KNOWN, PhotoContext
from app.checks.photo.detectors import Detectors
from app.checks.photo.explanations import in_frame
from app.checks.photo.faces import FaceFinder
from app.checks.photo.file_findings import earlier, origin_findings, too_small, whole_image
from app.checks.photo.frames import new_faces
from app.checks.photo.lettering import TextRules, lettering_findings
from app.checks.photo.limit_explanations import CHECK as PLATFORM_LIMITS
from app.checks.photo.limit_explanations import no_platform, unknown
from app.checks.photo.logo import LogoSearch, find_logo
from app.checks.photo.metadata import Provenance, provenance
from app.checks.photo.obscene import LIKELY, POSSIBLE, ObsceneScorer
from app.checks.photo.office_name import Answer, look_for
from app.checks.photo.page_picture import page_picture_findings
from app.checks.photo.people import MOST_BOXES, composition_findings, people_findings
from app.checks.photo.reader import WHOLE_SIDE, Reading, TextReader
from app.checks.photo.rule_names import OBSCENE
from app.checks.types import Finding, NotChecked, PhotoReport, Severity, Use
from app.errors import MissingEnvironment
from app.i18n import bilingual, bilingual_refusal
from app.media.formats import is_clip
from app.media.types import Frame, ImageFacts, Inspection

# Faces on banners of 6:1 were measured (tests/eval/wide.py). What is longer, such as a notice of many pages
# in one strip, is made so small that its faces and lettering are not seen.
LONGEST_SHAPE = 6


def check_photo(
    inspection: Inspection,
    name: str,
    use: Use,
    detectors: Detectors,
    context: PhotoContext = NOTHING_KNOWN,
) -> PhotoReport:
    """Check one image.

    `inspection`: made for checks. `name`: the file's name outside. `context`: what else is known of it.
    What this computer lacks (a model, a library) is no error: it is told in the report's `not_checked`.
    """
    facts, attachment = inspection.facts, context.attachment
    origin = provenance(facts, name)
    findings: list[Finding] = []
    checked = ["metadata"]
    not_checked: list[NotChecked] = []
    try:
        findings += _people(inspection, origin, use, detectors.faces, attachment)
        checked.insert(0, "faces")
        not_checked += _unseen(inspection)
    except MissingEnvironment as missing:
        not_checked.append(_missing("faces", missing))
    try:
        findings += _obscene(inspection, detectors.obscene, attachment)
        checked.append("obscene")
    except MissingEnvironment as missing:
        not_checked.append(_missing("obscene", missing))
    read: tuple[Reading, ...] = ()
    try:
        read = detectors.reader.read(inspection.small, facts.width, facts.height, WHOLE_SIDE)
        checked.append("ocr")
        if context.text_rules is not None:
            findings += _lettering(inspection, read, context.text_rules, detectors.reader, attachment)
    except MissingEnvironment as missing:
        not_checked.append(_missing("ocr", missing))
    if use is not Use.POST:
        for check, result in _marks_of_the_office(facts, read, context):
            if isinstance(result, NotChecked):
                not_checked.append(result)
            else:
                findings += result
                checked.append(check)
    if context.allowed is not None and context.allowed.knows(use):
        findings += page_picture_findings(
            facts, inspection.small, context.size, use, context.allowed, read, tuple(findings), attachment
        )
        checked.append(PLATFORM_LIMITS)
    elif use is not Use.POST:
        not_checked.append(no_platform() if context.allowed is None else unknown(context.allowed.name))
    if not any(finding.rule == "photo.too-small" for finding in findings):  # said by a platform's sizes
        findings += too_small(facts, use, attachment)
    findings += origin_findings(facts, origin, use, attachment)
    findings += earlier(facts, origin, use, context.post_date, attachment)
    return PhotoReport(tuple(findings), tuple(checked), tuple(not_checked))


def _unseen(inspection: Inspection) -> Iterator[NotChecked]:
    """What of the image the checks did not see, or not as its readers may."""
    facts = inspection.facts
    if not inspection.complete:
        seen = 1 + len(inspection.later)
        reason = bilingual("photo.further_frames_not_checked", frames=facts.frames, seen=seen)
        yield NotChecked("further-frames", reason)
    times = max(facts.width, facts.height) // min(facts.width, facts.height)
    if times > LONGEST_SHAPE:
        yield NotChecked("long-image", bilingual("photo.long_image", times=times))
    if facts.lost_on_white:
        yield NotChecked("lost-on-white", bilingual("photo.lost_on_white"))


def _people(
    inspection: Inspection, origin: Provenance, use: Use, faces: FaceFinder, attachment: int | None
) -> list[Finding]:
    """Findings about the faces of the first picture, then about those that only later ones show."""
    facts = inspection.facts
    first = faces.find(
        inspection.small, facts.width, facts.height, inspection.near, patches=True, turned=True
    )
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
    degree = bilingual("photo.obscene_likely" if score >= LIKELY else "photo.obscene_possible")
    why = bilingual("photo.obscene", degree=degree, percent=round(score * 100))
    finding = replace(whole_image(OBSCENE, ("10.i",), severity, why, attachment), score=score)
    return [finding if frame is None else _placed(finding, frame, inspection.facts)]


def _lettering(
    inspection: Inspection,
    read: Sequence[Reading],
    rules: TextRules,
    reader: TextReader,
    attachment: int | None,
) -> list[Finding]:
    """Findings about the text of the first picture, then about what only later ones of an animation say.

    A video's later pictures are not read: they are many, and that is said beside its findings.
    """
    facts = inspection.facts
    findings = lettering_findings(read, rules, attachment)
    if is_clip(facts.media_type):
        return findings
    told = {(finding.rule, finding.why.en) for finding in findings}
    for frame in inspection.later:
        later = reader.read(frame.small, facts.width, facts.height, WHOLE_SIDE)
        for finding in lettering_findings(later, rules, attachment):
            if (finding.rule, finding.why.en) not in told:
                told.add((finding.rule, finding.why.en))
                findings.append(_placed(finding, frame, facts))
    return findings


def _placed(finding: Finding, frame: Frame, facts: ImageFacts) -> Finding:
    """The finding with the picture it is in, said as a place in the animation or a time of the video."""
    if is_clip(facts.media_type):
        why = at_time(finding.why, frame.at)
    else:
        why = in_frame(finding.why, frame.number, frame.at)
    return replace(finding, frame=frame.number, at=frame.at, why=why)


def _marks_of_the_office(
    facts: ImageFacts, read: Sequence[Reading], context: PhotoContext
) -> Iterator[tuple[str, list[Finding] | NotChecked]]:
    """The office's name and logo on its page's picture: each check, with findings or why it was not made."""
    answer = look_for(context.office_names, read)
    if not any(context.office_names):
        yield "office-name", NotChecked("office-name", bilingual("photo.no_name_to_look_for"))
    elif answer is Answer.UNREAD:
        yield "office-name", NotChecked("office-name", bilingual("photo.office_name_unread"))
    else:
        yield "office-name", _office_name(answer, context.attachment)
    try:
        yield "logo", _logo(context.logo, facts, context.attachment)
    except MissingEnvironment as missing:
        yield "logo", _missing("logo", missing)


def _office_name(answer: Answer, attachment: int | None) -> list[Finding]:
    if answer is Answer.FOUND:
        why = bilingual("photo.office_name_found")
        return [whole_image("photo.office-name", ("6.1.a",), Severity.NOTE, why, attachment)]
    why = bilingual("photo.office_name_not_found")
    return [whole_image("photo.no-office-name", ("6.1.a",), Severity.WARN, why, attachment)]


def _logo(logo: LogoSearch | None, facts: ImageFacts, attachment: int | None) -> list[Finding] | NotChecked:
    """Where the logo is. That it was not found tells nothing of the banner: never a finding."""
    if logo is None:
        return NotChecked("logo", bilingual("photo.no_logo_to_look_for"))
    box = find_logo(logo, facts.width, facts.height)
    if box is None:
        return NotChecked("logo", bilingual("photo.logo_not_found"))
    found = whole_image(
        "photo.logo-found", ("6.1.a",), Severity.NOTE, bilingual("photo.logo_found"), attachment
    )
    return [replace(found, box=box)]


def _missing(check: str, missing: MissingEnvironment) -> NotChecked:
    reason = bilingual_refusal(missing)
    return NotChecked(check, reason)
