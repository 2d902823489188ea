"""The queue as people look at it: counts, lines, one draft whole, and its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from peewee import JOIN, fn

from app.checks.photo.rule_names import OBSCENE
from app.checks.types import Severity
from app.errors import Refusal
from app.i18n import Bilingual
from app.media.formats import is_clip
from app.models import search as full_text
from app.models.tables import Account, Answer, Attachment, CheckRun, Draft, Event, Finding, Version
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.base.drafts import (
    current_version,
    decisions,
    draft_row,
    findings,
    newest_answers,
    newest_run,
    publications,
    valid_decisions,
)
from app.services.base.enums import CheckState, State, Verdict
from app.services.checking.in_force import InForce, rules_in_force, state_of
from app.services.posts.views import DraftView, QueueRow, VersionView
from app.services.record.history import history_line
from app.services.record.roles import approvals_needed
from app.services.record.views import HistoryLine

EXCERPT = 240  # code points: more than two lines of the list ever show


def counts(desk: Desk, search: str = "") -> dict[State, int]:
    """How many drafts there are in each state, of those `search` finds."""
    with desk.store.read():
        query = Draft.select(Draft.state, fn.COUNT(Draft.id)).group_by(Draft.state)
        found = dict(_searched(query, search).tuples())
    return {state: int(found.get(state.value, 0)) for state in State}


def ids(desk: Desk, state: State | None, search: str = "") -> list[int]:
    """Drafts in `state` (None: all), the newest first."""
    with desk.store.read():
        query = Draft.select(Draft.id).order_by(Draft.updated_at.desc(), Draft.id.desc())
        if state is not None:
            query = query.where(Draft.state == state.value)
        return [row[0] for row in _searched(query, search).tuples()]


def rows(desk: Desk, draft_ids: Sequence[int]) -> list[QueueRow]:
    """The list's lines for these drafts, in this order. Made for blocks of about 100."""
    with desk.store.read():
        versions = (
            Version.select(Version, Draft, Account)
            .join(Draft, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
            .switch(Version)
            .join(Account, JOIN.LEFT_OUTER, on=(Version.account == Account.id))
            .where(Draft.id.in_(draft_ids))
        )
        by_draft = {row.draft_id: row for row in versions}
        version_ids = [row.id for row in by_draft.values()]
        thumbnails = _first_images(version_ids)
        runs = _newest_runs(version_ids)
        open_findings = _open_findings([run.id for run in runs.values()])
        rules = rules_in_force(desk)
        return [
            _queue_row(
                rules,
                by_draft[id_],
                thumbnails.get(by_draft[id_].id),
                runs.get(by_draft[id_].id),
                open_findings,
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

    with desk.store.read():
        row = draft_row(draft_id)
        version = current_version(row)
        run = newest_run(version)
        found = findings(run) if run is not None else ()
        answers = newest_answers(found)
        standing = valid_decisions(row)
        return DraftView(
            id=row.id,
            state=State(row.state),
            important=row.important,
            version=version_view(version),
            versions=row.version,
            checks=check_view(run, state_of(run, rules_in_force(desk))),
            findings=tuple(finding_view(finding, answers.get(finding.id)) for finding in found),
            decisions=tuple(decision_view(decision) for decision in decisions(row)),
            approvals=sum(decision.verdict == Verdict.APPROVE for decision in standing),
            approvals_needed=approvals_needed(),
            publications=tuple(publication_view(published) for published in publications(row)),
            covered=_covered(draft_id),
        )


def version(desk: Desk, draft_id: int, number: int) -> VersionView:
    """Any version of a draft, old ones too. Raises `Refusal` when there is none of that number."""
    from app.services.posts.rows import version_view

    with desk.store.read():
        row = Version.get_or_none((Version.draft == draft_id) & (Version.number == number))
        if row is None:
            raise Refusal("queue.no_version", id=draft_id, number=number)
        return version_view(row)


def _covered(draft_id: int) -> frozenset[str]:
    rows = (
        Attachment.select(Attachment.sha256)
        .join(Version, on=(Attachment.version == Version.id))
        .join(CheckRun, on=(CheckRun.version == Version.id))
        .join(Finding, on=((Finding.run == CheckRun.id) & (Finding.attachment == Attachment.position)))
        .where((Version.draft == draft_id) & (Finding.rule == OBSCENE))
    )
    return frozenset(row.sha256 for row in rows)


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


def _searched(query: Any, search: str) -> Any:  # peewee's query types are private
    found = full_text.matching(Draft.id, search)
    return query if found is None else query.where(found)


def _first_images(version_ids: Iterable[int]) -> dict[int, Attachment]:
    """The first attachment of each version."""
    kept = Attachment.select().where(Attachment.version.in_(list(version_ids)) & (Attachment.position == 0))
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
    return {row.version_id: row for row in CheckRun.select().where(CheckRun.id.in_(newest))}


def _open_findings(run_ids: Iterable[int]) -> dict[int, tuple[int, list[Finding]]]:
    """For each run: how many findings it has, and those nobody has answered."""
    run_ids = list(run_ids)
    answered: set[int] = {
        row.finding_id
        for row in Answer.select(Answer.finding)
        .join(Finding, on=(Answer.finding == Finding.id))
        .where(Finding.run.in_(run_ids))
    }
    kept: dict[int, tuple[int, list[Finding]]] = {}
    for row in Finding.select().where(Finding.run.in_(run_ids)).order_by(Finding.number):
        total, unanswered = kept.get(row.run_id, (0, []))
        kept[row.run_id] = (total + 1, unanswered if row.id in answered else [*unanswered, row])
    return kept


def _queue_row(
    rules: InForce,
    row: Version,
    first: Attachment | None,
    run: CheckRun | None,
    open_findings: dict[int, tuple[int, list[Finding]]],
) -> QueueRow:
    total, unanswered = open_findings.get(run.id, (0, [])) if run is not None else (0, [])
    severities = Counter(Severity(finding.severity) for finding in unanswered)
    worst = min(severities, key=lambda severity: severity.rank, default=None)
    titles = [finding.title for finding in unanswered if finding.severity == worst]
    same = bool(titles) and all(title == titles[0] for title in titles)
    account = row.account
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
        thumbnail=None if any(finding.rule == OBSCENE for finding in unanswered) else _shown(first),
        clip=_clip_kind(first),
        checks=state_of(run, rules) if is_open else CheckState.DONE,
        worst=worst,
        worst_count=severities[worst] if worst is not None else 0,
        worst_title=Bilingual(**titles[0]) if same else None,
        findings=total,
    )
