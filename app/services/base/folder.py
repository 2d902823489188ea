"""The data folder: what lies where, private to the user."""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path

from app.errors import MissingEnvironment, Refusal
from app.paths import usual_data_folder
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class DataFolder:
    """`anumodon.db`, `blobs/`, `backups/` and `log/` under one private folder."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "anumodon.db"

    @property
    def blobs(self) -> Path:
        return self.path / "blobs"

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    @property
    def log(self) -> Path:
        return self.path / "log"


def open_folder(path: Path) -> DataFolder:
    """Make the data folder and its parts where they are missing.

    What is made here has the mode 0700 on Linux; on Windows the user's profile keeps others out. The mode of
    a folder that was there already is its owner's business: it may be shared, and somebody may have named
    a folder of their own. Raises `MissingEnvironment` when the place cannot be written, and like
    `require_place`.
    """
    folder = DataFolder(path)
    try:
        require_place(path)
        for part in (folder.path, folder.blobs, folder.backups, folder.log):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
        raise MissingEnvironment("folder.full" if full else "folder.unusable", path=str(path)) from problem
    return folder


def require_place(path: Path) -> None:
    """Raise `MissingEnvironment` "folder.no_place" where the folder that `path` is to be in is not there.

    A drive that is not plugged in: made anew on the disk, the office would begin as an empty one there, and
    its record seem lost. The usual place is made however much of the way to it is missing: nobody named it.
    """
    if path.parent.exists():
        return
    with contextlib.suppress(MissingEnvironment):
        if path == usual_data_folder():
            return
    gone = next(above for above in reversed(path.parents) if not above.exists())
    raise MissingEnvironment("folder.no_place", path=str(path), parent=str(gone))


def has_database(path: Path) -> bool:
    """Whether a database is in the folder `path`, sound or not; an empty file is none."""
    database = DataFolder(path).database
    return database.exists() and database.stat().st_size > 0


def require_office(path: Path, *, may_begin: bool = False) -> None:
    """Raise `Refusal` where no office was begun in the folder `path`, and make nothing.

    Where one `may_begin`, only files left of another are in the way.

    "folder.no_office" where there is none, "folder.database_gone" where its files are there without its
    database or with an empty file in its place, and `MissingEnvironment` like `require_place`. A folder that
    cannot be looked into counts as one with an office: what opens it says what is the matter.
    """
    require_place(path)
    folder = DataFolder(path)
    with contextlib.suppress(PermissionError):
        if not has_database(path):
            left = any(folder.blobs.glob("*/*")) or any(folder.backups.glob("*.db"))
            if left or not may_begin:
                raise Refusal(f"folder.{'database_gone' if left else 'no_office'}", path=str(path))
