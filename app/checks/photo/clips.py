"""One video or audio file in, findings out, with what no check covers: that a person watches or hears."""

from __future__ import annotations

from dataclasses import replace

from app.checks.photo import clip_explanations
from app.checks.photo.context import NOTHING_KNOWN, PhotoContext
from app.checks.photo.detectors import Detectors
from app.checks.photo.engine import check_photo
from app.checks.photo.file_findings import earlier, origin_findings
from app.checks.photo.metadata import provenance
from app.checks.types import Finding, NotChecked, PhotoReport, Severity, Use
from app.i18n import Bilingual, bilingual
from app.media.formats import CLIPS, is_video
from app.media.types import Clip, ImageFacts

OF_PICTURES = ("faces", "obscene", "ocr")  # checks that may be missing on this computer, of images and videos
_ISO = "iso"  # the family of formats whose copies can be stripped of what is told in them


def check_clip(
    clip: Clip,
    name: str,
    use: Use,
    detectors: Detectors,
    context: PhotoContext = NOTHING_KNOWN,
) -> PhotoReport:
    """Check one clip, looked through with longest side 960. The arguments are those of `check_photo`.

    Of the `context` only `attachment`, `post_date` and `text_rules` count: an office's name and logo, and
    what a platform takes, are not looked for in clips.
    """
    facts, inspection, attachment = clip.facts, clip.inspection, context.attachment
    not_checked: list[NotChecked] = []
    if inspection is not None:
        of_pictures = PhotoContext(attachment, context.post_date, text_rules=context.text_rules)
        report = check_photo(inspection, name, use, detectors, of_pictures)
        # What else a banner lacks is said below: none of it is looked for in videos.
        missing = tuple(entry for entry in report.not_checked if entry.check in OF_PICTURES)
        report = replace(report, not_checked=missing)
        if "ocr" in report.checked:
            not_checked.append(clip_explanations.later_lettering(name))
    else:
        origin = provenance(facts, name)
        found = origin_findings(facts, origin, use, attachment)
        found += earlier(facts, origin, use, context.post_date, attachment)
        report = PhotoReport(tuple(found), ("metadata",))
    if is_video(facts.media_type):
        not_checked.insert(0, _pictures(clip, name))
    if use is not Use.POST:
        not_checked.append(clip_explanations.page_clip(name))
    if facts.sound:
        not_checked.append(clip_explanations.sound(name))
    findings = [_said_of_a_clip(finding, facts) for finding in report.findings]
    findings += _copy_findings(facts, attachment)
    return PhotoReport(tuple(findings), report.checked, (*report.not_checked, *not_checked))


def no_description(attachment: int) -> Finding:
    """A note: the guideline asks that what is posted be fit (7.a), and names no description."""
    why = bilingual("photo.clip.no_description_why")
    return _whole(clip_explanations.NO_DESCRIPTION, ("7.a",), why, attachment)


def in_description(finding: Finding, name: str, attachment: int) -> Finding:
    """A finding in a clip's description points at the clip; its span is of the description."""
    why = clip_explanations.in_description(finding.why, name, finding.text)
    return replace(finding, why=why, attachment=attachment)


def _pictures(clip: Clip, name: str) -> NotChecked:
    if not clip.pictures:
        return clip_explanations.unreadable(name)
    if not clip.whole:
        return clip_explanations.seen_until(name, len(clip.pictures), clip.until)
    return clip_explanations.seen(name, len(clip.pictures), clip.every)


def _copy_findings(facts: ImageFacts, attachment: int | None) -> list[Finding]:
    """What will still be in the file that goes out."""
    found = []
    if CLIPS[facts.format].family != _ISO:
        why = bilingual("photo.clip.kept_as_is_why")
        found.append(_whole(clip_explanations.KEPT_AS_IS, ("7.c",), why, attachment))
    if facts.camera_track:
        why = bilingual("photo.clip.camera_track_why")
        found.append(_whole(clip_explanations.CAMERA_TRACK, ("7.c",), why, attachment))
    return found


def _said_of_a_clip(finding: Finding, facts: ImageFacts) -> Finding:
    """With the title of a clip where an image's has another, and the truth about its copy for publishing."""
    stays = finding.rule == "photo.gps" and CLIPS[facts.format].family != _ISO
    apart = finding.rule in clip_explanations.TITLED_APART
    return replace(
        finding,
        title=clip_explanations.clip_title(finding.rule) if apart else finding.title,
        why=bilingual("photo.clip.gps_stays") if stays else finding.why,
    )


def _whole(rule: str, clauses: tuple[str, ...], why: Bilingual, attachment: int | None) -> Finding:
    title = clip_explanations.clip_title(rule)
    return Finding(rule, clauses, Severity.NOTE, title, why, attachment=attachment)
