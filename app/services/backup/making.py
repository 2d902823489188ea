"""Makes a backup: a copy of the database by its own call, the images that are new, and at once the proof.

The database is copied while others go on writing, and every image it names is in the folder by then, since
images come first and are never taken out. Nothing on the drive is changed that an earlier backup is made of.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from app import NAME, VERSION
from app.errors import Cancelled, MissingEnvironment, Refusal
from app.i18n import bilingual
from app.models.tables import Office
from app.services.backup import state
from app.services.backup.keys import PASSPHRASE, FolderKey, judge, recovery_way, unwrapped
from app.services.backup.manifest import Manifest, StoredFile
from app.services.backup.proving import Proof, prove
from app.services.backup.pruning import prune
from app.services.backup.reading import OpenBackup, Progress, open_backup
from app.services.backup.recovery import desk_key, recovery_public
from app.services.backup.scratch import scratch_folder
from app.services.backup.storage import BLOB_PIECE, PIECE, Storage
from app.services.backup.views import BackupReport
from app.services.base.clock import moment, stamp
from app.services.base.desk import Desk
from app.services.base.secret import Secret
from app.services.record.ledger import record
from app.services.record.roles import member_or_desk
from app.work import Work

BEGUN = "backup.begun"
_COPIED, _WRITTEN = 10, 50  # percent of the work: the database is copied, all is on the drive; then the proof
_SHA256 = re.compile(r"[0-9a-f]{64}")


def back_up(desk: Desk, to: Path, secret: Secret | None, by: int | None, work: Work) -> BackupReport:
    """Back the desk up into the folder `to`, prove the backup, and take out those that need not stay.

    `secret` is a passphrase; without one the office's recovery key is what opens the backup, and this desk's
    keyring has to be there. Raises `Refusal` for a passphrase that is too short or another than the folder's
    ("backup.wrong_passphrase"), for no recovery key, for a folder within the data folder, and for who may
    not; `MissingEnvironment` where the drive or the keyring fails or is full; `Cancelled`. Then no backup was
    made, and none is lost.
    """
    if desk.local is not desk.store:
        raise Refusal("backup.on_server")
    with desk.store.read():
        member_or_desk(by)
    state.require_apart(desk, to)
    storage = Storage.under(to)
    storage.require_place()
    key, ways = _key(desk, storage, secret)
    storage.make(_readme())  # only now: where there is no key, nothing is left behind
    for way, data in ways.items():
        storage.add_key(key.id, way, data)
    storage.make_pieces(key.id)
    recorded = _begin(desk, to, by)
    with scratch_folder(desk.folder.backups) as place:
        copy = place / "copy.db"
        desk.store.back_up(copy, work.part(0, _COPIED))
        backup, written = _make(desk, storage, key, copy, work, again=False)
        proof = _proved(desk, backup, work)
        if proof.damaged:
            # Pieces of an earlier backup that the drive has lost: written once more, while they are here.
            storage.discard_pieces(key.id, set(proof.damaged))
            backup.file.path.unlink(missing_ok=True)
            backup, more = _make(desk, storage, key, copy, work, again=True)
            written += more
            proof = _proved(desk, backup, work)
    made_at = moment(backup.manifest.made_at)
    proved_at = datetime.now(UTC) if proof.proved else None
    state.keep_last(desk, state.LastBackup(str(backup.file.path), made_at, proved_at))
    removed = prune(storage, key) if proof.proved else 0
    return _report(backup, proof, written, removed, recorded)


def _key(desk: Desk, storage: Storage, secret: Secret | None) -> tuple[FolderKey, dict[str, bytes]]:
    """The key to encrypt with, and what is to be kept of it in the folder for each way it is to be opened."""
    public = recovery_public(desk)
    ways: dict[str, bytes] = {}
    if secret is not None:
        key, ways = _key_of_passphrase(storage, secret)
    elif public:
        key = _key_of_desk(desk)
    else:
        raise Refusal("backup.no_key")
    if public and not storage.has_key(key.id, recovery_way(public)):
        ways[recovery_way(public)] = _for_recovery(key, public)
    return key, ways


def _key_of_desk(desk: Desk) -> FolderKey:
    try:
        key = desk_key(desk, make=True)
    except MissingEnvironment as problem:
        raise MissingEnvironment("backup.no_keyring") from problem
    assert key is not None
    return key


def _for_recovery(key: FolderKey, public: str) -> bytes:
    try:
        return key.for_recovery(public)
    except ValueError as problem:  # a column that somebody changed; the audit names it
        raise Refusal("backup.bad_recovery_key") from problem


def _key_of_passphrase(storage: Storage, passphrase: Secret) -> tuple[FolderKey, dict[str, bytes]]:
    found = list(storage.key_files(PASSPHRASE))
    for id_, data in found:
        key = unwrapped(data, passphrase)
        if key is not None and key.id == id_:
            return key, {}
    if found:
        raise Refusal("backup.wrong_passphrase")
    judge(passphrase)
    key = FolderKey.new()
    return key, {PASSPHRASE: key.for_passphrase(passphrase)}


def _begin(desk: Desk, to: Path, by: int | None) -> bool:
    """Record that a backup begins. A record that takes no event is backed up all the same."""
    try:
        with desk.store.write():
            record(desk, BEGUN, by=by, facts={"to": to.name})
    except Refusal as problem:
        if isinstance(problem, MissingEnvironment) or not problem.key.startswith("record."):
            raise
        return False
    return True


def _make(
    desk: Desk, storage: Storage, key: FolderKey, copy: Path, work: Work, *, again: bool
) -> tuple[OpenBackup, int]:
    """Write the pieces that are new, then the backup's own file. Returns it and how many bytes were new."""
    made_at = datetime.now(UTC)
    known = {} if again else _known(storage, key)
    sizes = {path: path.stat().st_size for path in _blobs(desk.folder.blobs)}
    database = copy.stat().st_size
    total = sum(size for path, size in sizes.items() if path.name not in known) + database
    writer = _Writer(storage, key, Progress(work.part(_COPIED, _WRITTEN), total))
    whole = writer.file(copy, PIECE)
    blobs, left_out = [], []
    for path in sizes:
        stored = known.get(path.name)
        if stored is None or not all(storage.has_piece(key.id, name) for name in stored.pieces):
            stored = writer.file(path, BLOB_PIECE)
        if stored.sha256 == path.name:
            blobs.append(stored)
        else:  # changed in the data folder: the audit names it, there and here
            left_out.append(path.name)
    with desk.store.read():
        office = Office.get_or_none()
    manifest = Manifest(
        made_at=stamp(made_at),
        program=f"{NAME} {VERSION}",
        office_bn=office.name_bn if office is not None else "",
        office_en=office.name_en if office is not None else "",
        desk=desk.keys.desk,
        database=whole,
        blobs=tuple(blobs),
        left_out=tuple(left_out),
    )
    path = storage.add_backup(made_at, key.id, key.encrypt(manifest.to_bytes()))
    return open_backup(path, None, [key]), writer.written


def _proved(desk: Desk, backup: OpenBackup, work: Work) -> Proof:
    """The proof of a backup that was just written. One whose proof is stopped does not stay."""
    try:
        return prove(backup, work.part(_WRITTEN, 100), desk.folder.backups)
    except Cancelled:
        with contextlib.suppress(OSError):  # on a drive that is gone it stays, and is called unproved
            backup.file.path.unlink()
        raise


class _Writer:
    """Cuts files into pieces and keeps those that the drive does not have yet."""

    def __init__(self, storage: Storage, key: FolderKey, progress: Progress) -> None:
        self._storage = storage
        self._key = key
        self._progress = progress
        self.written = 0

    def file(self, path: Path, size: int) -> StoredFile:
        """Keep a file of this desk in pieces of `size` bytes."""
        whole, length, names = hashlib.sha256(), 0, []
        for piece in _pieces(path, size):
            whole.update(piece)
            length += len(piece)
            name = self._key.name_of(piece)
            names.append(name)
            if not self._storage.has_piece(self._key.id, name):
                self._storage.add_piece(self._key.id, name, self._key.encrypt(piece))
                self.written += len(piece)
            self._progress.add(len(piece))
        return StoredFile(whole.hexdigest(), length, tuple(names))


def _pieces(path: Path, size: int) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(size):
                yield piece
    except OSError as problem:
        raise MissingEnvironment("blobs.unreadable", sha256=path.name[:12]) from problem


def _blobs(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.glob("*/*") if _SHA256.fullmatch(path.name) and path.is_file())


def _known(storage: Storage, key: FolderKey) -> dict[str, StoredFile]:
    """The images of the newest backup that can be read, by their SHA-256: they need not be read again."""
    for one in reversed(storage.backups()):
        if one.key == key.id:
            try:
                return {blob.sha256: blob for blob in open_backup(one.path, None, [key]).manifest.blobs}
            except Refusal:
                continue
    return {}


def _report(backup: OpenBackup, proof: Proof, written: int, removed: int, recorded: bool) -> BackupReport:
    return BackupReport(
        file=str(backup.file.path),
        made_at=moment(backup.manifest.made_at),
        proof=proof,
        blobs=len(backup.manifest.blobs),
        size=backup.manifest.size,
        written=written,
        removed=removed,
        recorded=recorded,
    )


def _readme() -> str:
    readme = bilingual("backup.readme")
    return f"{readme.bn}\n\n{readme.en}\n"
