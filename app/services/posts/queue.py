"""The queue as people look at it: counts, lines, one draft whole, and its history. Orders are `listing`'s."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from peewee import JOIN, fn

from app.checks.photo.rule_names import OBSCENE, PEOPLE, REASSURING
from app.checks.types import Severity
from app.errors import Refusal
from app.i18n import Bilingual
from app.media.formats import is_clip
from app.models.kept_sql import Rows, select
from app.models.tables import (
    Account,
    Answer,
    Attachment,
    CheckRun,
    Decision,
    Draft,
    Event,
    Finding,
    Version,
)
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.base.drafts import (
    current_version,
    decisions,
    draft_row,
    findings,
    newest_answers,
    newest_run,
    prefetch_draft,
    publications,
)
from app.services.base.enums import CheckState, Order, Reply, Show, State, Verdict
from app.services.base.kinds import kind_of
from app.services.base.schedules import due_at, is_mere_day
from app.services.checking.in_force import InForce, prefetch_rules, rules_in_force, state_of
from app.services.posts import listing
from app.services.posts.listing import Wanted
from app.services.posts.quorum import counted_approvals, counting, gone_names, uncounted_names
from app.services.posts.views import DraftView, QueueRow, VersionView
from app.services.record.history import history_line
from app.services.record.roles import approvals_needed, prefetch_approvals
from app.services.record.views import HistoryLine
from app.values import dataclass

EXCERPT = 240  # code points: more than two lines of the list ever show
# What a line of the list is made of: most columns are for the whole view of a post.
_OF_A_LINE = (
    Version.id,
    Version.draft,
    Version.number,
    Version.text,
    Version.use,
    Version.account,
    Version.schedule,
    Version.author,
    Draft.id,
    Draft.state,
    Draft.kind,
    Draft.updated_at,
    Account.id,
    Account.platform,
    Account.display_name,
)
_OF_A_FINDING = (
    Finding.id,
    Finding.run,
    Finding.rule,
    Finding.severity,
    Finding.title,
    Finding.attachment,
)


def counts(desk: Desk, search: str = "") -> dict[State, int]:
    """How many drafts there are in each state, of those `search` finds."""
    found = listing.tallies(desk, Wanted(search=search))
    return {state: found[Show(state.value)] for state in State}


def ids(desk: Desk, state: State | None, search: str = "", order: Order = Order.DUE) -> list[int]:
    """Drafts in `state` (None: all) in an order."""
    show = Show.ALL if state is None else Show(state.value)
    return listing.ids(desk, Wanted(show, search, order))


def rows(desk: Desk, draft_ids: Sequence[int], member: int | None = None) -> list[QueueRow]:
    """The list's lines for these drafts, in this order, as `member` sees them. For blocks of some 100."""
    with desk.store.read():
        versions = (
            Version.select(*_OF_A_LINE)
            .join(Draft, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
            .switch(Version)
            .join(Account, JOIN.LEFT_OUTER, on=(Version.account == Account.id))
            .where(Draft.id.in_(draft_ids))
        )
        by_draft = {row.draft_id: row for row in versions}
        version_ids = [row.id for row in by_draft.values()]
        thumbnails = _first_images(version_ids)
        runs = _newest_runs(version_ids)
        standing = _standing_findings([run.id for run in runs.values()])
        approvers = _approvers(by_draft.values())
        needed = approvals_needed()
        rules = rules_in_force(desk)
        return [
            _queue_row(
                rules,
                by_draft[id_],
                thumbnails.get(by_draft[id_].id),
                runs.get(by_draft[id_].id),
                standing,
                (approvers.get(id_, frozenset()), needed, member),
            )
            for id_ in draft_ids
            if id_ in by_draft
        ]


def draft(desk: Desk, draft_id: int) -> DraftView:
    """One draft with its current version, findings, answers and decisions. `Refusal` for an unknown id."""
    # All views of a post: the list does without them.
    from app.services.posts.rows import (
        check_view,
        decision_view,
        finding_view,
        publication_view,
        version_view,
    )

    with desk.store.read(together=True) as look:
        look.prefetch(lambda: _prefetch(draft_id))
        row = draft_row(draft_id)
        version = current_version(row)
        run = newest_run(version)
        found = findings(run) if run is not None else ()
        answers = newest_answers(found)
        return DraftView(
            id=row.id,
            state=State(row.state),
            important=row.important,
            version=version_view(version),
            versions=row.version,
            checks=check_view(run, state_of(run, rules_in_force(desk))),
            findings=tuple(finding_view(finding, answers.get(finding.id)) for finding in found),
            decisions=tuple(decision_view(decision) for decision in decisions(row)),
            approvals=len(counted_approvals(row)),
            approvals_needed=approvals_needed(),
            publications=tuple(publication_view(published) for published in publications(row)),
            covered=frozenset(image.sha256 for image in _covered(draft_id)),
            uncounted=uncounted_names(row),
            gone=gone_names(row),
            kind=kind_of(row.kind, version.use),
        )


def version(desk: Desk, draft_id: int, number: int) -> VersionView:
    """Any version of a draft, old ones too. Raises `Refusal` when there is none of that number."""
    from app.services.posts.rows import version_view

    with desk.store.read():
        row = Version.get_or_none((Version.draft == draft_id) & (Version.number == number))
        if row is None:
            raise Refusal("queue.no_version", id=draft_id, number=number)
        return version_view(row)


def _prefetch(draft_id: int) -> None:
    """Ask for what `draft` is sure to look at. Call in `Transaction.prefetch`."""
    prefetch_draft(draft_id)
    prefetch_rules()
    prefetch_approvals()
    _covered(draft_id)


def _covered(draft_id: int) -> Rows[Attachment]:
    """The images of a draft that are shown covered."""

    def build() -> Any:
        return (
            Attachment.select(Attachment.sha256)
            .join(Version, on=(Attachment.version == Version.id))
            .join(CheckRun, on=(CheckRun.version == Version.id))
            .join(Finding, on=((Finding.run == CheckRun.id) & (Finding.attachment == Attachment.position)))
            .where((Version.draft == draft_id) & (Finding.rule == OBSCENE))
        )

    return select("covered", build, draft_id, OBSCENE)


def history(desk: Desk, draft_id: int) -> tuple[HistoryLine, ...]:
    """Everything that happened to a draft, the oldest first, from the record itself."""
    with desk.store.read():
        draft_row(draft_id)
        events = Event.select().where(Event.draft == draft_id).order_by(Event.id)
        titles = _finding_titles(draft_id)
        return tuple(history_line(event, titles) for event in events)


def _finding_titles(draft_id: int) -> dict[str, Bilingual]:
    """What findings of each rule are called, of every version: an answered one may be gone since."""
    runs = CheckRun.select(CheckRun.id).join(Version).where(Version.draft == draft_id)
    rows = Finding.select(Finding.rule, Finding.title).where(Finding.run.in_(runs)).order_by(Finding.id)
    return {row.rule: Bilingual(**row.title) for row in rows}


def _first_images(version_ids: Iterable[int]) -> dict[int, Attachment]:
    """The first attachment of each version."""
    columns = (Attachment.version, Attachment.sha256, Attachment.media_type, Attachment.width)
    first = Attachment.version.in_(list(version_ids)) & (Attachment.position == 0)
    kept = Attachment.select(*columns).where(first)
    return {row.version_id: row for row in kept}


def _shown(first: Attachment | None) -> str | None:
    return first.sha256 if first is not None and first.width else None


def _clip_kind(first: Attachment | None) -> str:
    return first.media_type.partition("/")[0] if first is not None and is_clip(first.media_type) else ""


def _newest_runs(version_ids: Iterable[int]) -> dict[int, CheckRun]:
    newest = (
        CheckRun.select(fn.MAX(CheckRun.id))
        .where(CheckRun.version.in_(list(version_ids)))
        .group_by(CheckRun.version)
    )
    columns = (CheckRun.id, CheckRun.version, CheckRun.rulepack, CheckRun.detectors, CheckRun.failure)
    return {row.version_id: row for row in CheckRun.select(*columns).where(CheckRun.id.in_(newest))}


@dataclass(frozen=True, slots=True)
class _Standing:
    """Of a run: how many findings it has, and those nobody dismissed, each with whether it was upheld."""

    total: int = 0
    findings: tuple[tuple[Finding, bool], ...] = ()


def _standing_findings(run_ids: Iterable[int]) -> dict[int, _Standing]:
    run_ids = list(run_ids)
    answers: Any = (
        Answer.select(Answer.finding, Answer.reply)
        .join(Finding, on=(Answer.finding == Finding.id))
        .where(Finding.run.in_(run_ids))
        .order_by(Answer.id)
        .tuples()
    )
    replies: dict[int, str] = dict(answers)  # the newest counts
    kept: dict[int, _Standing] = {}
    rows = Finding.select(*_OF_A_FINDING).where(Finding.run.in_(run_ids)).order_by(Finding.number)
    for row in rows:
        before = kept.get(row.run_id, _Standing())
        reply = replies.get(row.id)
        # What speaks for an image is no objection, however it was answered.
        over = reply == Reply.DISMISSED or (reply is not None and row.rule in REASSURING)
        stands = () if over else ((row, reply == Reply.UPHELD),)
        kept[row.run_id] = _Standing(before.total + 1, before.findings + stands)
    return kept


def _questions(found: Iterable[tuple[Finding, bool]]) -> int:
    """How many things a person is asked: the faces of one picture are one."""
    asked = {(row.rule, row.attachment) if row.rule in PEOPLE else row.id for row, _ in found}
    return len(asked)


def _approvers(versions: Iterable[Version]) -> dict[int, frozenset[int]]:
    """Who has approved the current version of each draft, of those whose approval counts."""
    counts = counting()
    wanted = {row.draft_id: row.number for row in versions}
    rows: Any = (
        Decision.select(Decision.draft, Decision.version, Decision.member, Decision.at)
        .where(
            Decision.draft.in_(list(wanted))
            & (Decision.verdict == Verdict.APPROVE.value)
            & (Decision.void_at == "")
        )
        .tuples()
    )
    found: dict[int, frozenset[int]] = {}
    for draft_id, number, member, at in rows:
        if wanted[draft_id] == number and counts(member, at):
            found[draft_id] = found.get(draft_id, frozenset()) | {member}
    return found


def _queue_row(
    rules: InForce,
    row: Version,
    first: Attachment | None,
    run: CheckRun | None,
    standing: dict[int, _Standing],
    approvals: tuple[frozenset[int], int, int | None],
) -> QueueRow:
    found = standing.get(run.id, _Standing()) if run is not None else _Standing()
    severities = Counter(Severity(finding.severity) for finding, _ in found.findings)
    worst = min(severities, key=lambda severity: severity.rank, default=None)
    gravest = [(finding, upheld) for finding, upheld in found.findings if finding.severity == worst]
    titles = [finding.title for finding, _ in gravest]
    same = bool(titles) and all(title == titles[0] for title in titles)
    account = row.account
    approvers, needed, member = approvals
    is_open = row.draft.state in (State.PENDING, State.RETURNED)
    return QueueRow(
        id=row.draft_id,
        state=State(row.draft.state),
        use=row.use,
        excerpt=" ".join(row.text[: EXCERPT * 2].split())[:EXCERPT],
        platform=account.platform if account is not None else "",
        account=account.display_name if account is not None else "",
        updated_at=moment(row.draft.updated_at),
        # Not in a list that is scrolled past: the image itself is covered until it is asked for.
        thumbnail=None if any(finding.rule == OBSCENE for finding, _ in found.findings) else _shown(first),
        clip=_clip_kind(first),
        checks=state_of(run, rules) if is_open else CheckState.DONE,
        worst=worst,
        worst_count=severities[worst] if worst is not None else 0,
        worst_title=Bilingual(**titles[0]) if same else None,
        findings=found.total,
        upheld=bool(gravest) and any(upheld for _, upheld in gravest),
        others=_questions(found.findings) - _questions(gravest),
        due=due_at(row.schedule),
        timed=not is_mere_day(row.schedule),
        author=row.author,
        approvals=len(approvers),
        approvals_needed=needed,
        approved_by_viewer=member in approvers,
        kind=kind_of(row.draft.kind, row.use),
    )
