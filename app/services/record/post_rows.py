"""Every row about a post, in the tables whose changes are recorded with it: read for many posts at once.

A query costs far more than a row of its answer, so an export reads a run of posts with ten of them.
Call everything here inside a transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import Any

from app.models.kept_sql import Rows, select
from app.models.tables import (
    Answer,
    Attachment,
    CheckRun,
    Decision,
    Draft,
    Finding,
    Publication,
    PublicationAct,
    Table,
    Version,
    Watched,
)
from app.models.transaction import current
from app.services.base.drafts import cache_rows
from app.values import dataclass, field

TABLES: tuple[type[Table], ...] = (
    Draft,
    Version,
    Attachment,
    CheckRun,
    Finding,
    Answer,
    Decision,
    Publication,
    PublicationAct,
    Watched,
)


@dataclass(frozen=True, slots=True)
class PostRows:
    """The rows of one post, each kind in the order of its numbers; `drafts` is one, or none."""

    drafts: list[Draft] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    runs: list[CheckRun] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)
    acts: list[PublicationAct] = field(default_factory=list)
    watched: list[Watched] = field(default_factory=list)

    def every(self) -> list[Table]:
        """All of them, table by table."""
        kinds: tuple[Sequence[Table], ...] = (
            self.drafts,
            self.versions,
            self.attachments,
            self.runs,
            self.findings,
            self.answers,
            self.decisions,
            self.publications,
            self.acts,
            self.watched,
        )
        return list(chain.from_iterable(kinds))


def rows_of(draft_ids: Sequence[int]) -> dict[int, PostRows]:
    """The rows of each of these drafts, by its number; empty ones for a draft that is not there."""
    found: dict[int, PostRows] = defaultdict(PostRows)
    with current().together():
        rows = rows_by_table(draft_ids)
    for draft in rows[Draft]:
        found[draft.id].drafts.append(draft)
    version_of: dict[int, int] = {}
    for version in rows[Version]:
        found[version.draft_id].versions.append(version)
        version_of[version.id] = version.draft_id
    attachment_of: dict[int, int] = {}
    for image in rows[Attachment]:
        attachment_of[image.id] = version_of[image.version_id]
        found[attachment_of[image.id]].attachments.append(image)
    run_of: dict[int, int] = {}
    for run in rows[CheckRun]:
        run_of[run.id] = version_of[run.version_id]
        found[run_of[run.id]].runs.append(run)
    finding_of: dict[int, int] = {}
    for finding in rows[Finding]:
        finding_of[finding.id] = run_of[finding.run_id]
        found[finding_of[finding.id]].findings.append(finding)
    for answer in rows[Answer]:
        found[finding_of[answer.finding_id]].answers.append(answer)
    for decision in rows[Decision]:
        found[decision.draft_id].decisions.append(decision)
    for publication in rows[Publication]:
        found[publication.draft_id].publications.append(publication)
    for act in rows[PublicationAct]:
        found[act.draft_id].acts.append(act)
    for watching in rows[Watched]:
        found[attachment_of[watching.attachment_id]].watched.append(watching)
    return {id_: found[id_] for id_ in draft_ids}


def cache_post(draft_id: int) -> None:
    """Have the look-ups of `base.drafts` find the rows of a post in here, which are read at once."""
    rows = rows_of([draft_id])[draft_id]
    for draft in rows.drafts:
        cache_rows(draft, rows.versions, rows.attachments, rows.runs, rows.findings, rows.decisions)


def rows_by_table(draft_ids: Sequence[int]) -> dict[type[Table], Rows[Any]]:
    """The rows of every table about these drafts: to be prefetched, for `rows_of`."""
    return {table: _rows_of(table, draft_ids) for table in TABLES}


def _rows_of(table: type[Table], draft_ids: Sequence[int]) -> Rows[Any]:
    def build() -> Any:
        return table.select().where(_about(table, draft_ids)).order_by(table._meta.primary_key)

    return select(f"rows of posts: {table._meta.table_name}, {len(draft_ids)}", build, *draft_ids)


def _about(table: Any, draft_ids: Sequence[int]) -> Any:
    """The condition that a row of a table is about one of these drafts."""
    if table is Draft:
        return Draft.id.in_(draft_ids)
    if table in (Version, Decision, Publication, PublicationAct):
        return table.draft.in_(draft_ids)
    versions = Version.select(Version.id).where(Version.draft.in_(draft_ids))
    if table in (Attachment, CheckRun):
        return table.version.in_(versions)
    if table is Watched:
        return Watched.attachment.in_(
            Attachment.select(Attachment.id).where(Attachment.version.in_(versions))
        )
    runs = CheckRun.select(CheckRun.id).where(CheckRun.version.in_(versions))
    if table is Finding:
        return Finding.run.in_(runs)
    return Answer.finding.in_(Finding.select(Finding.id).where(Finding.run.in_(runs)))
