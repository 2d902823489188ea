"""Every row about a post, in the tables whose changes are recorded with it: read for many posts at once.

A query costs far more than a row of its answer, so an export reads a run of posts with ten of them.
Call everything here inside a transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, TypeVar, cast

from app.models.kept_sql import kept
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
from app.values import dataclass, field

Row = TypeVar("Row", bound=Table)

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
    versions = Version.select(Version.id).where(Version.draft.in_(draft_ids))
    runs = CheckRun.select(CheckRun.id).where(CheckRun.version.in_(versions))
    findings = Finding.select(Finding.id).where(Finding.run.in_(runs))
    images = Attachment.select(Attachment.id).where(Attachment.version.in_(versions))
    found: dict[int, PostRows] = defaultdict(PostRows)

    def rows(table: type[Row], condition: Any) -> Iterable[Row]:
        query = table.select().where(condition).order_by(table._meta.primary_key)
        name = f"rows of posts: {table._meta.table_name}, {len(draft_ids)}"
        return cast("Iterable[Row]", kept(query, name, *draft_ids))

    for draft in rows(Draft, Draft.id.in_(draft_ids)):
        found[draft.id].drafts.append(draft)
    version_of: dict[int, int] = {}
    for version in rows(Version, Version.draft.in_(draft_ids)):
        found[version.draft_id].versions.append(version)
        version_of[version.id] = version.draft_id
    attachment_of: dict[int, int] = {}
    for image in rows(Attachment, Attachment.version.in_(versions)):
        attachment_of[image.id] = version_of[image.version_id]
        found[attachment_of[image.id]].attachments.append(image)
    run_of: dict[int, int] = {}
    for run in rows(CheckRun, CheckRun.version.in_(versions)):
        run_of[run.id] = version_of[run.version_id]
        found[run_of[run.id]].runs.append(run)
    finding_of: dict[int, int] = {}
    for finding in rows(Finding, Finding.run.in_(runs)):
        finding_of[finding.id] = run_of[finding.run_id]
        found[finding_of[finding.id]].findings.append(finding)
    for answer in rows(Answer, Answer.finding.in_(findings)) if finding_of else ():
        found[finding_of[answer.finding_id]].answers.append(answer)
    for decision in rows(Decision, Decision.draft.in_(draft_ids)):
        found[decision.draft_id].decisions.append(decision)
    for publication in rows(Publication, Publication.draft.in_(draft_ids)):
        found[publication.draft_id].publications.append(publication)
    for act in rows(PublicationAct, PublicationAct.draft.in_(draft_ids)):
        found[act.draft_id].acts.append(act)
    for watching in rows(Watched, Watched.attachment.in_(images)) if attachment_of else ():
        found[attachment_of[watching.attachment_id]].watched.append(watching)
    return {id_: found[id_] for id_ in draft_ids}
