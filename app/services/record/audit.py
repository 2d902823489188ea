"""The audit: checks the whole record, and goes on past everything that is wrong to name it all.

The chain with its signatures and keys, its end, the anchor in the keyring, the tables against the chain, the
passphrases, and the bytes of every image.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from peewee import PeeweeException

from app.archive.continuation import parting
from app.archive.keys import grouped
from app.archive.types import Verification
from app.archive.verify import verify_archive
from app.errors import MissingEnvironment, Refusal
from app.models.fields import NotAsWritten
from app.models.layout import changed_parts
from app.models.tables import (
    Attachment,
    ChainHead,
    ChecklistEntry,
    Event,
    Office,
    PastMedia,
    PublicationAct,
    Response,
    RestoredFile,
)
from app.models.transaction import Transaction
from app.services.base.desk import Desk
from app.services.base.desk_signer import DeskSigner
from app.services.record.chain import EVENTS, ODD_BODY
from app.services.record.chain_audit import ChainAudit
from app.services.record.destroyed import Left, destroyed_images, left_of_events
from app.services.record.end import HEAD, moved_to
from app.services.record.kept_tree import KeptCheck
from app.services.record.keys import fingerprint_of, office_keys
from app.services.record.ledger import SIGNED_HEAD
from app.services.record.outside import trouble_outside
from app.services.record.passphrases import check_passphrases
from app.services.record.past_rows import check_past
from app.services.record.restored_rows import check_restored
from app.services.record.rows_audit import RowsAudit
from app.services.record.timestamps import check_stamps
from app.services.record.tree import roots
from app.services.record.views import AuditNote, AuditProblem, AuditReport
from app.values import replace
from app.work import Work

_READ_AT_ONCE = 100  # events
_NO_ANSWER = frozenset({"keyring.silent", "keyring.locked", "keyring.failed"})  # of a keyring that is there
_NEEDED = frozenset({"event", "chain_head"})
_TREE = frozenset({"kept_tree", "kept_tile"})


def audit(desk: Desk, work: Work, against: Path | None = None) -> AuditReport:
    """Check everything recorded, and name each event, row or image that is not as it was.

    `against` is an archive made earlier: its chain head must be in this record, which shows a whole
    older copy put back in place of the record.
    Raises `Cancelled`, and `Refusal` when `against` is not a sound archive.
    """
    wanted = _sound(against, work) if against is not None else None
    report, images = _read(desk, wanted, work)
    if images is None:
        return report
    problems = [*report.problems, *_anchor(desk), *_outside(desk), *_check_images(desk, images, work)]
    return replace(report, problems=tuple(dict.fromkeys(problems)))


def compared(desk: Desk, work: Work) -> AuditReport:
    """Check the events and the rows against them, and nothing outside the database. Raises `Cancelled`."""
    report, _ = _read(desk, None, work)
    return report


def _read(desk: Desk, wanted: Verification | None, work: Work) -> tuple[AuditReport, list[str] | None]:
    with desk.store.read() as transaction:
        try:
            return _compared(desk, transaction, wanted, work)
        except transaction.engine.broken_text:
            # Reading so that no text fails takes a fifth longer: only where one did.
            with transaction.leniently():
                return _compared(desk, transaction, wanted, work)


def _compared(
    desk: Desk, transaction: Transaction, wanted: Verification | None, work: Work
) -> tuple[AuditReport, list[str] | None]:
    """All that is read in one transaction, and the images named in it; None where it ends early."""
    problems: list[AuditProblem] = []
    with RowsAudit(transaction) as rows:
        changed = changed_parts(transaction)
        problems += (AuditProblem("schema_changed", None, name) for name in changed)
        if not _NEEDED.isdisjoint(changed):  # there is nothing to walk, or to end with
            return AuditReport(events=0, head="", signed=False, problems=tuple(problems)), None
        chain = ChainAudit(_own(desk), _left())
        try:
            heads = {row.id: row for row in ChainHead.select()}
        except (NotAsWritten, OverflowError):  # bytes where a text should be, a number without end
            unreadable = AuditProblem("table_unreadable", None, "chain_head")
            return AuditReport(events=0, head="", signed=False, problems=(*problems, unreadable)), None
        total = Event.select().count()
        tree = KeptCheck(readable=_TREE.isdisjoint(changed))
        problems += _events(transaction, chain, rows, tree, total, work)
        problems += chain.ended(heads.get(HEAD), heads.get(SIGNED_HEAD))
        strange = sorted(heads.keys() - {HEAD, SIGNED_HEAD})
        problems += (AuditProblem("row_inserted", None, f"chain_head {id_}") for id_ in strange)
        problems += rows.differences()
        if "passphrase" not in changed:
            try:
                problems += list(check_passphrases())
            except NotAsWritten:
                problems.append(AuditProblem("table_unreadable", None, "passphrase"))
        problems += check_past()
        problems += check_restored()
        problems += tree.problems()
        chain.notes += _unasked(desk, chain, total)
        for problem in check_stamps():
            if isinstance(problem, AuditNote):
                chain.notes.append(problem)
            else:
                problems.append(problem)
        if wanted is not None:
            problems += _not_continued(wanted)
        head = heads.get(HEAD)
        report = AuditReport(
            events=total,
            head=head.hash if head is not None else "",
            signed=chain.signed,
            problems=tuple(problems),
            key=chain.key,
            notes=tuple(chain.notes),
        )
        return report, _images()


def _left() -> Left:
    """What orders of destruction left of events; nothing where no such event can be read."""
    try:
        return left_of_events()
    except (*ODD_BODY, PeeweeException, NotAsWritten):
        return {}  # the walk names what is unreadable


def _own(desk: Desk) -> DeskSigner | None:
    """This desk's signer, whose key has to be one of the office's; None where it has none to be, or not yet.

    A desk that joined an office on a server may look on before it is let in.
    """
    own = desk.keys.existing()
    if own is None or not desk.shares_office:
        return own
    try:
        was_in = desk.anchor.known() is not None or fingerprint_of(own) in office_keys().states()
    except Refusal:
        return own
    return own if was_in else None


def _events(
    transaction: Transaction, chain: ChainAudit, rows: RowsAudit, tree: KeptCheck, total: int, work: Work
) -> Iterator[AuditProblem]:
    """Walk the events in order."""
    walk = transaction.stream(f"{EVENTS} ORDER BY id")
    while events := list(islice(walk, _READ_AT_ONCE)):  # a fifth faster than one by one
        last = events[-1][0]
        work.step(min(last, total), total)
        for event in events:
            yield from chain.take(event)
            tree.take(event)
            try:
                chain.observe(event)
            except ODD_BODY:
                yield AuditProblem("unreadable_event", event[0], str(event[2]))
        for id_, _, kind, _, _, _, body, *_ in events:
            try:
                rows.take(id_, str(kind), body)
            except ODD_BODY:
                yield AuditProblem("unreadable_event", id_, str(kind))


def _anchor(desk: Desk) -> Iterator[AuditProblem]:
    problem = desk.anchor.trouble()
    if problem is not None:
        events, day = int(problem.params["n"]), str(problem.params["at"])
        with desk.store.read():
            moved = moved_to() if problem.key == "record.behind" else None
        if moved is not None:
            yield AuditProblem("moved", moved.event, moved.to)
        elif problem.key == "record.behind":
            yield AuditProblem("anchor_behind", events, day)
        else:
            yield AuditProblem("anchor_another", events, day)


def _unasked(desk: Desk, chain: ChainAudit, events: int) -> Iterator[AuditNote]:
    """Say that nothing here knows how far a signed record was, as on a computer that a folder was copied to.

    Somebody who puts an older copy back, or one made anew with a key of their own, could bring it to such a
    computer, or name another keyring in the folder, to keep that from being noticed. So its keys are named,
    one for each desk: a forger's would stand among them.
    """
    try:
        known = desk.anchor.known()
    except MissingEnvironment as problem:
        known = None
        if problem.key == "keyring.other_backend":
            yield AuditNote("anchor_unasked", events, str(problem.params["kept"]))
            return
        if problem.key in _NO_ANSWER and events:
            yield AuditNote("anchor_unheard", events, grouped(chain.key) if chain.key else "–")
            return
    if known is None and chain.key:
        keys = chain.keys
        kind = "anchor_unknown" if len(keys) == 1 else "anchor_unknown_keys"
        yield AuditNote(kind, events, " · ".join(map(grouped, keys)))


def _outside(desk: Desk) -> Iterator[AuditProblem]:
    problem = trouble_outside(desk)
    if problem is not None:
        kind = "outside_behind" if problem.key == "record.outside_behind" else "outside_another"
        yield AuditProblem(kind, int(problem.params["n"]), str(problem.params["file"]))


def _not_continued(found: Verification) -> Iterator[AuditProblem]:
    """How the record differs from what an archive tells of it, nothing where it goes on from there."""
    head = found.chain
    if head is None:
        return
    same = Event.select().where((Event.id == head.count) & (Event.hash == head.hash)).exists()
    known_roots = {tree.size: tree.root for tree in found.earlier} | (
        {found.size: found.root} if found.size else {}
    )
    here = roots(known_roots)
    if not same or any(root != known_roots[size] for size, root in here.items()):
        yield AuditProblem("not_in_archive", head.count, head.at)
        agreed, differing = parting(here, known_roots)
        if agreed:
            yield AuditProblem("parted", agreed, f"{agreed}–{differing or head.count}")


def _images() -> list[str]:
    """The SHA-256 of every image a row names: of posts, evidence, restored archives, responses, the logo.

    Call inside a transaction.
    """
    try:
        named = {row.sha256 for row in Attachment.select(Attachment.sha256)}
        named |= {row.evidence_image for row in ChecklistEntry.select(ChecklistEntry.evidence_image)}
        named |= {row.logo for row in Office.select(Office.logo)}
        named |= {row.sha256 for row in PastMedia.select(PastMedia.sha256)}
        named |= {row.file_sha256 for row in PublicationAct.select(PublicationAct.file_sha256)}
        named |= {row.sha256 for row in RestoredFile.select(RestoredFile.sha256)}
        named |= {row.screenshot for row in Response.select(Response.screenshot)}
        named -= destroyed_images()
    except (PeeweeException, NotAsWritten):
        return []  # the table, or the row whose text is none, has been named already
    return sorted(str(name) for name in named if name)


def _check_images(desk: Desk, images: list[str], work: Work) -> Iterator[AuditProblem]:
    for done, sha256 in enumerate(images):
        work.step(done, len(images))
        try:
            desk.blobs.prove(sha256)
        except Refusal as refusal:
            yield AuditProblem(f"image_{refusal.key.partition('.')[2]}", None, sha256)


def _sound(path: Path, work: Work) -> Verification:
    verification = verify_archive(path, work)
    if not verification.ok or verification.chain is None:
        raise Refusal("audit.archive_unsound", path=str(path))
    return verification
