"""One check of a draft: what it needs, read in one short transaction, and the looking, without a lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.checks.photo.allowed import Allowed
from app.checks.photo.alt_text import alt_text_findings
from app.checks.photo.context import PhotoContext
from app.checks.photo.engine import check_photo
from app.checks.photo.lettering import TextRules
from app.checks.photo.logo import LogoSearch
from app.checks.photo.page_picture import post_findings
from app.checks.types import Finding, NotChecked, PhotoReport, PostFacts, TextReport, Use
from app.errors import Refusal
from app.media.formats import is_clip
from app.models.tables import Attachment, Office, Version
from app.services.base.clock import day_of
from app.services.base.desk import Desk
from app.services.base.drafts import attachments, current_version, draft_row
from app.services.base.platforms import allowed, platform
from app.services.checking import clip_checks, known_images, outdating
from app.services.checking.left_out import LeftOut
from app.services.checking.logo_search import logo_search
from app.services.checking.overlay import overlay
from app.work import Work

if TYPE_CHECKING:
    from app.checks.text.overlay import Overlay
    from app.checks.text.pack import RulePack


@dataclass(frozen=True, slots=True)
class Job:
    """What a check needs, read in one short transaction, so that the long part holds no lock."""

    draft_id: int
    version: int
    text: str
    use: Use
    facts: PostFacts
    created_at: str
    images: tuple[Attachment, ...]
    office_names: tuple[str, ...]  # what it may be called on a banner
    logo: str  # its SHA-256, "" for none
    overlay: Overlay
    heard: int
    allowed: Allowed | None


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, and what was looked at and what not."""

    findings: tuple[Finding, ...]
    script: str
    checked: tuple[str, ...]
    not_checked: tuple[NotChecked, ...]


def read_job(desk: Desk, draft_id: int) -> Job:
    """What a check of the draft's current version needs. Raises `Refusal` for an unknown draft."""
    with desk.store.read():
        draft = draft_row(draft_id)
        version: Version = current_version(draft)
        office = Office.get_or_none()
        account, images = version.account, attachments(version)
        return Job(
            draft_id=draft_id,
            version=version.id,
            text=version.text,
            use=Use(version.use),
            facts=PostFacts(
                purpose=version.purpose,
                purposes=tuple(account.purposes) if account is not None else None,
                sources=tuple(version.sources),
                platform=account.platform if account is not None else None,
                text_limit=_text_limit(account.platform, images) if account is not None else None,
            ),
            created_at=version.created_at,
            images=images,
            office_names=() if office is None else (office.name_bn, office.name_en),
            logo="" if office is None else office.logo,
            overlay=overlay(desk),
            heard=outdating.mark(),
            allowed=allowed(account.platform) if account is not None else None,
        )


def _text_limit(key: str, images: Sequence[object]) -> int | None:
    """How many characters the platform takes, of a post with or without images."""
    takes = platform(key)
    return takes.caption if images and takes.caption is not None else takes.text


def check_text_with(text: str, facts: PostFacts, pack: RulePack, own: Overlay) -> TextReport:
    """The text rules of the pack and the office over a text."""
    from app.checks.text.engine import check_text  # longer to import than the window's first page

    return check_text(text, facts, pack, own)


def look(desk: Desk, job: Job, pack: RulePack, work: Work) -> Result:
    """Check text, images and clips. Raises `Cancelled`, and `Refusal` where a file cannot be looked at."""

    def text_findings(text: str) -> tuple[Finding, ...]:
        return check_text_with(text, PostFacts(), pack, job.overlay).findings

    total = len(job.images) + 1
    post_date = day_of(job.created_at).isoformat()
    work.step(0, total)
    text = check_text_with(job.text, job.facts, pack, job.overlay)
    found = list(text.findings)
    checked = ["text"]
    left_out = LeftOut(sum(not is_clip(image.media_type) for image in job.images))
    if job.allowed is not None and job.use is Use.POST:
        shown = sum(image.media_type.startswith(("image/", "video/")) for image in job.images)
        found += post_findings(shown, job.allowed)
    for image in job.images:
        work.step(image.position + 1, total)
        if is_clip(image.media_type):
            clip = clip_checks.check(desk, image, job.use, job.draft_id, post_date, text_findings)
            found.extend(clip.findings)
            checked.extend(check for check in clip.checked if check not in checked)
            left_out.of_clip(clip.not_checked)
            continue
        report = _image_report(desk, job, image, post_date, text_findings)
        found.extend(report.findings)
        checked.extend(check for check in report.checked if check not in checked)
        left_out.of_image(image.original_name, report.not_checked)
    work.step(total, total)
    return Result(tuple(found), text.script, tuple(checked), left_out.told())


def _image_report(
    desk: Desk, job: Job, image: Attachment, post_date: str, text_findings: TextRules
) -> PhotoReport:
    """Findings on one image of a draft and on its alt text. Takes no lock while it looks."""
    data = desk.blobs.read(image.sha256)
    inspection = desk.decoder.inspect(data, image.original_name)
    context = PhotoContext(
        attachment=image.position,
        post_date=post_date,
        size=len(data),
        text_rules=text_findings,
        office_names=job.office_names,
        logo=_logo_search(desk, job, data),
        allowed=job.allowed,
    )
    report = check_photo(inspection, image.original_name, job.use, desk.detectors, context)
    known = known_images.recognise(
        desk, image.sha256, inspection.small, job.use, job.draft_id, image.position
    )
    name = image.original_name if len(job.images) > 1 else ""
    described = alt_text_findings(image.alt, image.position, name, job.use, text_findings)
    return PhotoReport(
        (*report.findings, *known, *described), (*report.checked, known_images.CHECK), report.not_checked
    )


def _logo_search(desk: Desk, job: Job, banner: bytes) -> LogoSearch | None:
    """The office's logo and the banner, where there are both. Decodes: call outside a transaction.

    A logo that cannot be read any more must not keep a banner from being checked.
    """
    if job.use is Use.POST or not job.logo:
        return None
    try:
        logo = desk.blobs.read(job.logo)
    except Refusal:
        return None
    return logo_search(desk.decoder, logo, banner)
