"""Moves an office from its folder to a server, or back: everything recorded, proven on both sides.

The former place ends with an event that says where the office went, and takes no other behind it, so that no
desk goes on with two records. Nothing is changed at either place unless the copy is proven.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.durable import patiently
from app.errors import Refusal
from app.files import read_regular
from app.models.engines.address import OfficeAddress
from app.models.opening import open_store
from app.models.opening_office import open_office_store, open_pieces_store
from app.models.tables import DeskSetting, Event
from app.services.base import desk_settings, joining
from app.services.base.anchor import Anchor
from app.services.base.blobs import Blobs
from app.services.base.derived import DerivedValues
from app.services.base.desk import OFFICE, Desk
from app.services.base.folder import open_folder
from app.services.base.shared_blobs import SharedBlobs
from app.services.program.carrying import carry_files, carry_rows
from app.services.record.audit import audit
from app.services.record.end import MOVED, proven_end
from app.services.record.ledger import ARRIVED, append, record
from app.services.record.roles import require_authority
from app.services.record.second_member import CARRIED_ALONE, record_second, require_second
from app.services.record.tree import roots
from app.services.record.views import AuditReport
from app.values import dataclass, replace
from app.work import Work

_BEGUN = "moving"  # a file in a folder that an office is moving to: it names the desk, and is no office yet
_LONGEST_NAME = 1 << 10  # bytes


@dataclass(frozen=True, slots=True)
class MoveReport:
    """Where an office is now, and what of it was carried there. `problems` were there before as well.

    `left` is the former database, a file or a server's address: it still holds all of the office. `joined` is
    whether it is on a server now, and this desk goes on with its folder there.
    """

    where: str
    left: str
    events: int
    files: int
    root: str
    problems: int
    joined: bool


def move(
    desk: Desk,
    to: str,
    reason: str,
    by: int,
    second: int | None = None,
    alone: bool = False,
    *,
    password: str = "",
    work: Work,
) -> MoveReport:
    """Move the desk's office to `to`: the address of an empty database on a server, or a new or empty folder.

    To a server, this desk's folder stays its own and joins the office there. To a folder, this desk works in
    that one from then on (`--data`). In a team a `second` agrees at the same time. Raises `Refusal` for
    anybody but the authority, for a place that is not empty, and where the copy is not proven, and all that
    opening a database raises. Then the office is where it was.
    """
    with desk.store.read():
        require_authority(by, reason)
        require_second(by, second, alone)
        proven_end(desk)
    before = audit(desk, work.part(0, 20))
    apart, desk.local.apart = desk.local.apart, True  # its settings are looked at within the other's writing
    try:
        return _moved(desk, to, reason, by, second, alone, password, before, work)
    finally:
        desk.local.apart = apart


def _moved(
    desk: Desk,
    to: str,
    reason: str,
    by: int,
    second: int | None,
    alone: bool,
    password: str,
    before: AuditReport,
    work: Work,
) -> MoveReport:
    server = "://" in to
    with desk_on_server(desk, to, password) if server else _folder(desk, Path(to)) as target:
        where = target.store.name if server else str(target.folder.path)
        _require_empty(target, where)  # before any file of this office goes there
        files = carry_files(desk, target, work.part(20, 28))
        with desk.store.write() as source:
            source.allow_idle()  # until all is there and audited
            record_second(desk, "moved", by, second, alone, CARRIED_ALONE, reason)
            record(desk, MOVED, by=by, facts={"reason": reason.strip(), "to": where})
            events = Event.select().count()
            root = roots([events], work.part(28, 32))[events]
            with target.store.write() as there:
                _refuse_events(where)  # once more: somebody may have begun there meanwhile
                there.allow_idle()  # proving many files asks this connection nothing
                carry_rows(source, there, work.part(32, 68))
                found = roots([events], work.part(68, 72))[events]
                append(
                    target, proven_end(target, arriving=True), ARRIVED, by=by, facts={"from": desk.store.name}
                )
                after = audit(target, work.part(72, 100))
                if found != root or not _known(after) <= _known(before):
                    raise Refusal("move.differs", n=len(after.problems))
        if server:
            joining.remember(desk.local, OfficeAddress.read(to))
            joining.keep_password(desk.keyring, OfficeAddress.read(to), password)
    return MoveReport(where, desk.store.name, after.events, files, root, len(after.problems), server)


@contextmanager
def desk_on_server(desk: Desk, to: str, password: str) -> Iterator[Desk]:
    """The same desk with its office in the database at `to`; what is opened for it is closed afterwards.

    Raises what `open_office_store` does.
    """
    address = OfficeAddress.read(to)
    store = open_office_store(address, password)
    store.apart = True
    blobs = SharedBlobs(desk.folder.blobs, open_pieces_store(address, password))
    anchor = Anchor(store, desk.keys, desk.folder)
    try:
        yield replace(desk, store=store, blobs=blobs, derived=DerivedValues(), anchor=anchor)
    finally:
        anchor.close()
        blobs.close()
        store.close()


@contextmanager
def _folder(desk: Desk, to: Path) -> Iterator[Desk]:
    begun = to / _BEGUN
    if to.exists() and any(to.iterdir()) and not _is_ours(desk, begun):
        raise Refusal("move.not_empty", where=str(to))
    folder = open_folder(to)
    begun.write_text(desk.keys.desk)
    store = open_store(folder.database, folder.backups)
    store.apart = True
    with desk.local.read():
        kept = [(row.key, row.value) for row in DeskSetting.select().where(DeskSetting.key != OFFICE)]
    with store.write():
        for key, value in kept:
            desk_settings.put(key, value)
    blobs, anchor = Blobs(folder.blobs), Anchor(store, desk.keys, folder)
    try:
        yield replace(
            desk, folder=folder, store=store, local=store, blobs=blobs, derived=DerivedValues(), anchor=anchor
        )
        patiently(begun.unlink)
    finally:
        anchor.close()
        store.close()


def _is_ours(desk: Desk, begun: Path) -> bool:
    """Whether a move of this desk was stopped, or killed, before the folder became an office's."""
    try:
        return read_regular(begun, _LONGEST_NAME).decode() == desk.keys.desk
    except (OSError, ValueError):
        return False


def _require_empty(target: Desk, where: str) -> None:
    with target.store.read():
        _refuse_events(where)


def _refuse_events(where: str) -> None:
    if Event.select().exists():
        raise Refusal("move.not_empty", where=where)


def _known(report: AuditReport) -> set[tuple[str, int | None, str]]:
    return {(one.kind, one.event, one.detail) for one in report.problems}
