"""Moves an office from its folder to a server, or back: everything recorded, proven on both sides.

The former place ends with an event that says where the office went, and takes no other behind it, so that no
desk goes on with two records. Nothing is changed at either place unless the copy is proven.

Three commits, one after another, since no transaction spans two databases: the copy, which ends with that
event and so takes nothing yet; the former place's end; the office's arrival. Whatever dies between two of
them, there are never two offices, and the same move given again ends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
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
from app.services.base.desk import MOVING, OFFICE, Desk
from app.services.base.folder import DataFolder, open_folder
from app.services.base.shared_blobs import SharedBlobs
from app.services.program.carrying import carry_files, carry_rows
from app.services.record.audit import audit
from app.services.record.end import MOVED, Moved, moved_to, proven_end, same_place
from app.services.record.ledger import ARRIVED, append, record
from app.services.record.roles import decider, require_authority
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
        gone = moved_to()
        unfinished = gone is not None and same_place(gone.to, to)
        if not unfinished:
            proven_end(desk)
    apart, desk.local.apart = desk.local.apart, True  # its settings are looked at within the other's writing
    try:
        if gone is not None and unfinished:
            return _finished(desk, to, gone, by, password, work)
        return _moved(desk, to, reason, by, second, alone, password, work)
    finally:
        desk.local.apart = apart


def stay(desk: Desk, by: int) -> str:
    """Take back a move that was cut off, once nothing of the office lies where it was to go: that place.

    Until then `doctor` tells of it. Nobody sees from here what lies on a server: whoever says this has seen
    to it. Raises `Refusal` for a drafter, where no move was cut off, where the office has left already, and
    while the folder is there with something in it.
    """
    with desk.store.read():
        decider(by)
        gone = moved_to()
    where = desk_settings.get(desk, MOVING)
    if gone is not None:
        raise Refusal("record.moved", to=gone.to)
    if not where:
        raise Refusal("move.none")
    if not _is_server(where) and Path(where).is_dir() and any(Path(where).iterdir()):
        raise Refusal("move.still_there", where=where)
    desk_settings.set_(desk, MOVING, "")
    return where


def _moved(
    desk: Desk,
    to: str,
    reason: str,
    by: int,
    second: int | None,
    alone: bool,
    password: str,
    work: Work,
) -> MoveReport:
    before = audit(desk, work.part(0, 20))
    with _place(desk, to, password, begun=False) as target:
        where = target.store.name if _is_server(to) else str(target.folder.path)
        _require_empty(target, where)  # before any file of this office goes there
        desk_settings.set_(desk, MOVING, where)
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
                after = audit(target, work.part(72, 100))
                if found != root or not _known(after) <= _known(before):
                    raise Refusal("move.differs", n=len(after.problems))
        _arrive(desk, target, Moved(events, where), by)
        _work_there(desk, to, password)
    problems = len(after.problems)
    return MoveReport(where, desk.store.name, events + 1, files, root, problems, _is_server(to))


def _finished(desk: Desk, to: str, gone: Moved, by: int, password: str, work: Work) -> MoveReport:
    """The end of a move that was stopped behind the former place's: the copy was proven before."""
    with _place(desk, to, password, begun=True) as target:
        _arrive(desk, target, gone, by)
        _work_there(desk, to, password)
        after = audit(target, work)
        with target.store.read():
            root = roots([gone.event])[gone.event]
        files = len(target.blobs.names())
    problems = len(after.problems)
    return MoveReport(gone.to, desk.store.name, after.events, files, root, problems, _is_server(to))


def _arrive(desk: Desk, target: Desk, gone: Moved, by: int) -> None:
    """Let the office go on at its new place, once: the former one has ended, as `gone` tells.

    Raises `Refusal` "record.moved" where that place does not hold what the office left with.
    """
    last = Event.select(Event.hash).where(Event.id == gone.event)
    with desk.store.read():
        left = last.scalar()
    with target.store.write():
        if last.scalar() != left:
            raise Refusal("record.moved", to=gone.to)
        if not Event.select().where(Event.id > gone.event).exists():
            end = proven_end(target, arriving=True)
            append(target, end, ARRIVED, by=by, facts={"from": desk.store.name})


def _work_there(desk: Desk, to: str, password: str) -> None:
    """Have this desk work for the office at its new place, where that is a server; the move is over."""
    desk_settings.set_(desk, MOVING, "")
    if _is_server(to):
        joining.remember(desk.local, OfficeAddress.read(to))
        joining.keep_password(desk.keyring, OfficeAddress.read(to), password)


def _is_server(to: str) -> bool:
    return "://" in to


def _place(desk: Desk, to: str, password: str, *, begun: bool) -> AbstractContextManager[Desk]:
    """The same desk with its office at `to`: an empty place, or the one where a move was `begun`."""
    if _is_server(to):
        return desk_on_server(desk, to, password)
    return _folder(desk, Path(to).absolute(), begun)


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
def _folder(desk: Desk, to: Path, begun: bool) -> Iterator[Desk]:
    mark = to / _BEGUN
    ours = _is_ours(desk, mark)
    if begun and not ours:
        raise Refusal("record.moved", to=str(to))
    if not ours and to.exists() and any(to.iterdir()):
        raise Refusal("move.not_empty", where=str(to))
    folder = open_folder(to)
    mark.write_text(desk.keys.desk)
    if not begun:
        _remove_copy(folder)
    store = open_store(folder.database, folder.backups)
    store.apart = True
    with desk.local.read():
        kept = [
            (row.key, row.value)
            for row in DeskSetting.select().where(DeskSetting.key.not_in((OFFICE, MOVING)))
        ]
    with store.write():
        for key, value in kept:
            desk_settings.put(key, value)
    blobs, anchor = Blobs(folder.blobs), Anchor(store, desk.keys, folder)
    try:
        yield replace(
            desk, folder=folder, store=store, local=store, blobs=blobs, derived=DerivedValues(), anchor=anchor
        )
        patiently(mark.unlink)
    finally:
        anchor.close()
        store.close()


def _remove_copy(folder: DataFolder) -> None:
    """Take away what a move left in its folder that was killed before it counted; nothing else."""
    if not folder.database.exists():
        return
    with closing(open_store(folder.database, folder.backups)) as store:
        store.apart = True
        with store.read():
            gone = moved_to()
    if gone is not None and same_place(gone.to, str(folder.path)):
        for part in folder.path.glob(f"{folder.database.name}*"):
            patiently(part.unlink)


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
    gone = moved_to()
    if gone is not None and same_place(gone.to, where):
        raise Refusal("move.stopped_there", where=where)
    if Event.select().exists():
        raise Refusal("move.not_empty", where=where)


def _known(report: AuditReport) -> set[tuple[str, int | None, str]]:
    return {(one.kind, one.event, one.detail) for one in report.problems}
