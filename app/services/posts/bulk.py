"""Many drafts at once: what each lacks, and the same verb for each of them. Every draft is an act of its own.

Nothing is decided of a draft that could not be decided alone: `review` and `mending` are asked for each, and
one that is refused stays as it is while the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from app.checks.types import Severity
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.base.schedules import due_at, is_mere_day
from app.services.posts import approval, mending, queue, review
from app.services.posts.mending import Mending
from app.services.posts.views import DraftView, Obstacle
from app.values import dataclass
from app.work import Work

MOST = 200  # drafts at once: more than anybody looks through in a day


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One of several drafts that were chosen.

    `findings` are the ids of what the checks found in it: whoever saw those saw this version as it is.
    `standing` counts the findings nobody dismissed, by severity.
    """

    id: int
    state: State
    digest: str
    excerpt: str
    platform: str
    account: str
    purpose: str
    schedule: str
    due: datetime | None
    timed: bool
    lacks_account: bool
    lacks_purpose: bool
    approvals: int
    findings: frozenset[int]
    standing: tuple[tuple[Severity, int], ...]
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class BulkDone:
    """What became of a verb: the drafts it was done to, and why it was not done to the others."""

    done: tuple[tuple[int, State], ...]
    refused: tuple[tuple[int, Refusal], ...]


def survey(desk: Desk, draft_ids: Sequence[int], by: int) -> tuple[BulkRow, ...]:
    """The drafts as they are now, in this order, at most `MOST`; those that are gone are left out."""
    rows = []
    for draft_id in draft_ids[:MOST]:
        try:
            draft = queue.draft(desk, draft_id)
            rows.append(_row(draft, approval.obstacles(desk, draft_id, by)))
        except Refusal:
            continue
    return tuple(rows)


def approve(desk: Desk, seen: Iterable[tuple[int, str]], by: int, work: Work) -> BulkDone:
    """Approve each of these drafts, given with the digest of the version that `by` saw."""
    return _each(desk, seen, work, lambda id_, digest: review.approve(desk, id_, digest, by))


def send_back(desk: Desk, drafts: Iterable[tuple[int, str]], reason: str, by: int, work: Work) -> BulkDone:
    """Return each of these drafts, given with the digest of the version that `by` saw, with one reason."""
    return _each(desk, drafts, work, lambda id_, digest: review.send_back(desk, id_, reason, by, seen=digest))


def mend(desk: Desk, drafts: Iterable[tuple[int, str]], wanted: Mending, by: int, work: Work) -> BulkDone:
    """Put the same into each of these drafts, as a new version each."""
    return _each(desk, drafts, work, lambda id_, digest: mending.mend(desk, id_, digest, wanted, by))


def _each(
    desk: Desk, drafts: Iterable[tuple[int, str]], work: Work, act: Callable[[int, str], object]
) -> BulkDone:
    done: list[tuple[int, State]] = []
    refused: list[tuple[int, Refusal]] = []
    wanted = list(drafts)
    for place, (draft_id, digest) in enumerate(wanted):
        work.step(place, len(wanted))
        try:
            act(draft_id, digest)
        except Refusal as refusal:
            refused.append((draft_id, refusal))
        else:
            done.append((draft_id, queue.draft(desk, draft_id).state))
    return BulkDone(tuple(done), tuple(refused))


def _row(draft: DraftView, obstacles: tuple[Obstacle, ...]) -> BulkRow:
    version, account = draft.version, draft.version.account
    standing = dict.fromkeys(Severity, 0)
    for finding in draft.findings:
        dismissed = finding.answer is not None and finding.answer.reply.value == "dismissed"
        if not dismissed and not finding.reassures:
            standing[finding.severity] += 1
    return BulkRow(
        id=draft.id,
        state=draft.state,
        digest=version.digest,
        excerpt=" ".join(version.text[: queue.EXCERPT].split()),
        platform=account.platform if account is not None else "",
        account=account.display_name if account is not None else "",
        purpose=version.purpose,
        schedule=version.schedule,
        due=due_at(version.schedule),
        timed=not is_mere_day(version.schedule),
        lacks_account=account is None,
        lacks_purpose=version.lacks_purpose,
        approvals=draft.approvals,
        findings=frozenset(finding.id for finding in draft.findings),
        standing=tuple((severity, n) for severity, n in standing.items() if n),
        obstacles=obstacles,
    )
