"""Checks the whole record: the chain, its signature, the tables against the chain, the images' bytes."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.archive import types as archived
from app.archive.digest import head_document
from app.archive.verify import verify_archive
from app.canonical import canonical, digest
from app.errors import Refusal
from app.models.fields import later_columns
from app.models.tables import RECORDED, Attachment, ChainHead, ChecklistEntry, Event, Office
from app.services.base.desk import Desk
from app.services.record.ledger import FIRST, HEAD, SIGNED_HEAD, Link, row_document
from app.services.record.views import AuditProblem, AuditReport
from app.work import Work

Rows = dict[tuple[str, int], tuple[int, str]]  # table and id -> the last event about it, digest of the row


def audit(desk: Desk, work: Work, against: Path | None = None) -> AuditReport:
    """Check everything recorded, and name each event, row or image that is not as it was.

    `against` is an archive made earlier: its chain head must be in this record, which shows a whole
    older copy put back in place of the record. Without it, that one fraud cannot be seen from inside.
    Raises `Cancelled`, and `Refusal` when `against` is not a sound archive.
    """
    problems: list[AuditProblem] = []
    hashes: dict[int, str] = {}
    rows: Rows = {}
    with desk.store.read():
        total = Event.select().count()
        problems += _check_chain(hashes, rows, total, work)
        problems += _check_rows(rows)
        heads = {row.id: row for row in ChainHead.select()}
        images = _images()
    problems += _check_heads(desk, heads, hashes)
    problems += _check_images(desk, images, work)
    if against is not None:
        problems += _check_against(against, hashes, work)
    head, signed = heads.get(HEAD), heads.get(SIGNED_HEAD)
    return AuditReport(
        events=total,
        head=head.hash if head is not None else "",
        signed=signed is not None and head is not None and signed.count == head.count,
        problems=tuple(problems),
    )


def _check_chain(hashes: dict[int, str], rows: Rows, total: int, work: Work) -> Iterator[AuditProblem]:
    """Walk the events in order. Fills `hashes` and, from the rows each event wrote, `rows`."""
    previous, expected = FIRST, 1
    later = {table._meta.table_name: later_columns(table) for table in RECORDED}
    for event in Event.select().order_by(Event.id).iterator():
        if event.id % 500 == 0:
            work.step(event.id, max(total, event.id))
        if event.id != expected:
            yield AuditProblem("removed", expected, f"{expected}–{event.id - 1}")
        link = Link(
            id=event.id,
            at=event.at,
            kind=event.kind,
            member=event.member,
            member_name=event.member_name,
            draft=event.draft,
            body=event.body,
            previous=event.previous,
        )
        if link.hash() != event.hash:
            yield AuditProblem("edited", event.id, event.kind)
        elif event.id == expected and event.previous != previous:
            yield AuditProblem("broken_link", event.id, event.kind)
        for document in event.body.get("rows", ()):
            whole = {**later.get(document["table"], {}), **document}
            rows[document["table"], document["id"]] = (event.id, digest(whole))
        hashes[event.id] = event.hash
        previous, expected = event.hash, event.id + 1


def _check_rows(rows: Rows) -> Iterator[AuditProblem]:
    """Compare every recorded table with what the chain says it holds."""
    left = dict(rows)
    for table in RECORDED:
        for row in table.select().iterator():
            document = row_document(row)
            where = f"{document['table']} {document['id']}"
            event, known = left.pop((str(document["table"]), int(row.id)), (None, ""))
            if event is None:
                yield AuditProblem("row_inserted", None, where)
            elif digest(document) != known:
                yield AuditProblem("row_edited", event, where)
    for (name, id_), (event, _) in sorted(left.items()):
        yield AuditProblem("row_removed", event, f"{name} {id_}")


def _check_heads(desk: Desk, heads: dict[int, ChainHead], hashes: dict[int, str]) -> Iterator[AuditProblem]:
    head, signed = heads.get(HEAD), heads.get(SIGNED_HEAD)
    last = max(hashes, default=0)
    if head is None and hashes:
        yield AuditProblem("head_missing")
    for row in heads.values():
        if row.count > last:
            yield AuditProblem("cut_off", last + 1, f"{last + 1}–{row.count}")
        elif hashes.get(row.count) != row.hash:
            yield AuditProblem("head_differs", row.count)
    if head is not None and head.count < last:
        yield AuditProblem("appended", head.count + 1, f"{head.count + 1}–{last}")
    signer = desk.keys.existing()
    if signed is not None:
        if not _signature_holds(signed):
            yield AuditProblem("bad_signature", signed.count)
        elif signer is not None and base64.b64decode(signed.public_key) != signer.public_key:
            yield AuditProblem("foreign_key", signed.count)
    elif signer is not None and hashes:
        yield AuditProblem("signature_missing", last)


def _signature_holds(head: ChainHead) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(head.public_key, validate=True))
        message = canonical(head_document(head.count, head.hash, head.at))
        key.verify(base64.b64decode(head.signature, validate=True), message)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def _images() -> list[str]:
    """The SHA-256 of every image a row names: of posts, of evidence, the logo. Call inside a transaction."""
    named = {row.sha256 for row in Attachment.select(Attachment.sha256)}
    named |= {row.evidence_image for row in ChecklistEntry.select(ChecklistEntry.evidence_image)}
    named |= {row.logo for row in Office.select(Office.logo)}
    return sorted(named - {""})


def _check_images(desk: Desk, images: list[str], work: Work) -> Iterator[AuditProblem]:
    for done, sha256 in enumerate(images):
        work.step(done, len(images))
        try:
            desk.blobs.read(sha256)
        except Refusal as refusal:
            yield AuditProblem(f"image_{refusal.key.partition('.')[2]}", None, sha256)


def _check_against(path: Path, hashes: dict[int, str], work: Work) -> Iterator[AuditProblem]:
    verification = verify_archive(path, work)
    if not verification.ok or verification.chain is None:
        raise Refusal("audit.archive_unsound", path=str(path))
    chain: archived.ChainHead = verification.chain
    if hashes.get(chain.count) != chain.hash:
        yield AuditProblem("not_in_archive", chain.count, chain.at)
