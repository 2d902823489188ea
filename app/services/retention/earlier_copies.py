"""Copies of the whole database that lie in the data folder itself, and hold what was destroyed since.

The program makes one before it changes the tables of an earlier release, to have something to go back to;
a backup that was killed leaves one too. To go back to either would bring the destroyed posts back.
"""

from __future__ import annotations

import time
from pathlib import Path

from app.durable import overwrite_and_remove
from app.errors import MissingEnvironment
from app.services.base.desk import Desk

_UNDER_WAY = 3600  # seconds: a backup's own copy that is younger may be in use, and goes with that backup


def earlier_copies(desk: Desk) -> list[str]:
    """Their names within `backups/`, in order."""
    return [_name(desk, file) for file in _found(desk)]


def destroy_earlier_copies(desk: Desk) -> list[str]:
    """Overwrite and remove them; the names of those that there were, in order.

    Raises `MissingEnvironment` where one cannot be removed: a copy that somebody has open on Windows.
    """
    gone = []
    for file in _found(desk):
        try:
            overwrite_and_remove(file)
        except FileNotFoundError:  # gone meanwhile, by a backup that ended
            continue
        except OSError as problem:
            raise MissingEnvironment("disposal.copy_stays", path=str(file)) from problem
        gone.append(_name(desk, file))
    return gone


def _found(desk: Desk) -> list[Path]:
    since = time.time() - _UNDER_WAY
    within = desk.folder.backups
    left = (one for one in within.glob("scratch-*") if one.is_dir() and one.stat().st_mtime < since)
    found = [*within.glob("before-*"), *(file for folder in left for file in folder.rglob("*"))]
    return sorted(file for file in found if file.is_file() and not file.is_symlink())


def _name(desk: Desk, file: Path) -> str:
    return file.relative_to(desk.folder.backups).as_posix()
