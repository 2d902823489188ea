"""Restores a backup into a new data folder, and records who did so and why.

Everything is read, proven and audited beside the new folder first; the folder is there whole or not at all.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

from app.durable import move_over, sync_folder
from app.errors import MissingEnvironment, Refusal
from app.models.tables import Credential, DeskSetting
from app.services.backup.reading import DamagedFile, OpenBackup, Progress
from app.services.backup.views import MissingSecret, RestoreReport
from app.services.base.clock import moment
from app.services.base.desk import SIGNING_KEYRING, Desk, open_desk
from app.services.base.folder import open_folder, require_place
from app.services.record import continuing
from app.services.record.audit import audit
from app.services.record.chain_audit import BACKUP_RESTORED
from app.services.record.keys import fingerprint_of, office_keys
from app.services.record.ledger import record
from app.services.record.roles import require_authority, sign_in_in_force
from app.services.record.views import AuditReport
from app.services.secrets.vault import lost_parts
from app.work import Work

# What an audit says of every record that is put back: that this is so is said by the act that settles it.
_EXPECTED = frozenset({"anchor_behind", "anchor_another", "outside_behind", "outside_another", "foreign_key"})


def restore(backup: OpenBackup, folder: Path, work: Work) -> AuditReport:
    """Restore a backup into `folder`, which is new or empty, and say what the audit of it found.

    Raises `Refusal` "backup.not_empty" for a folder with something in it, "folder.no_place" for one on a
    drive that is not there and "backup.pieces_damaged" for a
    backup that is not whole, `MissingEnvironment` where a disk fails or is full, `Cancelled`. Then `folder`
    is as it was.
    """
    refuse_taken(folder)
    partial = folder.with_name(f".{folder.name}.restoring")
    try:
        with _disk_problems(folder):
            shutil.rmtree(partial, ignore_errors=True)  # left by a program that was killed
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(backup, partial, Progress(work.part(0, 50), backup.manifest.size))
        report = _audited(partial, work.part(50, 100))
        with _disk_problems(folder):
            if folder.exists():
                folder.rmdir()
            move_over(partial, folder)
            sync_folder(folder.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return report


def record_restoring(
    desk: Desk,
    backup: OpenBackup,
    reason: str,
    by: int | None,
    second: int | None = None,
    alone: bool = False,
) -> bool:
    """Record at the restored desk that it was, by whom and why, and go on with its record.

    Without a name (`by` is None) it is recorded where nobody has a passphrase and the keyring has the
    office's key; elsewhere the folder waits for somebody who says who they are, and this returns False.
    Raises `Refusal` like `services.record.continuing.settle`.
    """
    facts: dict[str, object] = {
        "reason": reason.strip(),
        "made_at": backup.manifest.made_at,
        "file": backup.file.path.name,
    }
    if by is None and not _may_be_nameless(desk):
        return False
    if by is not None:
        with desk.store.read():
            require_authority(by, reason)
        if continuing.to_settle(desk) is not None:
            continuing.settle(desk, reason, by, second, alone)
    with desk.store.write() as transaction:
        if by is None:
            desk.anchor.pass_over()
        record(desk, BACKUP_RESTORED, by=by, facts=facts)
        transaction.after_commit("anchor", desk.anchor.accept)
    return True


def report_of(desk: Desk, backup: OpenBackup, audited: AuditReport, *, settled: bool) -> RestoreReport:
    """What is to be told of a restoring."""
    return RestoreReport(
        folder=str(desk.folder.path),
        made_at=moment(backup.manifest.made_at),
        office_bn=backup.manifest.office_bn,
        office_en=backup.manifest.office_en,
        events=audited.events,
        blobs=len(backup.manifest.blobs),
        problems=tuple(one for one in audited.problems if one.kind not in _EXPECTED),
        settled=settled,
        missing=missing_secrets(desk),
    )


def missing_secrets(desk: Desk) -> tuple[MissingSecret, ...]:
    """The passwords in use that this computer's keyring does not hold: no backup has them."""
    with desk.store.read():
        rows = [
            (row.id, (row.account.platform, row.account.handle, row.label, row.account_id))
            for row in Credential.select().where(Credential.active).order_by(Credential.id)
        ]
    lost = ((id_, about, lost_parts(desk, id_)) for id_, about in rows)
    return tuple(MissingSecret(*about, id_, parts) for id_, about, parts in lost if parts)


def _may_be_nameless(desk: Desk) -> bool:
    own = desk.keys.existing()
    with desk.store.read():
        if sign_in_in_force():
            return False
        keys = office_keys()
    return not keys.in_use if own is None else keys.is_in_use(fingerprint_of(own))


def refuse_taken(folder: Path) -> None:
    """Raise `Refusal` for a folder into which nothing can be restored, as `restore` does; makes nothing."""
    try:
        require_place(folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Refusal("backup.not_empty", folder=str(folder))
    except OSError as problem:
        raise MissingEnvironment("folder.unusable", path=str(folder)) from problem


def _write(backup: OpenBackup, partial: Path, progress: Progress) -> None:
    laid = open_folder(partial)
    try:
        backup.write(backup.manifest.database, laid.database, progress)
        for blob in backup.manifest.blobs:
            target = laid.blobs / blob.sha256[:2] / blob.sha256
            target.parent.mkdir(mode=0o700, exist_ok=True)
            backup.write(blob, target, progress)
    except DamagedFile as damaged:
        raise Refusal("backup.pieces_damaged", name=backup.file.path.name) from damaged


def _audited(partial: Path, work: Work) -> AuditReport:
    """The audit of a restored folder, whose signing key may be in another keyring than before."""
    desk = open_desk(partial)
    try:
        if desk.keys.existing() is None:
            with desk.local.write():
                DeskSetting.delete().where(DeskSetting.key == SIGNING_KEYRING).execute()
        return audit(desk, work)
    finally:
        desk.close()


@contextlib.contextmanager
def _disk_problems(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        full = problem.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
        key = "folder.full" if full else "folder.unusable"
        raise MissingEnvironment(key, path=str(folder)) from problem
