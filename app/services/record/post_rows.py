"""Every row about a post, in the tables whose changes are recorded with it: read for many posts at once.

A query costs far more than a row of its answer, so an export reads a run of posts with ten of them.
Call everything here inside a transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

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
    for draft in Draft.select().where(Draft.id.in_(draft_ids)):
        found[draft.id].drafts.append(draft)
    version_of: dict[int, int] = {}
    for version in Version.select().where(Version.draft.in_(draft_ids)).order_by(Version.id):
        found[version.draft_id].versions.append(version)
        version_of[version.id] = version.draft_id
    attachment_of: dict[int, int] = {}
    for image in Attachment.select().where(Attachment.version.in_(versions)).order_by(Attachment.id):
        attachment_of[image.id] = version_of[image.version_id]
        found[attachment_of[image.id]].attachments.append(image)
    run_of: dict[int, int] = {}
    for run in CheckRun.select().where(CheckRun.version.in_(versions)).order_by(CheckRun.id):
        run_of[run.id] = version_of[run.version_id]
        found[run_of[run.id]].runs.append(run)
    finding_of: dict[int, int] = {}
    for finding in Finding.select().where(Finding.run.in_(runs)).order_by(Finding.id):
        finding_of[finding.id] = run_of[finding.run_id]
        found[finding_of[finding.id]].findings.append(finding)
    for answer in Answer.select().where(Answer.finding.in_(findings)).order_by(Answer.id):
        found[finding_of[answer.finding_id]].answers.append(answer)
    for decision in Decision.select().where(Decision.draft.in_(draft_ids)).order_by(Decision.id):
        found[decision.draft_id].decisions.append(decision)
    for publication in Publication.select().where(Publication.draft.in_(draft_ids)).order_by(Publication.id):
        found[publication.draft_id].publications.append(publication)
    for act in PublicationAct.select().where(PublicationAct.draft.in_(draft_ids)).order_by(PublicationAct.id):
        found[act.draft_id].acts.append(act)
    for watching in Watched.select().where(Watched.attachment.in_(images)).order_by(Watched.id):
        found[attachment_of[watching.attachment_id]].watched.append(watching)
    return {id_: found[id_] for id_ in draft_ids}
