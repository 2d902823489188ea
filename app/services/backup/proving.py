"""Proves a backup: every piece is read back, the database restored into a scratch place and audited."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from app.errors import MissingEnvironment, Refusal
from app.models.tables import DeskSetting
from app.services.backup.reading import DamagedFile, OpenBackup, Progress
from app.services.backup.scratch import scratch_folder
from app.services.base.blobs import Blobs
from app.services.base.desk import DESK_ID, SIGNING_KEYRING, Desk, open_desk
from app.services.record import outside
from app.services.record.audit import audit
from app.services.record.views import AuditNote, AuditProblem
from app.values import dataclass, replace
from app.work import Work

_AUDITED = 4  # the audit of a database takes about as long as reading it so often


@dataclass(frozen=True, slots=True)
class Proof:
    """What restoring a backup into a scratch place came to. `damaged` names the pieces that are not whole.

    `problems` and `notes` are those of the audit of the restored record; `events` is how many it has.
    """

    events: int
    problems: tuple[AuditProblem, ...]
    notes: tuple[AuditNote, ...]
    damaged: frozenset[str]

    @property
    def proved(self) -> bool:
        """Whether this backup gives back a sound record with all its images."""
        return not self.problems and not self.damaged


def prove(backup: OpenBackup, work: Work, scratch: Path | None = None) -> Proof:
    """Prove a backup. `scratch` is a folder for the restored database, the system's place without one.

    Raises `Cancelled`, and `MissingEnvironment` where the drive or the scratch place fails.
    """
    size, database = backup.manifest.size, backup.manifest.database.size
    read = 100 * size // max(size + _AUDITED * database, 1)  # percent of the work
    progress = Progress(work.part(0, read), size)
    damaged = {name for blob in backup.damaged_blobs(progress) for name in blob.pieces}
    with scratch_folder(scratch) as place:
        try:
            _write_database(backup, place / "anumodon.db", progress)
        except DamagedFile as problem:
            return Proof(0, (), (), frozenset(damaged | set(problem.pieces)))
        try:
            with restored_desk(place, backup) as desk:
                if not desk.store.sound(work):
                    return _unreadable(damaged)
                report = audit(desk, work.part(read, 100))
        except MissingEnvironment:
            raise
        except Refusal:  # the restored database cannot be opened: damaged before it was copied
            return _unreadable(damaged)
    return Proof(report.events, report.problems, report.notes, frozenset(damaged))


def _unreadable(damaged: set[str]) -> Proof:
    return Proof(0, (AuditProblem("table_unreadable", None, "anumodon.db"),), (), frozenset(damaged))


@contextlib.contextmanager
def restored_desk(place: Path, backup: OpenBackup) -> Iterator[Desk]:
    """The restored database under a name that no keyring knows, with its images still in the backup."""
    desk = open_desk(place)
    try:
        outside.forget_places(desk)
        with desk.local.write():
            DeskSetting.delete().where(DeskSetting.key.in_([DESK_ID, SIGNING_KEYRING])).execute()
    finally:
        desk.close()
    desk = open_desk(place)
    try:
        yield replace(desk, blobs=_BlobsInBackup(backup))
    finally:
        desk.close()


def _write_database(backup: OpenBackup, target: Path, progress: Progress) -> None:
    try:
        backup.write(backup.manifest.database, target, progress)
    except OSError as problem:
        raise MissingEnvironment("backup.no_scratch") from problem


class _BlobsInBackup(Blobs):
    """The images of a backup, where the audit wants to know whether they are whole."""

    def __init__(self, backup: OpenBackup) -> None:
        super().__init__(backup.storage.path)
        self._backup = backup
        self._stored = {blob.sha256: blob for blob in backup.manifest.blobs}

    def prove(self, sha256: str) -> None:
        """Say whether the image is in the backup. That its pieces are whole was found out before."""
        if sha256 in self._backup.manifest.left_out:
            raise Refusal("blobs.changed", sha256=sha256[:12])
        if sha256 not in self._stored:
            raise Refusal("blobs.missing", sha256=sha256[:12])
