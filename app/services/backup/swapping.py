"""Puts a backup in the place of the data folder that is open: restored beside it, swapped at the next start.

What was in the folder is kept, under a name that says since when. The swap is two renamings; whatever stops
the program between them, the next start goes on.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from app.durable import move_over, patiently, sync_folder
from app.errors import MissingEnvironment, Refusal
from app.models.tables import Member
from app.services.backup.reading import OpenBackup
from app.services.backup.restoring import record_restoring, report_of, restore
from app.services.backup.views import RestoreReport
from app.services.base import desk_settings
from app.services.base.desk import RESTORED, Desk, open_desk
from app.services.record.views import AuditReport
from app.work import Work


def restore_beside(folder: Path, backup: OpenBackup, work: Work) -> AuditReport:
    """Restore a backup beside the data folder and audit it. Raises like `restoring.restore`."""
    waiting = _waiting(folder)
    _mark(folder).unlink(missing_ok=True)
    shutil.rmtree(waiting, ignore_errors=True)  # one that nobody put in place
    return restore(backup, waiting, work)


def put_in_place(
    folder: Path,
    backup: OpenBackup,
    audited: AuditReport,
    reason: str,
    by: str = "",
    second: str = "",
    *,
    alone: bool = False,
) -> RestoreReport:
    """Record at the restored desk that it was restored, and have the next start of the program swap it in.

    `by` and `second` are names of members; without one, whoever starts it is asked (`RestoreReport.settled`).
    Raises `Refusal` like `restoring.record_restoring`; then nothing is swapped.
    """
    desk = open_desk(_waiting(folder))
    try:
        ids = [_member(desk, name) for name in (by, second)]
        settled = record_restoring(desk, backup, reason, ids[0], ids[1], alone)
        desk_settings.set_(desk, RESTORED, backup.manifest.made_at)
        report = report_of(desk, backup, audited, settled=settled)
    finally:
        desk.close()
    try:
        _mark(folder).write_text(backup.manifest.made_at, "utf-8")
        sync_folder(folder.parent)
    except OSError as problem:
        raise MissingEnvironment("folder.unusable", path=str(folder)) from problem
    return report


def give_up(folder: Path) -> None:
    """Take away what was restored beside the data folder and not put in place."""
    if not _mark(folder).exists():
        shutil.rmtree(_waiting(folder), ignore_errors=True)


def swap(folder: Path) -> Path | None:
    """Before a data folder is opened: put what waits for it in its place. Returns where the former one is.

    None where nothing waits. Raises `MissingEnvironment` where a folder cannot be renamed.
    """
    mark, waiting = _mark(folder), _waiting(folder)
    if not mark.exists():
        return None
    kept = _free(folder.with_name(f"{folder.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"))
    try:
        if waiting.is_dir():
            if folder.exists():
                move_over(folder, kept)
            move_over(waiting, folder)
            sync_folder(folder.parent)
        patiently(mark.unlink)
    except OSError as problem:
        raise MissingEnvironment("folder.unusable", path=str(folder)) from problem
    return kept if kept.exists() else None


def looked_through(desk: Desk) -> None:
    """The passwords that had to be entered again were looked through."""
    desk_settings.set_(desk, RESTORED, "")


def _member(desk: Desk, name: str) -> int | None:
    if not name:
        return None
    with desk.store.read():
        row = Member.get_or_none((Member.name == name) & Member.active)
    if row is None:
        raise Refusal("backup.no_such_member", name=name)
    return int(row.id)


def _waiting(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.restored")


def _mark(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.swap")


def _free(place: Path) -> Path:
    number, found = 1, place
    while found.exists():
        number += 1
        found = place.with_name(f"{place.name}-{number}")
    return found
