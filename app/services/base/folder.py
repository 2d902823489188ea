"""The data folder: what lies where, private to the user."""

from __future__ import annotations

import errno
from pathlib import Path

from app.errors import MissingEnvironment
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
    a folder of their own. Raises `MissingEnvironment` when the place cannot be written.
    """
    folder = DataFolder(path)
    try:
        for part in (folder.path, folder.blobs, folder.backups, folder.log):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
        raise MissingEnvironment("folder.full" if full else "folder.unusable", path=str(path)) from problem
    return folder
