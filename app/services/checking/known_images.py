"""What this desk remembers of an image: that it was rejected, answered as harmless, or approved.

Asked while an image is checked, so an image is compared with those checked before it.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any

from app.bangla.dates import long_date
from app.bangla.digits import to_bangla
from app.checks.photo import known
from app.checks.photo.explanations import quoted, title
from app.checks.photo.known import Look
from app.checks.photo.rule_names import PEOPLE, REMEMBERED
from app.checks.types import Finding, Severity, Use
from app.errors import Refusal
from app.i18n import Bilingual, bilingual
from app.media.types import Pixels
from app.models import tables
from app.models.tables import Answer, Attachment, CheckRun, Decision, Draft, ImageHash, Member, Version
from app.services.base.clock import day_of
from app.services.base.desk import Desk
from app.services.base.enums import Reply, State, Verdict
from app.services.checking import hash_pages
from app.services.checking.alike import alike
from app.services.checking.dismissal_reasons import spoken

CHECK = "known-images"
# Of the nearest only these many are laid over the image: each takes a decoding and a comparison.
_MOST_COMPARED = 12
_CLAUSES = {
    "photo.known-rejected": ("7.c",),
    "photo.known-dismissed": ("7.c",),
    "photo.known-approved": ("6.1.d",),
}


@dataclass(frozen=True, slots=True)
class _Memory:
    """Something a person once said of an image, or of the post it was in."""

    at: str
    member: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class _Used:
    """The copies of the image at a place of a draft, for looking up where else they were used."""

    copies: tuple[str, ...]
    draft_id: int
    attachment: int

    @property
    def elsewhere(self) -> Any:
        """The condition on attachments and versions of a query."""
        return Attachment.sha256.in_(self.copies) & (Version.draft != self.draft_id)


def recognise(
    desk: Desk, sha256: str, small: Pixels, use: Use, draft_id: int, attachment: int
) -> list[Finding]:
    """Findings from what was said of this image, or of copies of it, in other drafts; and remember it.

    Takes no lock while it compares. `small`: the upright image, of any size.
    """
    looks = known.look(small)
    remember(desk, sha256, looks)
    found = copies(desk, sha256, small, looks)
    used = _Used(tuple(found), draft_id, attachment)
    with desk.store.read():
        memories = (_rejected(used), _dismissed(used), _approved(used, use))
    return [finding for finding in memories if finding is not None]


def recognise_file(desk: Desk, sha256: str, use: Use, draft_id: int, attachment: int) -> list[Finding]:
    """Findings from what was said of this very file in other drafts: copies of a video are not recognised.

    Many videos begin in black, so their first pictures tell nothing.
    """
    used = _Used((sha256,), draft_id, attachment)
    with desk.store.read():
        memories = (_rejected(used), _dismissed(used), _approved(used, use))
    return [finding for finding in memories if finding is not None]


def remember(desk: Desk, sha256: str, looks: Look) -> None:
    """Keep how an image looks, unless it is kept already."""
    with desk.store.write():
        row = ImageHash.get_or_none((ImageHash.sha256 == sha256) & (ImageHash.made_by == known.VERSION))
        if row is None:
            new = {"hash": looks.hash, "mirrored": looks.mirrored, "made_by": known.VERSION}
            kept = ImageHash.insert(sha256=sha256, **new)
            kept.on_conflict(conflict_target=[ImageHash.sha256], update=new).execute()
            hash_pages.put(looks.hash)


def copies(desk: Desk, sha256: str, small: Pixels, looks: Look) -> list[str]:
    """The images that show the same as this one, itself among them."""
    with desk.store.read():
        near = alike(desk, sha256, looks, _MOST_COMPARED)
    found = [sha256]
    turned = {other: mirrored for _, mirrored, other in near}
    # One that is gone or changed is the audit's business.
    for other, data in desk.blobs.read_each(turned):
        with contextlib.suppress(Refusal):
            kept = desk.decoder.preview(data, known.COMPARED_SIDE)
            if known.same(small, kept, turned[other]):
                found.append(other)
    return found


def _rejected(used: _Used) -> Finding | None:
    """A finding on the image that was upheld, else a rejected post with it, unless one was approved since."""
    upheld = _newest_answer(used, REMEMBERED, Reply.UPHELD)
    if upheld is not None:
        return _finding("photo.known-rejected", Severity.WARN, "photo.known_upheld", upheld, used)
    rejected = _newest_decision(used, Verdict.REJECT)
    approved = _newest_decision(used, Verdict.APPROVE)
    if rejected is None or (approved is not None and approved.at > rejected.at):
        return None
    # What was approved before was hardly rejected for the image.
    severity = Severity.WARN if approved is None else Severity.NOTE
    return _finding("photo.known-rejected", severity, "photo.known_rejected", rejected, used)


def _dismissed(used: _Used) -> Finding | None:
    dismissed = _newest_answer(used, PEOPLE, Reply.DISMISSED)
    if dismissed is None:
        return None
    return _finding("photo.known-dismissed", Severity.NOTE, "photo.known_dismissed", dismissed, used)


def _approved(used: _Used, use: Use) -> Finding | None:
    """The banner or profile picture that was approved; of posts it would tell too much."""
    approved = None if use is Use.POST else _newest_decision(used, Verdict.APPROVE, use)
    if approved is None:
        return None
    key = "photo.known_banner" if use is Use.BANNER else "photo.known_profile_picture"
    return _finding("photo.known-approved", Severity.NOTE, key, approved, used)


def _newest_answer(used: _Used, rules: tuple[str, ...], reply: Reply) -> _Memory | None:
    """The newest answer to a finding of these rules on one of the images, if it was this one."""
    newest = (
        Answer.select(Answer, Member)
        .join(Member, on=(Answer.member == Member.id))
        .join_from(Answer, tables.Finding, on=(Answer.finding == tables.Finding.id))
        .join(CheckRun, on=(tables.Finding.run == CheckRun.id))
        .join(Version, on=(CheckRun.version == Version.id))
        .join(
            Attachment,
            on=(Attachment.version == Version.id) & (Attachment.position == tables.Finding.attachment),
        )
        .where(used.elsewhere & tables.Finding.rule.in_(rules))
        .order_by(Answer.id.desc())
        .first()
    )
    return _memory(newest) if newest is not None and newest.reply == reply else None


def _newest_decision(used: _Used, verdict: Verdict, use: Use | None = None) -> _Memory | None:
    """The newest decision of this kind that settled a version with one of the images."""
    state = (State.APPROVED, State.PUBLISHED) if verdict is Verdict.APPROVE else (State.REJECTED,)
    wanted = (
        used.elsewhere & (Decision.verdict == verdict) & (Decision.void_at == "") & Draft.state.in_(state)
    )
    if use is not None:
        wanted &= Version.use == use
    newest = (
        Decision.select(Decision, Member)
        .join(Member, on=(Decision.member == Member.id))
        .join_from(Decision, Draft, on=(Decision.draft == Draft.id))
        .join(Version, on=(Version.draft == Draft.id) & (Version.number == Decision.version))
        .join(Attachment, on=(Attachment.version == Version.id))
        .where(wanted)
        .order_by(Decision.id.desc())
        .first()
    )
    return None if newest is None else _memory(newest)


def _memory(row: Answer | Decision) -> _Memory:
    because = row.because if isinstance(row, Answer) else ""
    reason = Bilingual(bn=spoken(because, row.reason, "bn"), en=spoken(because, row.reason, "en"))
    return _Memory(row.at, row.member.name, reason)


def _finding(rule: str, severity: Severity, key: str, memory: _Memory, used: _Used) -> Finding:
    day = day_of(memory.at)
    written = Bilingual(bn=to_bangla(day.strftime("%d-%m-%Y")), en=long_date(day, "en"))
    why = bilingual(key, day=written, member=memory.member, reason=quoted(memory.reason))
    return Finding(rule, _CLAUSES[rule], severity, title(rule), why, attachment=used.attachment)
