"""Exports approved posts into an archive anyone can verify, and verifies archives."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from peewee import fn

from app import NAME, VERSION
from app.archive.types import (
    ArchivedDecision,
    ArchivedFinding,
    ArchivedImage,
    ArchivedPost,
    ArchivedPublication,
    ArchiveHeader,
    ChainHead,
    Verification,
)
from app.archive.verify import verify_archive
from app.archive.write import write_archive
from app.bangla.dates import DHAKA
from app.checks.types import Bilingual
from app.errors import Refusal
from app.media.decoder import Decoder
from app.media.formats import FORMATS
from app.models import tables
from app.models.tables import (
    Account,
    Answer,
    Attachment,
    CheckRun,
    Decision,
    Draft,
    Finding,
    Member,
    Office,
    Version,
)
from app.services.clock import now, stamp
from app.services.desk import Desk
from app.services.ledger import HEAD, record
from app.services.review import version_document
from app.services.roles import active_member
from app.services.rows import attachments, findings, newest_answers, publications, valid_decisions
from app.services.views import ExportReport
from app.services.words import State, Verdict
from app.work import Work

_EXTENSIONS = {format.media_type: format.extension for format in FORMATS.values()}


def export(
    desk: Desk,
    out: Path,
    *,
    since: date | None = None,
    until: date | None = None,
    account: str = "",
    by: int | None = None,
    work: Work,
) -> ExportReport:
    """Write every post approved from `since` to `until` (Dhaka days, both included) to `out`.

    `out` is a folder that does not exist yet, or ends in `.zip`. `account` is a handle, "" for all.
    Its beginning and its end are events of the record; the chain head in the archive covers the beginning.
    Raises `Refusal` for nothing to export, an unknown account or a place that is taken; `Cancelled`.
    """
    chosen = approved(desk, since, until, account)
    if not chosen:
        raise Refusal("archive.nothing")
    with desk.store.write():
        if by is not None:
            active_member(by)
        facts: dict[str, object] = {
            "posts": len(chosen),
            "since": since.isoformat() if since else "",
            "until": until.isoformat() if until else "",
            "account": account,
        }
        record(desk, "archive.begun", by=by, facts=facts)
        header = _header(since, until, account, by)
    signer = desk.keys.signer()
    # A decoder of its own: clean copies take their time, and the window's pictures must not wait for them.
    with Decoder() as decoder:
        posts = (_post(desk, decoder, draft_id, approved_at) for draft_id, approved_at in chosen)
        written = write_archive(out, header, posts, len(chosen), signer, work)
    with desk.store.write():
        record(
            desk, "archive.exported", by=by, facts={**facts, "files": written.files, "bytes": written.size}
        )
    return ExportReport(
        path=str(written.path),
        posts=len(chosen),
        files=written.files,
        size=written.size,
        signed=signer is not None,
    )


def verify(path: Path, work: Work) -> Verification:
    """Everything `anumodon verify` says of an archive; needs no data folder."""
    return verify_archive(path, work)


def approved(desk: Desk, since: date | None, until: date | None, account: str) -> list[tuple[int, str]]:
    """Draft ids with the time their approval was complete, the oldest first."""
    with desk.store.read():
        query = (
            Draft.select(Draft.id, fn.MAX(Decision.at))
            .join(Decision, on=(Decision.draft == Draft.id))
            .switch(Draft)
            .join(Version, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
            .where(
                Draft.state.in_([State.APPROVED, State.PUBLISHED])
                & (Decision.verdict == Verdict.APPROVE)
                & (Decision.void_at == "")
                & (Decision.version == Draft.version)
            )
            .group_by(Draft.id)
            .order_by(fn.MAX(Decision.at), Draft.id)
        )
        if account:
            handle = account.strip().removeprefix("@")
            wanted = [row.id for row in Account.select().where(Account.handle == handle)]
            if not wanted:
                raise Refusal("office.no_account", name=account)
            query = query.where(Version.account.in_(wanted))
        if since is not None:
            query = query.having(fn.MAX(Decision.at) >= _midnight(since))
        if until is not None:
            query = query.having(fn.MAX(Decision.at) < _midnight(until + timedelta(days=1)))
        return [(int(row[0]), str(row[1])) for row in query.tuples().execute()]


def _midnight(day: date) -> str:
    return stamp(datetime.combine(day, time(), DHAKA))


def _header(since: date | None, until: date | None, account: str, by: int | None) -> ArchiveHeader:
    office = Office.get_or_none()
    head = tables.ChainHead.get_by_id(HEAD)
    return ArchiveHeader(
        office_bn=office.name_bn if office is not None else "",
        office_en=office.name_en if office is not None else "",
        parent_bn=office.parent_bn if office is not None else "",
        website=office.website if office is not None else "",
        made_at=now(),
        made_by=Member.get_by_id(by).name if by is not None else "",
        program=f"{NAME} {VERSION}",
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
        account=account,
        chain=ChainHead(head.count, head.hash, head.at, head.signature, head.public_key),
    )


def _post(desk: Desk, decoder: Decoder, draft_id: int, approved_at: str) -> ArchivedPost:
    """One post, read in one short transaction; its images' bytes are read when they are written."""
    with desk.store.read():
        draft = Draft.get_by_id(draft_id)
        decisions = [row for row in valid_decisions(draft) if row.verdict == Verdict.APPROVE]
        version = Version.get((Version.draft == draft) & (Version.number == draft.version))
        # The run the last approver had before them, not one made since by a newer rule pack.
        run = CheckRun.get_by_id(decisions[-1].run_id)
        found = findings(run)
        answers = newest_answers(found)
        account = version.account
        return ArchivedPost(
            draft_id=draft.id,
            version=version.number,
            digest=version.digest,
            digest_document=version_document(version),
            text=version.text,
            use=version.use,
            platform=account.platform if account is not None else "",
            account=account.handle if account is not None else "",
            account_url=account.url if account is not None else "",
            purpose=version.purpose,
            sources=tuple(version.sources),
            schedule=version.schedule,
            author=version.author,
            created_at=version.created_at,
            approved_at=approved_at,
            important=draft.important,
            images=tuple(_image(desk, decoder, row) for row in attachments(version)),
            findings=tuple(_finding(row, answers.get(row.id)) for row in found),
            decisions=tuple(_decision(row) for row in decisions),
            publications=tuple(
                ArchivedPublication(row.url, row.at, row.member.name) for row in publications(draft)
            ),
            rulepack=run.rulepack,
            detectors=dict(run.detectors),
            not_checked=tuple(entry["check"] for entry in run.not_checked),
        )


def _image(desk: Desk, decoder: Decoder, row: Attachment) -> ArchivedImage:
    def read() -> bytes:
        return desk.blobs.read(row.sha256)

    def read_clean() -> tuple[bytes, str, str]:
        copy = decoder.clean_copy(read(), row.original_name)
        return copy.data, copy.extension, copy.media_type

    return ArchivedImage(
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        extension=_EXTENSIONS[row.media_type],
        width=row.width,
        height=row.height,
        original_name=row.original_name,
        alt=row.alt,
        read=read,
        read_clean=read_clean,
        origin_sha256=row.origin_sha256,
        blurred=tuple((x, y, w, h) for x, y, w, h in row.blurred),
    )


def _finding(row: Finding, answer: Answer | None) -> ArchivedFinding:
    return ArchivedFinding(
        rule=row.rule,
        clauses=tuple(row.clauses),
        severity=row.severity,
        title=Bilingual(**row.title),
        why=Bilingual(**row.why),
        start=row.start,
        end=row.end,
        text=row.text,
        image=row.attachment,
        box=tuple(row.box) if row.box is not None else None,
        score=row.score,
        frame=row.frame,
        verdict=answer.reply if answer is not None else "",
        reason=answer.reason if answer is not None else "",
        answered_by=answer.member.name if answer is not None else "",
        answered_at=answer.at if answer is not None else "",
    )


def _decision(row: Decision) -> ArchivedDecision:
    return ArchivedDecision(
        verdict=row.verdict,
        member=row.member.name,
        role=row.member.role,
        reason=row.reason,
        at=row.at,
        own_author=row.own_author,
    )
