"""Runs the checks over drafts and keeps what they found, with the versions of what they ran with."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peewee import JOIN, fn

from app.checks.photo.allowed import Allowed
from app.checks.photo.alt_text import alt_text_findings
from app.checks.photo.clips import OF_PICTURES
from app.checks.photo.engine import check_photo
from app.checks.photo.lettering import TextRules
from app.checks.photo.logo import LogoSearch
from app.checks.photo.page_picture import post_findings
from app.checks.types import Finding, NotChecked, PhotoReport, PostFacts, TextReport, Use
from app.errors import Refusal
from app.i18n import Bilingual
from app.media.formats import is_clip
from app.models import tables
from app.models.tables import Answer, Attachment, CheckRun, Draft, Office, Version
from app.services.base.clock import day_of, now
from app.services.base.desk import Desk
from app.services.base.drafts import (
    attachments,
    current_version,
    draft_row,
    findings,
    newest_answers,
    newest_run,
)
from app.services.base.enums import CheckState, State
from app.services.base.platforms import allowed, platform
from app.services.checking import clip_checks, known_images, leases, outdating
from app.services.checking.in_force import fingerprint_of_rules, rules_in_force, state_of
from app.services.checking.leases import Lease
from app.services.checking.logo_search import logo_search
from app.services.checking.overlay import overlay
from app.services.record.ledger import create, record
from app.work import Work

if TYPE_CHECKING:
    from app.checks.text.overlay import Overlay
    from app.checks.text.pack import RulePack


_LOOK_AGAIN = 0.25  # seconds between two looks whether another desk's check is over


@dataclass(frozen=True, slots=True)
class _Job:
    """What a check needs, read in one short transaction, so that the long part holds no lock."""

    draft_id: int
    version: int
    text: str
    use: Use
    facts: PostFacts
    created_at: str
    images: tuple[Attachment, ...]
    office_names: tuple[str, ...]
    logo: str
    overlay: Overlay
    heard: int
    allowed: Allowed | None


@dataclass(frozen=True, slots=True)
class _Result:
    findings: tuple[Finding, ...]
    script: str
    checked: tuple[str, ...]
    not_checked: tuple[NotChecked, ...]


def live(desk: Desk, text: str, facts: PostFacts) -> TextReport:
    """The text rules alone, for a text still being typed. Keeps nothing."""
    with desk.store.read():
        own = overlay(desk)
    return _check_text(text, facts, desk.pack_holder.pack, own)


def waiting(desk: Desk) -> list[int]:
    """Drafts still to be decided whose current version wants checking, oldest first."""
    with desk.store.read():
        rules = rules_in_force(desk)
        return [draft_id for draft_id, run in _open_runs() if state_of(run, rules) is not CheckState.DONE]


def _open_runs() -> Iterator[tuple[int, CheckRun | None]]:
    """Each draft still to be decided, the oldest first, with the newest run over its current version."""
    later = CheckRun.alias()
    newest = later.select(fn.MAX(later.id)).where(later.version == Version.id)
    columns = (CheckRun.id, CheckRun.failure, CheckRun.rulepack, CheckRun.detectors)
    rows: Any = (
        Draft.select(Draft.id, *columns)
        .join(Version, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .join(CheckRun, JOIN.LEFT_OUTER, on=(CheckRun.id == newest))
        .where(Draft.state.in_([State.PENDING, State.RETURNED]))
        .order_by(Draft.id)
    )
    for draft_id, run_id, failure, rulepack, detectors in rows.tuples():
        found = CheckRun(id=run_id, failure=failure, rulepack=rulepack, detectors=detectors)
        yield draft_id, found if run_id is not None else None


def _check_text(text: str, facts: PostFacts, pack: RulePack, own: Overlay) -> TextReport:
    from app.checks.text.engine import check_text  # longer to import than the window's first page

    return check_text(text, facts, pack, own)


def check_draft(desk: Desk, draft_id: int, work: Work) -> None:
    """Check a draft's current version and keep the findings. Where another desk is at it, wait for that.

    A check that cannot run is kept as failed with its reason, and keeps approval off. Answers already
    given to the same findings of this version, or of the one before with the same text and images, are
    carried over. Raises `Cancelled`, and `Refusal` for an unknown draft, and where this desk can record
    nothing or does not reach the office's server.
    """
    waited = False
    while True:
        job = _read(desk, draft_id)
        with leases.held(desk, job.version) as lease:
            if lease is not None:
                # Looked at under the lease: the other desk may have handed in at any moment before it.
                if not (waited and _is_done(desk, job.version)):
                    _check(desk, job, lease, work)
                return
        waited = True
        work.step(0, len(job.images) + 1)
        threading.Event().wait(_LOOK_AGAIN)


def check_waiting(desk: Desk, draft_id: int, work: Work) -> bool:
    """Check a draft where its current version still wants it, as `check_draft`; wait for no other desk.

    False where another desk is at it just now.
    """
    job = _read(desk, draft_id)
    with leases.held(desk, job.version) as lease:
        if lease is None:
            return False
        if not _is_done(desk, job.version):
            _check(desk, job, lease, work)
    return True


def _is_done(desk: Desk, version: int) -> bool:
    with desk.store.read():
        run = newest_run(Version.get_by_id(version))
        return state_of(run, rules_in_force(desk)) is CheckState.DONE


def _check(desk: Desk, job: _Job, lease: Lease, work: Work) -> None:
    rulepack, failure, result = "", "", _Result((), "", (), ())
    try:
        pack = desk.pack_holder.pack
        # An edited pack that kept its version counts as another, and so do other rules of the office.
        rulepack = f"{pack.version}+{fingerprint_of_rules(pack.fingerprint, job.overlay.fingerprint)}"
        result = _run(desk, job, pack, work)
    except Refusal as refusal:
        if refusal.key.startswith("database."):
            raise  # of the office's server or disk, not of the post
        failure = refusal.key
    _keep(desk, job, lease, rulepack, result, failure)


def _read(desk: Desk, draft_id: int) -> _Job:
    with desk.store.read():
        draft = draft_row(draft_id)
        version: Version = current_version(draft)
        account, images = version.account, attachments(version)
        return _Job(
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
            office_names=_office_names(),
            logo=_logo_kept(),
            overlay=overlay(desk),
            heard=outdating.mark(),
            allowed=allowed(account.platform) if account is not None else None,
        )


def _office_names() -> tuple[str, ...]:
    """What the office may be called on a banner. Call inside a transaction."""
    office = Office.get_or_none()
    return () if office is None else (office.name_bn, office.name_en)


def _logo_kept() -> str:
    """The SHA-256 of the office's logo, "" for none. Call inside a transaction."""
    office = Office.get_or_none()
    return "" if office is None else office.logo


def _text_limit(key: str, images: Sequence[object]) -> int | None:
    """How many characters the platform takes, of a post with or without images."""
    takes = platform(key)
    return takes.caption if images and takes.caption is not None else takes.text


def _run(desk: Desk, job: _Job, pack: RulePack, work: Work) -> _Result:
    def text_findings(text: str) -> tuple[Finding, ...]:
        return _check_text(text, PostFacts(), pack, job.overlay).findings

    total = len(job.images) + 1
    post_date = day_of(job.created_at).isoformat()
    work.step(0, total)
    text = _check_text(job.text, job.facts, pack, job.overlay)
    found = list(text.findings)
    checked = ["text"]
    not_checked: dict[str, NotChecked] = {}
    if job.allowed is not None and job.use is Use.POST:
        shown = sum(image.media_type.startswith(("image/", "video/")) for image in job.images)
        found += post_findings(shown, job.allowed)
    for image in job.images:
        work.step(image.position + 1, total)
        if is_clip(image.media_type):
            clip = clip_checks.check(desk, image, job.use, job.draft_id, post_date, text_findings)
            found.extend(clip.findings)
            checked.extend(check for check in clip.checked if check not in checked)
            not_checked.update({_which(entry, image.position): entry for entry in clip.not_checked})
            continue
        report = _image_report(desk, job, image, post_date, text_findings)
        found.extend(report.findings)
        checked.extend(check for check in report.checked if check not in checked)
        not_checked.update({entry.check: entry for entry in report.not_checked})
    work.step(total, total)
    return _Result(tuple(found), text.script, tuple(checked), tuple(not_checked.values()))


def _image_report(
    desk: Desk, job: _Job, image: Attachment, post_date: str, text_findings: TextRules
) -> PhotoReport:
    """Findings on one image of a draft and on its alt text. Takes no lock while it looks."""
    data = desk.blobs.read(image.sha256)
    inspection = desk.decoder.inspect(data, image.original_name)
    report = check_photo(
        inspection,
        image.original_name,
        job.use,
        desk.detectors,
        attachment=image.position,
        post_date=post_date,
        text_rules=text_findings,
        office_names=job.office_names,
        logo=_logo_search(desk, job, data),
        allowed=job.allowed,
        size=len(data),
    )
    known = known_images.recognise(
        desk, image.sha256, inspection.small, job.use, job.draft_id, image.position
    )
    name = image.original_name if len(job.images) > 1 else ""
    described = alt_text_findings(image.alt, image.position, name, job.use, text_findings)
    return PhotoReport(
        (*report.findings, *known, *described), (*report.checked, known_images.CHECK), report.not_checked
    )


def _logo_search(desk: Desk, job: _Job, banner: bytes) -> LogoSearch | None:
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


def _which(entry: NotChecked, position: int) -> str:
    """What is missing on this computer is said once; of a clip, what is to be watched, for each clip."""
    return entry.check if entry.check in OF_PICTURES else f"{entry.check} {position}"


def _keep(desk: Desk, job: _Job, lease: Lease, rulepack: str, result: _Result, failure: str) -> None:
    """Keep what was found, unless the lease was lost meanwhile: then another desk has it, or will."""
    with desk.store.write():
        if not lease.give_back():
            return
        before = _run_before(Version.get_by_id(job.version))
        outdating.forget(job.version)
        run = create(
            CheckRun,
            version=job.version,
            rulepack=rulepack,
            detectors=desk.detectors.versions,
            script=result.script,
            checked=list(result.checked),
            not_checked=[
                {"check": entry.check, "reason": _bilingual(entry.reason)} for entry in result.not_checked
            ],
            failure=failure,
            finished_at=now(),
        )
        ordered = sorted(result.findings, key=_reading_order)
        rows = [create(tables.Finding, run=run, number=n, **_columns(f)) for n, f in enumerate(ordered, 1)]
        carried = _carry_answers(before, rows)
        record(desk, "draft.checked", run, *rows, *carried, draft=job.draft_id)
        if job.images and outdating.spoken_since(job.heard, job.draft_id):
            outdating.outdate(run)


def _run_before(version: Version) -> CheckRun | None:
    """The run whose answers still hold: this version's last, or that of the one before.

    The latter only where text and images are the same: naming a purpose must not ask again about every face.
    """
    run = newest_run(version)
    if run is not None:
        return run
    before = (Version.draft == version.draft_id) & (Version.number == version.number - 1)
    earlier = Version.get_or_none(before)
    if earlier is None or (earlier.text, earlier.use) != (version.text, version.use):
        return None
    now_shown, shown = ([row.sha256 for row in attachments(one)] for one in (version, earlier))
    return newest_run(earlier) if now_shown == shown else None


def _carry_answers(before: CheckRun | None, rows: list[tables.Finding]) -> list[Answer]:
    """Answers given to the same findings in the run before: neither rules nor a purpose named ask twice."""
    if before is None:
        return []
    old = findings(before)
    answers = newest_answers(old)
    by_place = {_place(finding): answers[finding.id] for finding in old if finding.id in answers}
    return [
        create(
            Answer,
            finding=row,
            reply=answer.reply,
            reason=answer.reason,
            because=answer.because,
            member=answer.member_id,
            at=answer.at,
            carried=answer,
        )
        for row in rows
        if (answer := by_place.get(_place(row))) is not None
    ]


def _place(row: tables.Finding) -> tuple[object, ...]:
    box = None if row.box is None else tuple(row.box)
    # Older runs kept no place within an alt text.
    span = (row.start, row.end) if row.attachment is None else (None, None)
    where = (*span, row.text, row.attachment, row.frame, box)
    return (row.rule, row.severity, tuple(row.clauses), *where)


def _reading_order(finding: Finding) -> tuple[int, int, int, int]:
    """Text before images, the severest first, then by place: the order of cards and numbers."""
    in_image = finding.attachment is not None
    return (
        finding.severity.rank,
        1 if in_image else 0,
        finding.attachment if finding.attachment is not None else -1,
        finding.start if finding.start is not None else -1,
    )


def _columns(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "clauses": list(finding.clauses),
        "severity": finding.severity.value,
        "title": _bilingual(finding.title),
        "why": _bilingual(finding.why),
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "attachment": finding.attachment,
        "box": None if finding.box is None else list(finding.box),
        "score": None if finding.score is None else round(finding.score, 4),
        "frame": finding.frame,
        "at": finding.at,
    }


def _bilingual(sentence: Bilingual) -> dict[str, str]:
    return {"bn": sentence.bn, "en": sentence.en}
