"""The folder of backups on a drive: what lies where, written so that a pulled drive leaves nothing half.

    anumodon-backup/
      README.txt
      keys/<key>.passphrase.age  keys/<key>.recovery-….age   the folder's key, once for each way to open it
      pieces/<key>/ab/ab12….age                               what was backed up, each piece kept once
      20261201T081500Z-<key>.backup                           a backup: the list of its pieces

Everything but README.txt is in age's format. A backup's own file is written last: what has one is whole.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from app.durable import move_over, sync_file, sync_folder
from app.errors import MissingEnvironment, Refusal
from app.files import read_regular
from app.values import dataclass

NAME = "anumodon-backup"
SUFFIX = ".backup"
PIECE = 1 << 20  # bytes of the database in one piece: few of them change from day to day
BLOB_PIECE = 8 << 20  # bytes of an image or video in one piece
_OVERHEAD = 1 << 16  # more than age adds to one piece
_MOST_KEY = 1 << 16
_MOST_MANIFEST = 256 << 20
_STAMP = "%Y%m%dT%H%M%SZ"
_BACKUP = re.compile(r"(\d{8}T\d{6}Z)-([0-9a-f]{16})(?:-\d+)?\.backup")
_KEY = re.compile(r"([0-9a-f]{16})\.(passphrase|recovery-[0-9a-f]{8})\.age")
_PIECE_NAME = re.compile(r"[0-9a-f]{40}")
_PARTIAL = ".partial"
# Windows' numbers for a drive that is not ready, not there, or no longer connected; Python takes the first of
# them for a missing permission.
_PULLED_OUT = frozenset({21, 55, 433, 1167})


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup by its file's name: when it was made, and the id of the key it is encrypted for."""

    path: Path
    made_at: datetime
    key: str


class Storage:
    """The backups under one folder. Errors of the drive become one sentence each (`drive_problem`)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def under(cls, place: Path) -> Storage:
        """The backups in the folder `place`, which may be the folder of backups itself."""
        return cls(place if place.name == NAME and place.is_dir() else place / NAME)

    @classmethod
    def of(cls, backup: Path) -> Storage:
        """The folder that a backup's own file lies in."""
        return cls(backup.parent)

    def make(self, readme: str) -> None:
        """Make the folder where it is missing; the place it is in has to be there, or no drive is.

        Raises `MissingEnvironment`.
        """
        self.require_place()
        with drive_problems(self.path):
            for part in (self.path, self.path / "keys", self.path / "pieces"):
                part.mkdir(mode=0o700, exist_ok=True)
        if not (self.path / "README.txt").exists():
            self.write(self.path / "README.txt", readme.encode())

    def require_place(self) -> None:
        """Raise `MissingEnvironment` where the folder that the backups are to be in is gone or closed."""
        with drive_problems(self.path):
            self.path.is_dir()  # whether what is inside may be seen at all
            if not self.path.parent.is_dir():
                raise MissingEnvironment("backup.no_place", folder=str(self.path.parent))

    def backups(self) -> list[BackupFile]:
        """Every backup, the oldest first. Raises `MissingEnvironment` where the folder is not there."""
        self.require_place()
        if not self.path.is_dir():
            return []
        with drive_problems(self.path):
            found = [backup_file(path) for path in self.path.iterdir()]
        return sorted((one for one in found if one is not None), key=lambda one: (one.made_at, one.path.name))

    def key_files(self, way: str | None = None) -> Iterator[tuple[str, bytes]]:
        """The id and the file of every key, or of those that are opened one `way`."""
        folder = self.path / "keys"
        with drive_problems(self.path):
            names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        for name in names:
            match = _KEY.fullmatch(name)
            if match is not None and way in (None, match[2]):
                try:
                    data = self.read(folder / name, _MOST_KEY)
                except (IsADirectoryError, Refusal) as problem:  # it is no key: another one may be
                    if isinstance(problem, MissingEnvironment):
                        raise
                    continue
                yield match[1], data

    def has_key(self, key: str, way: str) -> bool:
        """Whether a key can be opened that way."""
        return (self.path / "keys" / f"{key}.{way}.age").is_file()

    def add_key(self, key: str, way: str, data: bytes) -> None:
        """Keep a key, encrypted, beside what it opens."""
        self.write(self.path / "keys" / f"{key}.{way}.age", data)

    def has_piece(self, key: str, name: str) -> bool:
        """Whether a piece is there. That it is sound is proven by reading it."""
        return self._piece(key, name).is_file()

    def add_piece(self, key: str, name: str, data: bytes) -> None:
        """Keep a piece, encrypted."""
        self.write(self._piece(key, name), data)

    def piece(self, key: str, name: str) -> bytes | None:
        """A piece as it lies there, None where it does not."""
        try:
            return self.read(self._piece(key, name), BLOB_PIECE + _OVERHEAD)
        except (FileNotFoundError, IsADirectoryError, Refusal) as problem:
            if isinstance(problem, MissingEnvironment):
                raise
            return None

    def discard_pieces(self, key: str, names: Iterator[str] | set[str]) -> None:
        """Take out pieces that are damaged, so that they are written anew."""
        for name in names:
            with contextlib.suppress(OSError):
                self._piece(key, name).unlink()

    def pieces(self, key: str) -> Iterator[Path]:
        """Everything that lies among the pieces of one key."""
        with drive_problems(self.path):
            yield from (self.path / "pieces" / key).glob("*/*")

    def add_backup(self, made_at: datetime, key: str, data: bytes) -> Path:
        """Write a backup's own file, the last of its files."""
        stem, number = f"{made_at.astimezone(UTC).strftime(_STAMP)}-{key}", 1
        while (path := self.path / f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}").exists():
            number += 1
        self.write(path, data)
        return path

    def write(self, path: Path, data: bytes) -> None:
        """Write a file whole or not at all, and wait until it is on the drive."""
        partial = path.with_name(f".{path.name}.{os.getpid()}{_PARTIAL}")
        with drive_problems(self.path):
            try:
                path.parent.mkdir(mode=0o700, exist_ok=True, parents=False)
                flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
                with os.fdopen(os.open(partial, flags, 0o600), "wb") as file:
                    file.write(data)
                    sync_file(file)
                    _forget(file)
                move_over(partial, path)
                sync_folder(path.parent)
            except FileNotFoundError as problem:  # the folder for it was there a moment ago
                raise MissingEnvironment("backup.gone", folder=str(self.path)) from problem
            except OSError as problem:
                with contextlib.suppress(OSError):
                    partial.unlink(missing_ok=True)
                if isinstance(problem, IsADirectoryError):  # it has the name of this file
                    raise MissingEnvironment("backup.not_writable", folder=str(path)) from problem
                raise

    def read(self, path: Path, most: int = _MOST_MANIFEST) -> bytes:
        """A file's bytes. Raises `FileNotFoundError` for none, `Refusal` for what is no such file."""
        with drive_problems(self.path):
            return read_regular(path, most)

    def _piece(self, key: str, name: str) -> Path:
        if not _PIECE_NAME.fullmatch(name):
            raise Refusal("backup.damaged", name=name)
        return self.path / "pieces" / key / name[:2] / f"{name}.age"

    def make_pieces(self, key: str) -> None:
        """Make the folder for the pieces of one key."""
        with drive_problems(self.path):
            (self.path / "pieces" / key).mkdir(mode=0o700, exist_ok=True)


def backup_file(path: Path) -> BackupFile | None:
    """What a file's name says of the backup in it, None for another file."""
    match = _BACKUP.fullmatch(path.name)
    if match is None:
        return None
    try:
        made_at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return BackupFile(path, made_at, match[2])


@contextlib.contextmanager
def drive_problems(folder: Path) -> Iterator[None]:
    """Turn what a drive refuses into a sentence; a file that is not there stays `FileNotFoundError`."""
    try:
        yield
    except FileNotFoundError as problem:
        # The drive was pulled out meanwhile; where it was mounted, an empty folder may be left.
        if not folder.is_dir():
            raise MissingEnvironment("backup.gone", folder=str(folder)) from problem
        raise
    except IsADirectoryError:
        raise
    except OSError as problem:
        raise drive_problem(problem, folder) from problem


def drive_problem(problem: OSError, folder: Path) -> MissingEnvironment:
    """The sentence for an error of the drive that `folder` is on."""
    if getattr(problem, "winerror", None) in _PULLED_OUT:
        return MissingEnvironment("backup.gone", folder=str(folder))
    if problem.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return MissingEnvironment("backup.full", folder=str(folder))
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return MissingEnvironment("backup.not_writable", folder=str(folder))
    return MissingEnvironment("backup.gone", folder=str(folder))


def _forget(file: BinaryIO) -> None:
    """Have the system forget what was written, so that proving it reads the drive and not the memory."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
