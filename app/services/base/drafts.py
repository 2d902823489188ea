"""Looks up the rows of a draft: versions, attachments, runs, findings, answers, decisions.

Every function is called inside a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import DoesNotExist

from app.archive.digest import post_document
from app.errors import Refusal
from app.models.kept_sql import Rows, select
from app.models.tables import (
    Account,
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
    draft = current().cached("draft", draft_id, lambda: _draft(draft_id).first())
    if draft is None:
        raise Refusal("queue.no_draft", id=draft_id)
    return draft


def cache_rows(
    draft: Draft,
    versions: Sequence[Version],
    images: Sequence[Attachment],
    runs: Sequence[CheckRun],
    found: Sequence[Finding],
    decided: Sequence[Decision],
) -> None:
    """Have the look-ups of this module give these rows: all that a draft has, in the order of their ids."""
    cache = current().cache
    cache("draft", draft.id, draft)
    version = next((row for row in versions if row.number == draft.version), None)
    if version is None:
        return
    cache("current version", (draft.id, draft.version), version)
    of_it = [row for row in images if row.version_id == version.id]
    cache("attachments", version.id, tuple(sorted(of_it, key=lambda row: int(row.position))))
    run = next((row for row in reversed(runs) if row.version_id == version.id), None)
    cache("newest run", version.id, run)
    if run is not None:
        noticed = [row for row in found if row.run_id == run.id]
        cache("findings", run.id, tuple(sorted(noticed, key=lambda row: int(row.number))))
    standing = tuple(row for row in decided if row.version == draft.version and not row.void_at)
    cache("valid decisions", (draft.id, draft.version), standing)


def current_version(draft: Draft) -> Version:
    """The draft's current version. Raises `DoesNotExist` where somebody deleted it."""

    def build() -> Any:
        return Version.select().where((Version.draft == draft.id) & (Version.number == draft.version))

    def look_up() -> Version:
        found: Rows[Version] = select("current version", build, draft.id, draft.version)
        version = found.first()
        if version is None:
            raise DoesNotExist(f"version {draft.version} of draft {draft.id}")
        return version

    return current().cached("current version", (draft.id, draft.version), look_up)


def account_of(version: Version) -> Account | None:
    """The account a version is for, None where none was chosen."""
    if version.account_id is None:
        return None

    def build() -> Any:
        return Account.select().where(Account.id == version.account_id)

    def look_up() -> Account | None:
        found: Rows[Account] = select("account", build, version.account_id)
        return found.first()

    return current().cached("account", version.account_id, look_up)


def attachments(version: Version) -> tuple[Attachment, ...]:
    """The attachments of a version, in their order."""

    def build() -> Any:
        return Attachment.select().where(Attachment.version == version.id).order_by(Attachment.position)

    return current().cached(
        "attachments", version.id, lambda: tuple(select("attachments", build, version.id))
    )


def newest_run(version: Version) -> CheckRun | None:
    """The version's last run of the checks, finished or failed."""

    def build() -> Any:
        return CheckRun.select().where(CheckRun.version == version.id).order_by(CheckRun.id.desc()).limit(1)

    def look_up() -> CheckRun | None:
        found: Rows[CheckRun] = select("newest run", build, version.id, 1)
        return found.first()

    return current().cached("newest run", version.id, look_up)


def findings(run: CheckRun) -> tuple[Finding, ...]:
    """The findings of a run, by their numbers."""

    def build() -> Any:
        return Finding.select().where(Finding.run == run.id).order_by(Finding.number)

    return current().cached("findings", run.id, lambda: tuple(select("findings", build, run.id)))


def newest_answers(found: Iterable[Finding]) -> dict[int, Answer]:
    """The answer that counts for each finding id: the newest."""
    ids = [finding.id for finding in found]
    if not ids:
        return {}

    def build() -> Any:
        return (
            Answer.select(Answer, Member)
            .join(Member, on=(Answer.member == Member.id))
            .where(Answer.finding.in_(ids))
            .order_by(Answer.id)
        )

    return {row.finding_id: row for row in select(f"newest answers, {len(ids)}", build, *ids)}


def valid_decisions(draft: Draft) -> tuple[Decision, ...]:
    """Decisions on the draft's current version that still stand."""

    def build() -> Any:
        return _decisions(draft.id).where((Decision.version == draft.version) & (Decision.void_at == ""))

    def look_up() -> tuple[Decision, ...]:
        return tuple(select("valid decisions", build, draft.id, draft.version, ""))

    return current().cached("valid decisions", (draft.id, draft.version), look_up)


def decisions(draft: Draft) -> tuple[Decision, ...]:
    """Every decision ever taken on the draft, the oldest first, void ones too."""
    return tuple(_every_decision(draft.id))


def prefetch_draft(draft_id: int) -> None:
    """Ask for what `draft_row` and `decisions` look at. Call in `Transaction.prefetch`."""
    _draft(draft_id)
    _every_decision(draft_id)


def _draft(draft_id: int) -> Rows[Draft]:
    return select("draft", lambda: Draft.select().where(Draft.id == draft_id), draft_id)


def _every_decision(draft_id: int) -> Rows[Decision]:
    return select("decisions", lambda: _decisions(draft_id), draft_id)


def _decisions(draft_id: int) -> Any:
    return (
        Decision.select(Decision, Member)
        .join(Member, on=(Decision.member == Member.id))
        .where(Decision.draft == draft_id)
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

    def build() -> Any:
        return (
            Publication.select(Publication, Member)
            .join(Member, on=(Publication.member == Member.id))
            .where((Publication.draft == draft.id) & (Publication.version == draft.version))
            .order_by(Publication.id)
        )

    return tuple(select("publications", build, draft.id, draft.version))


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
