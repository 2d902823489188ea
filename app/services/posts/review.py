"""Answers to findings, and decisions on drafts. What keeps one from approving is in `approval`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from app.archive.digest import post_digest
from app.checks.photo.rule_names import REMEMBERED
from app.checks.types import Use
from app.errors import Refusal
from app.models.kept_sql import select
from app.models.tables import Answer, Attachment, CheckRun, Decision, Draft, Finding, Version
from app.services.base.clock import moment, now
from app.services.base.desk import Desk
from app.services.base.drafts import (
    attachments,
    current_version,
    draft_row,
    newest_run,
    valid_decisions,
    version_document,
)
from app.services.base.enums import DismissalReason, Reply, State, Verdict
from app.services.base.reasons import require_reason
from app.services.checking.dismissal_reasons import fitting
from app.services.checking.outdating import is_outdated, outdate_alike
from app.services.checking.overlay import prove_overlay
from app.services.posts import approval
from app.services.posts.approval import WHO, obstacles, obstacles_to
from app.services.posts.quorum import counted_approvals, counts_now
from app.services.record import proof
from app.services.record.attempts import record_attempt, records_refusals
from app.services.record.destroyed import refuse_destroyed
from app.services.record.ledger import change, create, record
from app.services.record.post_rows import cache_post
from app.services.record.proof import prove_post, prove_who
from app.services.record.roles import active_member, approvals_needed, decider
from app.services.record.turns import Since, Turn, in_turn
from app.values import dataclass

UNDO_SECONDS = 30
_CLOCK_MAY_SLIP = timedelta(seconds=5)  # between two desks, or as a time server sets it right


def answer(
    desk: Desk, finding_id: int, reply: Reply, reason: str, by: int, because: DismissalReason | None = None
) -> None:
    """Uphold a finding, or dismiss it with a reason. The newest answer counts; older ones stay.

    The reason is one to pick (`because`, one of those `reasons.fitting` the rule), own words, or both.
    Raises `Refusal` for a drafter, a missing or unfit reason, a draft no longer open, or a finding of an old
    version.
    """
    answer_together(desk, [finding_id], reply, reason, by, because)


@records_refusals
def answer_together(
    desk: Desk,
    finding_ids: Sequence[int],
    reply: Reply,
    reason: str,
    by: int,
    because: DismissalReason | None = None,
) -> None:
    """The same answer to several findings of one draft, as one event with an answer for each: all or none.

    Raises `Refusal` like `answer`.
    """
    with desk.store.write():
        member = decider(by)
        found = [_open_finding(finding_id) for finding_id in finding_ids]
        versions = {finding.run.version_id: finding.run.version for finding in found}
        if len(versions) != 1:
            raise Refusal("review.old_finding")
        (version,) = versions.values()
        for finding in found:
            _prove_reason(finding.rule, reply, reason, because)
        at = now()
        rows = [
            create(
                Answer,
                finding=finding,
                reply=reply.value,
                reason=reason.strip(),
                because=because.value if because is not None else "",
                member=member,
                at=at,
            )
            for finding in found
        ]
        record(desk, "finding.answered", *rows, by=by, draft=version.draft_id, facts={"rule": found[0].rule})
        shown = {f.attachment for f in found if f.attachment is not None and f.rule in REMEMBERED}
        if shown:
            kept = attachments(version)
            outdate_alike(version.draft_id, [kept[position].sha256 for position in sorted(shown)])


def _open_finding(finding_id: int) -> Finding:
    """A finding of an open draft's current version. Raises `Refusal` for any other."""
    finding: Finding | None = Finding.get_or_none(Finding.id == finding_id)
    if finding is None:
        raise Refusal("review.no_finding", id=finding_id)
    version = finding.run.version
    newest = newest_run(version)
    if version.number != version.draft.version or newest is None or newest.id != finding.run_id:
        raise Refusal("review.old_finding")
    if version.draft.state not in (State.PENDING, State.RETURNED):
        raise already_decided(version.draft)
    return finding


def attempted(desk: Desk, draft_id: int, act: str, by: int) -> None:
    """Keep in the record that `by` tried to decide on a draft that is theirs, or without the role for it.

    For a window that offers no button for it: nothing is done but that, and nothing where they might.
    """
    for one in obstacles(desk, draft_id, by):
        if one.key in WHO:
            record_attempt(desk, Refusal(f"review.cannot.{one.key}"), act, by, draft=draft_id)
            return


@records_refusals
def approve(desk: Desk, draft_id: int, digest: str, by: int) -> State:
    """Approve the version whose digest the person saw, and return the draft's state after it.

    Raises `Refusal` with the first obstacle, when the draft was decided or has changed since it was shown,
    when what is kept no longer matches the digest, or is not as the record tells.
    """
    _prove_images(desk, draft_id)
    judged = partial(_approvable, desk, draft_id, digest, by)
    prefetch = partial(_prefetch, draft_id, by)
    with in_turn(desk, draft_id, by, judged, _still_checked, adds=Decision, prefetch=prefetch) as turn:
        _decide(turn, Verdict.APPROVE, "", by)
        return turn.judged.state


@records_refusals
def send_back(desk: Desk, draft_id: int, reason: str, by: int, *, seen: str = "") -> None:
    """Return a draft for correction. `seen`: the digest of the version that was on screen, "" for any.

    Raises `Refusal` for a missing reason, a draft that was decided, or that has changed since.
    """
    _close(desk, draft_id, Verdict.RETURN, reason, by, State.RETURNED, seen)


@records_refusals
def reject(desk: Desk, draft_id: int, reason: str, by: int, *, seen: str = "") -> None:
    """Reject a draft. As `send_back`."""
    _close(desk, draft_id, Verdict.REJECT, reason, by, State.REJECTED, seen)


@records_refusals
def undo(desk: Desk, draft_id: int, by: int) -> None:
    """Take back one's own last decision on a draft, within `UNDO_SECONDS`. Both stay in the record.

    Raises `Refusal` where the last decision is somebody else's, the post is out, the time is over, or the
    clock was set back behind the decision.
    """

    def judge() -> _Undoing:
        decider(by)
        draft = draft_row(draft_id)
        standing = valid_decisions(draft)
        if not standing or standing[-1].member_id != by or draft.state == State.PUBLISHED:
            raise Refusal("review.nothing_to_undo")
        passed = datetime.now(UTC) - moment(standing[-1].at)
        if passed < -_CLOCK_MAY_SLIP:
            raise Refusal("review.clock_before_undo")
        if passed > timedelta(seconds=UNDO_SECONDS):
            raise Refusal("review.too_late_to_undo", seconds=UNDO_SECONDS)
        return _Undoing(draft, current_version(draft), standing[-1:])

    with in_turn(desk, draft_id, by, judge) as turn:
        draft, (decision,) = turn.judged.draft, turn.judged.decisions
        decided = draft.state
        change(decision, void_at=now(), void_reason="undone")
        change(draft, state=decision.state_before, updated_at=now())
        turn.record("decision.undone", decision, draft)
        _remember(draft, turn.judged.version, decided)


@records_refusals
def reverse(desk: Desk, draft_id: int, reason: str, by: int) -> None:
    """Reverse what was decided, with a reason: the draft is pending again, its decisions are void.

    Raises `Refusal` for a missing reason, an open draft, or one that is published already.
    """

    def judge() -> _Undoing:
        decider(by)
        refuse_destroyed(draft_id)
        draft = draft_row(draft_id)
        require_reason(reason)
        if draft.state not in (State.APPROVED, State.REJECTED, State.RETURNED):
            raise Refusal("review.not_decided")
        return _Undoing(draft, current_version(draft), valid_decisions(draft))

    with in_turn(desk, draft_id, by, judge) as turn:
        draft = turn.judged.draft
        decided = draft.state
        rows = turn.judged.decisions
        voided = [change(row, void_at=now(), void_reason=reason.strip()) for row in rows]
        change(draft, state=State.PENDING.value, updated_at=now())
        turn.record("decision.reversed", draft, *voided, facts={"reason": reason.strip()})
        _remember(draft, turn.judged.version, decided)


def mark_important(desk: Desk, draft_id: int, important: bool, by: int) -> None:
    """Mark a post as important, worth showing again (clause 7.e). Any member may, a drafter too."""
    with desk.store.write():
        active_member(by)
        prove_post(draft_id, signed=False)  # the event holds the whole row, and would make a forged one true
        draft = change(draft_row(draft_id), important=important)
        record(desk, "draft.marked", draft, by=by, draft=draft_id)


def _prove_reason(rule: str, reply: Reply, reason: str, because: DismissalReason | None) -> None:
    if reply is Reply.UPHELD:
        if because is not None:
            raise Refusal("review.because_upheld")
        return
    if because is None:
        require_reason(reason)
    if because is not None and because not in fitting(rule):
        raise Refusal("review.because_unfit", because=because.value, fitting=", ".join(fitting(rule)))


@dataclass(frozen=True, slots=True)
class _Deciding:
    """A draft that may be decided: its current version and run, and the `state` it will be in.

    `pictured` says whether it has images, or is one: what is said of others like them may outdate its checks.
    """

    draft: Draft
    version: Version
    run: CheckRun | None
    state: State
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class _Undoing:
    """A draft whose `decisions` may be taken back."""

    draft: Draft
    version: Version
    decisions: tuple[Decision, ...]


def _prefetch(draft_id: int, by: int) -> None:
    """Ask for what `_approvable` looks at. Call in `Transaction.prefetch`."""
    proof.prefetch(draft_id)
    approval.prefetch(draft_id, by)


def _approvable(desk: Desk, draft_id: int, digest: str, by: int) -> _Deciding:
    cache_post(draft_id)
    draft = draft_row(draft_id)
    version = current_version(draft)
    if draft.state != State.PENDING:
        raise already_decided(draft)
    if version.digest != digest:
        raise Refusal("review.changed_meanwhile")
    if _digest_now(version) != digest:
        raise Refusal("review.record_damaged")
    # Rows changed for the moment of an approval and put back behind it would be seen by no audit.
    prove_who()
    prove_post(draft_id, signed=False)
    prove_overlay(desk)
    in_the_way = obstacles_to(desk, draft, by)
    if in_the_way:
        first = next((one for one in in_the_way if one.key in WHO), in_the_way[0])
        raise Refusal(f"review.cannot.{first.key}", **first.params)
    # Of one without a passphrase, once somebody has one, an approval is kept and does not count.
    approvals = counted_approvals(draft) | ({by} if counts_now(by) else set())
    state = State.APPROVED if len(approvals) >= approvals_needed() else State.PENDING
    pictured = version.use != Use.POST.value or bool(attachments(version))
    return _Deciding(draft, version, newest_run(version), state, pictured)


def _still_checked(judged: _Deciding, since: Since) -> bool:
    """Whether the checks of a draft still count after events of other drafts."""
    if any(kind.startswith("rules.") for kind, _ in since):  # an exception is made beside some draft
        return False
    return not (since and judged.pictured and judged.run is not None and is_outdated(judged.run))


def _close(
    desk: Desk, draft_id: int, verdict: Verdict, reason: str, by: int, state: State, seen: str
) -> None:
    def judge() -> _Deciding:
        decider(by)
        draft = draft_row(draft_id)
        if draft.state != State.PENDING:
            raise already_decided(draft)
        version = current_version(draft)
        if seen not in ("", version.digest):
            raise Refusal("review.changed_meanwhile")
        require_reason(reason)
        return _Deciding(draft, version, newest_run(version), state)

    with in_turn(desk, draft_id, by, judge, adds=Decision) as turn:
        _decide(turn, verdict, reason.strip(), by)


def already_decided(draft: Draft) -> Refusal:
    """That a draft is not to be decided any more: by whom it was and how. Call inside a transaction."""
    if draft.state == State.PUBLISHED:
        return Refusal("review.decided_published")
    standing = valid_decisions(draft)
    if not standing:
        return Refusal("review.decided")
    return Refusal(f"review.decided_{standing[-1].verdict}", name=standing[-1].member.name)


def _decide(turn: Turn[_Deciding], verdict: Verdict, reason: str, by: int) -> None:
    draft, version = turn.judged.draft, turn.judged.version
    decision = turn.create(
        Decision,
        draft=draft,
        version=version.number,
        digest=version.digest,
        run=turn.judged.run,
        verdict=verdict.value,
        member=by,
        reason=reason,
        at=now(),
        own_author=version.author_member_id == by,
        state_before=draft.state,
        void_at="",
        void_reason="",
    )
    change(draft, state=turn.judged.state.value, updated_at=now())
    turn.record("draft.decided", decision, draft)
    _remember(draft, version, draft.state)


def _remember(draft: Draft, version: Version, decided: str) -> None:
    """What is rejected, or no longer is, tells of its images wherever they come again.

    So does an approved banner or profile picture. That a post was approved is told nowhere, and posts often
    share an image: each approval would keep the next post waiting for its checks.
    """
    shown = decided == State.APPROVED and version.use != Use.POST.value
    if shown or decided == State.REJECTED:
        outdate_alike(draft.id, [image.sha256 for image in attachments(version)])


def _digest_now(version: Version) -> str:
    """The digest of the version as the tables hold it at this moment."""
    return post_digest(version_document(version))


def _prove_images(desk: Desk, draft_id: int) -> None:
    """Read every image of the current version, which proves its hash, before approval takes the lock."""

    def images() -> Any:
        current = (Version.draft == Draft.id) & (Version.number == Draft.version)
        query = Attachment.select(Attachment.sha256).join(Version).join(Draft, on=current)
        return query.where(Draft.id == draft_id).order_by(Attachment.position)

    with desk.store.read():
        names = [image.sha256 for image in select("images to be decided on", images, draft_id)]
    for sha256 in names:
        desk.blobs.read(sha256)
