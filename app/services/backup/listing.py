"""The backups that lie in a folder, by their files alone: no key is needed to see which there are."""

from __future__ import annotations

from pathlib import Path

from app.services.backup.state import LastBackup
from app.services.backup.storage import Storage
from app.services.backup.views import BackupLine


def backups(place: Path, last: LastBackup | None) -> tuple[BackupLine, ...]:
    """The backups under `place`, the oldest first. `last` is what the desk knows of its newest.

    Raises `MissingEnvironment` where the place is not there.
    """
    return tuple(
        BackupLine(
            file=str(one.path),
            made_at=one.made_at,
            proved_at=last.proved_at if last is not None and Path(last.file).name == one.path.name else None,
        )
        for one in Storage.under(place).backups()
    )
