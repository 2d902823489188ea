"""The whole job on the demo data, told step by step: what `make run` does where there is no display.

Intake, checks, answers, decisions, a face blurred, a rule that takes two, export, verification, audit, an
anchor saved and compared, copies for publishing, the quarter's report, then pictures of every page.
"""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.bangla.dates import local
from app.bangla.workdays import quarter_of
from app.checks.types import Severity
from app.cli.output import Output
from app.errors import MissingEnvironment, Refusal
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import DraftKind, Outcome, Reply, State
from app.services.checking import draft_checks
from app.services.office import confirming
from app.services.office.office import change_office, members, office
from app.services.office.views import OfficeForm
from app.services.posts import approval, archive, blurring, queue, review, verifying
from app.services.posts.copies import save_copies
from app.services.posts.views import DraftView
from app.services.program.demo import set_up_demo
from app.services.record import outside
from app.services.record.audit import audit
from app.services.reports import activities, tasks
from app.services.reports.writing import make_report
from app.work import Work

DATA, ARCHIVE, ANCHOR, COPIES, PICTURES = "data", "archive.zip", "anchor", "copies", "screenshots"
REPORT = "report.pdf"


def tour(folder: Path, out: Output) -> int:
    """Do the whole job into `folder` and say each step; 0 when the archive and the record are sound.

    What an earlier tour left in `folder` is replaced; a folder with anything else in it is refused.
    """
    words = out.words
    _clear(folder)
    if not _has_display():
        out.answer(None, words("tour.no_display"))
    out.answer(None, words("tour.begin", path=str(folder)))
    desk = open_desk(folder / DATA)
    try:
        _take_in(desk, out)
        _decide(desk, out)
        _blur(desk, out)
        _propose(desk, out)
        sound = _export(desk, folder / ARCHIVE, out)
        _save_anchor(desk, folder / ANCHOR, out)
        _save_copies(desk, folder / COPIES, out)
        _report(desk, folder / REPORT, out)
        pictures = _photograph(desk, folder / PICTURES, out)
    finally:
        desk.close()
    made = (folder / ARCHIVE, folder / ANCHOR, folder / COPIES, folder / REPORT, *pictures)
    out.answer(None, words("tour.end", n=len(pictures)), *(f"  {file}" for file in made))
    return 0 if sound else 1


def _has_display() -> bool:
    """Windows and macOS always have one; elsewhere it is named in the environment."""
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or bool(named)


def _clear(folder: Path) -> None:
    known = {DATA, ARCHIVE, ANCHOR, COPIES, PICTURES, REPORT}
    try:
        if folder.exists():
            strangers = [entry.name for entry in folder.iterdir() if entry.name not in known]
            if strangers:
                raise Refusal("tour.not_ours", path=str(folder), name=strangers[0])
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
    except OSError as problem:
        raise MissingEnvironment("folder.unusable", path=str(folder)) from problem


def _take_in(desk: Desk, out: Output) -> None:
    lines = set_up_demo(desk, Work())
    taken = sum(line.outcome is Outcome.TAKEN for line in lines)
    out.answer(None, out.words("tour.taken", n=taken))
    for draft_id in draft_checks.waiting(desk):
        draft_checks.check_draft(desk, draft_id, Work())
        draft = queue.draft(desk, draft_id)
        out.answer(None, f"#{draft.id} {' '.join(draft.version.text.split())[:70]}")
        findings = [f"   {out.finding_line(finding, finding.number)}" for finding in draft.findings]
        out.answer(None, *(findings or [f"   {out.words('cli.no_rule_matched')}"]))


def _decide(desk: Desk, out: Output) -> None:
    """A post with a block is upheld and rejected, one with a warning returned, the others approved.

    The post with most to say stays pending, so that the pictures show a queue with something in it.
    """
    team = [member for member in members(desk) if member.decides]
    first = team[0]
    waiting = (queue.draft(desk, draft_id) for draft_id in queue.ids(desk, State.PENDING))
    drafts = [draft for draft in waiting if draft.kind is not DraftKind.REPLY]  # citizens come later
    left = max(drafts, key=lambda draft: len(draft.findings))
    for draft in drafts:
        if draft.id == left.id:
            continue
        blocks = [finding for finding in draft.findings if finding.severity is Severity.BLOCK]
        if blocks:
            for finding in blocks:
                review.answer(desk, finding.id, Reply.UPHELD, "", first.id)
            review.reject(desk, draft.id, out.words("tour.reject_reason"), first.id)
        elif any(finding.severity is Severity.WARN for finding in draft.findings):
            review.send_back(desk, draft.id, out.words("tour.return_reason"), first.id)
        else:
            _approve(desk, draft, [member.id for member in team])
    counted = queue.counts(desk)
    for state in (State.PENDING, State.APPROVED, State.RETURNED, State.REJECTED):
        out.answer(None, f"{out.words(f'state.{state}')}: {out.words.number(counted[state])}")


def _blur(desk: Desk, out: Output) -> None:
    """The smallest face on an image of what stays pending is blurred for publishing: a new version.

    By the drafter: whoever changes a post is its author, and may not approve it.
    """
    by = next(member.id for member in members(desk) if not member.decides)
    for draft_id in queue.ids(desk, State.PENDING):
        faces = [
            (found.box[2] * found.box[3], found.attachment, found.box)
            for found in queue.draft(desk, draft_id).findings
            if found.of_a_person and found.attachment is not None and found.box is not None
        ]
        if faces:
            _, image, box = min(faces)
            version = blurring.blur(desk, draft_id, image, [box], by)
            draft_checks.check_draft(desk, draft_id, Work())
            out.answer(None, out.words("tour.blurred", id=draft_id, image=image + 1, version=version))


def _propose(desk: Desk, out: Output) -> None:
    """One who decides asks for fewer approvals: it waits for another, and the office's page shows it."""
    here = office(desk)
    assert here is not None, "the demo office is there"
    proposer = [member.id for member in members(desk) if member.decides][1]
    form = OfficeForm(
        name_bn=here.name_bn,
        name_en=here.name_en,
        parent_bn=here.parent_bn,
        website=here.website,
        approvals_needed=1,
    )
    change_office(desk, form, proposer)
    for waiting in confirming.open_proposals(desk):
        lines = [line.in_(out.words.language) for line in waiting.lines]
        out.answer(None, *lines, out.words("proposal.made", id=waiting.id))


def _approve(desk: Desk, draft: DraftView, team: list[int]) -> None:
    """By as many of the team as it takes; none approves what they wrote themselves."""
    for member in team:
        if queue.draft(desk, draft.id).state is State.APPROVED:
            return
        if not approval.obstacles(desk, draft.id, member):
            review.approve(desk, draft.id, draft.version.digest, member)


def _export(desk: Desk, target: Path, out: Output) -> bool:
    words = out.words
    report = archive.export(desk, target, by=members(desk)[0].id, work=Work())
    out.answer(None, words("cli.exported", n=report.posts, files=report.files, path=report.path))
    # Without a keyring there is no signature, and the last of these lines says so.
    found = verifying.verify(
        target, Work(), known=verifying.known_keys(desk), allow_unsigned=not report.signed
    )
    out.answer(
        None,
        words("cli.verified", n=found.posts, files=found.files) if found.ok else words("cli.not_verified"),
        out.signature_line(found),
    )
    record = audit(desk, Work())
    out.answer(None, words("cli.record_sound" if record.ok else "cli.record_broken", n=record.events))
    return found.ok and record.ok


def _save_anchor(desk: Desk, folder: Path, out: Output) -> None:
    """Save the record's anchor, to be kept away from the computer, and compare the record with it."""
    folder.mkdir()
    saved = outside.save(desk, folder, members(desk)[0].id)
    found = outside.check(desk, saved)
    out.answer(None, out.words("anchor.saved", file=str(saved)))
    out.answer(None, out.words(f"anchor.standing.{found.standing}", n=found.events, here=found.here))


def _save_copies(desk: Desk, target: Path, out: Output) -> None:
    """Take out what is to be published of an approved post with text and an image."""
    approved = (queue.draft(desk, draft_id) for draft_id in queue.ids(desk, State.APPROVED))
    draft = next(draft for draft in approved if draft.version.attachments and draft.version.text)
    by = next(member.id for member in members(desk) if member.decides)
    report = save_copies(desk, draft.id, target, by, Work())
    out.answer(None, out.words("cli.copies_saved", n=len(report.files), path=report.path))


def _report(desk: Desk, target: Path, out: Output) -> None:
    """The report of the quarter that is running, with something held and something to be done."""
    by = next(member.id for member in members(desk) if member.decides)
    today = local(datetime.now(UTC)).date()
    quarter = quarter_of(today)
    words = out.words
    activities.add_activity(desk, today, words("tour.activity"), "", 32, by)
    due = quarter.ends + timedelta(days=15)
    tasks.add_task(desk, quarter, words("tour.task"), members(desk)[-1].name, due, by)
    made = make_report(desk, quarter, target, words.language, by)
    published = made.content.figures["posts.approved"] or 0
    out.answer(None, words("tour.report", quarter=str(quarter), n=published))


def _photograph(desk: Desk, folder: Path, out: Output) -> list[Path]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.ui.screenshots import photograph  # Qt reads its platform when first loaded

    pictures = photograph(desk, folder)
    out.answer(None, out.words("tour.photographed", n=len(pictures)))
    return pictures
