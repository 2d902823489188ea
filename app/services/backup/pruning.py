"""Which backups stay: many of the last days, fewer the older they are, one a year for ever."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from app.errors import Refusal
from app.services.backup.keys import FolderKey
from app.services.backup.reading import open_backup
from app.services.backup.storage import BackupFile, Storage, drive_problems

NEWEST = 5  # stay whatever their age
DAILY, MONTHLY = timedelta(days=14), timedelta(days=730)


def to_keep(backups: Sequence[BackupFile]) -> set[BackupFile]:
    """Those that stay: the newest `NEWEST`, the last of each day for two weeks, of each month for two years
    (counted back from the newest backup, so that a wrong clock costs none), and of each year for ever."""
    ordered = sorted(backups, key=lambda one: (one.made_at, one.path.name))
    if not ordered:
        return set()
    newest = ordered[-1].made_at
    daily = (one for one in ordered if newest - one.made_at <= DAILY)
    monthly = (one for one in ordered if newest - one.made_at <= MONTHLY)
    return {
        *ordered[-NEWEST:],
        *_last_of_each(daily, "%Y-%m-%d"),
        *_last_of_each(monthly, "%Y-%m"),
        *_last_of_each(ordered, "%Y"),
    }


def prune(storage: Storage, key: FolderKey) -> int:
    """Take out the backups of one key that need not stay, then the pieces that none is made of any more.

    Nothing of another key's is touched, and no piece where a backup of this one cannot be read. Returns how
    many backups were taken out. Raises `MissingEnvironment` where the drive fails.
    """
    own = [one for one in storage.backups() if one.key == key.id]
    staying = to_keep(own)
    leaving = [one for one in own if one not in staying]
    with drive_problems(storage.path):
        for one in leaving:
            one.path.unlink(missing_ok=True)
    if not leaving:
        return 0
    wanted: set[str] = set()
    for one in staying:
        try:
            wanted |= open_backup(one.path, None, [key]).manifest.pieces()
        except Refusal:
            return len(leaving)
    with drive_problems(storage.path):
        for path in list(storage.pieces(key.id)):
            if path.name.removesuffix(".age") not in wanted:
                path.unlink(missing_ok=True)
    return len(leaving)


def _last_of_each(backups: Iterable[BackupFile], span: str) -> Iterable[BackupFile]:
    return {one.made_at.strftime(span): one for one in backups}.values()
