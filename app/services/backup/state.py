"""What this desk knows of its backups: where they go, how often, and which was the last that was proved.

Settings of the desk, and no part of the record: which drive a backup lies on is nothing the office decided.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.errors import Refusal
from app.services.base import desk_settings
from app.services.base.clock import moment, stamp
from app.services.base.desk import Desk
from app.values import dataclass

_LAST, _FOLDER, _EVERY = "backup_last", "backup_folder", "backup_every"
ON_REQUEST = 0
EVERY = (ON_REQUEST, 1, 7)  # days between two backups that begin by themselves
REMIND_AFTER = 7  # days without a proved backup


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The newest backup of this desk. `proved_at` is None where it was not proved to be whole."""

    file: str
    made_at: datetime
    proved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where backups go, None where nobody chose yet, and after how many days one begins by itself."""

    folder: Path | None
    every: int


def last(desk: Desk) -> LastBackup | None:
    """The newest backup that this desk made."""
    try:
        kept = json.loads(desk_settings.get(desk, _LAST, "null"))
        if kept is None:
            return None
        proved = kept["proved_at"]
        return LastBackup(str(kept["file"]), moment(kept["made_at"]), moment(proved) if proved else None)
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


def keep_last(desk: Desk, found: LastBackup) -> None:
    """Remember the newest backup; one that could not be proved does not make an earlier proof forgotten."""
    before = last(desk)
    proved = found.proved_at or (before.proved_at if before is not None else None)
    kept = {
        "file": found.file,
        "made_at": stamp(found.made_at),
        "proved_at": stamp(proved) if proved is not None else "",
    }
    desk_settings.set_(desk, _LAST, json.dumps(kept))


def schedule(desk: Desk) -> Schedule:
    """Where and how often this desk is backed up by itself."""
    folder = desk_settings.get(desk, _FOLDER)
    every = desk_settings.get(desk, _EVERY, str(ON_REQUEST))
    days = int(every) if every.isdecimal() else ON_REQUEST
    return Schedule(Path(folder) if folder else None, days)


def require_apart(desk: Desk, folder: Path) -> None:
    """Raise `Refusal` "backup.within_data" for a folder in the data folder, which would be lost with it."""
    if folder.resolve().is_relative_to(desk.folder.path.resolve()):
        raise Refusal("backup.within_data", folder=str(folder))


def keep_folder(desk: Desk, folder: Path) -> None:
    """Have backups go to that folder from now on. Raises like `require_apart`."""
    require_apart(desk, folder)
    desk_settings.set_(desk, _FOLDER, str(folder))


def keep_every(desk: Desk, days: int) -> None:
    """Have a backup begin by itself after so many days, `ON_REQUEST` for never."""
    desk_settings.set_(desk, _EVERY, str(days))


def is_wanted(desk: Desk) -> bool:
    """Whether a backup should begin now by itself: a place is chosen and the last proved one is old."""
    chosen = schedule(desk)
    if chosen.folder is None or chosen.every == ON_REQUEST:
        return False
    found = last(desk)
    if found is None or found.proved_at is None:
        return True
    return datetime.now(UTC) - found.proved_at >= timedelta(days=chosen.every)
