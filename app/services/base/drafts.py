"""Looks up the rows of a draft: versions, attachments, runs, findings, answers, decisions.

Every function is called inside a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from peewee import DoesNotExist

from app.archive.digest import post_document
from app.errors import Refusal
from app.models.kept_sql import kept
from app.models.tables import (
    Answer,
    Attachment,
    CheckRun,
    Decision,
    Draft,
    Finding,
    Member,
    Publication,
    Version,
    Watched,
)
from app.models.transaction import current


def draft_row(draft_id: int) -> Draft:
    """The draft of that id. Raises `Refusal` where there is none."""
    draft = kept(Draft.select().where(Draft.id == draft_id).limit(1), "draft", draft_id, 1).first()
    if draft is None:
        raise Refusal("queue.no_draft", id=draft_id)
    return cast("Draft", draft)


def current_version(draft: Draft) -> Version:
    """The draft's current version. Raises `DoesNotExist` where somebody deleted it."""

    def look_up() -> Version:
        of_it = (Version.draft == draft.id) & (Version.number == draft.version)
        rows = kept(Version.select().where(of_it), "current version", draft.id, draft.version)
        version = next(iter(rows), None)
        if version is None:
            raise DoesNotExist(f"version {draft.version} of draft {draft.id}")
        return version

    return current().once("current version", (draft.id, draft.version), look_up)


def attachments(version: Version) -> tuple[Attachment, ...]:
    query = Attachment.select().where(Attachment.version == version.id).order_by(Attachment.position)
    rows = kept(query, "attachments", version.id)
    return current().once("attachments", version.id, lambda: tuple(rows))


def newest_run(version: Version) -> CheckRun | None:
    """The version's last run of the checks, finished or failed."""
    query = CheckRun.select().where(CheckRun.version == version.id).order_by(CheckRun.id.desc()).limit(1)
    runs = kept(query, "newest run", version.id, 1)
    return current().once("newest run", version.id, lambda: cast("CheckRun | None", runs.first()))


def findings(run: CheckRun) -> tuple[Finding, ...]:
    query = Finding.select().where(Finding.run == run.id).order_by(Finding.number)
    return tuple(kept(query, "findings", run.id))


def newest_answers(found: Iterable[Finding]) -> dict[int, Answer]:
    """The answer that counts for each finding id: the newest."""
    ids = [finding.id for finding in found]
    if not ids:
        return {}
    rows = (
        Answer.select(Answer, Member)
        .join(Member, on=(Answer.member == Member.id))
        .where(Answer.finding.in_(ids))
        .order_by(Answer.id)
    )
    return {row.finding_id: row for row in kept(rows, f"newest answers, {len(ids)}", *ids)}


def valid_decisions(draft: Draft) -> tuple[Decision, ...]:
    """Decisions on the draft's current version that still stand."""
    query = _decisions(draft).where((Decision.version == draft.version) & (Decision.void_at == ""))
    rows = kept(query, "valid decisions", draft.id, draft.version, "")
    return current().once("valid decisions", (draft.id, draft.version), lambda: tuple(rows))


def decisions(draft: Draft) -> tuple[Decision, ...]:
    """Every decision ever taken on the draft, the oldest first, void ones too."""
    return tuple(kept(_decisions(draft), "decisions", draft.id))


def _decisions(draft: Draft) -> Any:
    return (
        Decision.select(Decision, Member)
        .join(Member, on=(Decision.member == Member.id))
        .where(Decision.draft == draft.id)
        .order_by(Decision.id)
    )


def watched(clip: Attachment) -> tuple[Watched, ...]:
    """What members said of a video or audio, in this version of the draft or an earlier one."""
    return tuple(
        Watched.select(Watched, Member)
        .join(Member, on=(Watched.member == Member.id))
        .join_from(Watched, Attachment, on=(Watched.attachment == Attachment.id))
        .join(Version, on=(Attachment.version == Version.id))
        .where(Watched.active & (Attachment.sha256 == clip.sha256) & (Version.draft == clip.version.draft_id))
        .order_by(Watched.id)
    )


def publications(draft: Draft) -> tuple[Publication, ...]:
    """Where the draft's current version went out, the oldest first."""
    query = (
        Publication.select(Publication, Member)
        .join(Member, on=(Publication.member == Member.id))
        .where((Publication.draft == draft.id) & (Publication.version == draft.version))
        .order_by(Publication.id)
    )
    return tuple(kept(query, "publications", draft.id, draft.version))


def version_document(version: Version) -> dict[str, object]:
    """The document an approval of `version` covers. Call inside a transaction."""
    return document_of(version, attachments(version))


def document_of(version: Version, kept: Sequence[Attachment]) -> dict[str, object]:
    """The document an approval of `version` covers; its attachments, in order, are given."""
    return post_document(
        text=version.text,
        use=version.use,
        account=version.account_name,
        purpose=version.purpose,
        sources=version.sources,
        alts=[image.alt for image in kept],
        schedule=version.schedule,
        attachments=[image.sha256 for image in kept],
    )
