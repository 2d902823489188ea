"""The data folder: what lies where, private to the user."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from app.errors import MissingEnvironment


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

    Modes are 0700 on Linux; on Windows the user's profile keeps others out.
    Raises `MissingEnvironment` when the place cannot be written.
    """
    folder = DataFolder(path)
    try:
        for part in (folder.path, folder.blobs, folder.backups, folder.log):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.name == "posix":
                part.chmod(0o700)
    except OSError as problem:
        raise MissingEnvironment("folder.unusable", path=str(path)) from problem
    return folder
