"""The files of an archive on the disk, in a folder or in a zip, read without trusting either."""

from __future__ import annotations

import os
import stat
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from app.archive.bag import is_safe_path
from app.archive.container import Member, walk
from app.archive.nearby import ONE_OF, is_another_zip, is_archive, no_archive
from app.archive.types import Problem
from app.errors import Refusal, system_reason
from app.files import open_regular
from app.new_files import allowed_name

_CHUNK = 1 << 20
_ZIP_START = b"PK"
_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: a link to a folder that Windows does not call one


class Contents(Protocol):
    """An opened archive. `sizes` has every readable file by its path in the archive.

    `problems` are those of the container itself; where it is `broken`, nothing else can be said.
    """

    sizes: dict[str, int]
    problems: list[Problem]
    broken: bool

    def chunks(self, path: str) -> Iterator[bytes]:
        """The bytes of a file, a piece at a time. Raises `OSError` where the disk cannot give them."""


@contextmanager
def open_contents(path: Path, windows: bool = os.name == "nt") -> Iterator[Contents]:
    """Open the archive at `path`. Raises `Refusal` where there is none, or something else.

    `windows`: whether names stand for what they do there; a folder's others are problems and never opened.
    """
    try:
        file = None if path.is_dir() else open_regular(path)
    except FileNotFoundError:
        raise Refusal("archive.not_found", name=str(path)) from None
    except OSError as problem:
        raise Refusal("archive.not_readable", name=path.name, reason=system_reason(problem)) from problem
    if file is None:
        # Asked before the folder is walked through: somebody may name a whole disk.
        if not is_archive(path):
            _require_readable(path)
            raise no_archive(path)
        folder = _Folder(path, windows)
        _require_bag(folder, path)
        yield folder
        return
    with file:
        try:
            start = file.read(len(_ZIP_START))
        except OSError as problem:
            raise Refusal("archive.not_readable", name=path.name, reason=system_reason(problem)) from problem
        if path.suffix.lower() != ".zip" and start != _ZIP_START:
            raise no_archive(path)
        zipped = _Zip(file, path)
        if not zipped.broken:
            _require_bag(zipped, path)
        elif is_another_zip(file):
            raise no_archive(path)
        yield zipped


def _require_readable(folder: Path) -> None:
    """What may not be looked into is not called something else than an archive."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                entry.stat(follow_symlinks=False)
                break
    except OSError as problem:
        raise Refusal("archive.not_readable", name=folder.name, reason=system_reason(problem)) from problem


def _require_bag(contents: Contents, path: Path) -> None:
    """One of the three must be there, lest any folder of photographs be called a damaged archive."""
    if not ONE_OF & contents.sizes.keys():
        raise no_archive(path)


@dataclass
class _Folder:
    root: Path
    windows: bool
    sizes: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False

    def __post_init__(self) -> None:
        pending = [""]
        while pending:
            pending.extend(self._list(pending.pop()))

    def _list(self, folder: str) -> list[str]:
        """Take in one folder's files; returns the folders in it. Links are reported and not followed."""
        below = []
        try:
            with os.scandir(self.root / folder) as scan:
                entries = list(scan)
            if not entries:
                self.problems.append(Problem("added", shown(folder)))
            for entry in entries:
                path = folder + entry.name
                status = entry.stat(follow_symlinks=False)
                # A link, or on Windows a name by which something else would be opened.
                junction = getattr(status, "st_reparse_tag", 0) == _JUNCTION
                if junction or not allowed_name(entry.name, self.windows):
                    self.problems.append(Problem("not_regular", shown(path)))
                elif stat.S_ISDIR(status.st_mode):
                    below.append(path + "/")
                elif stat.S_ISREG(status.st_mode):
                    self.sizes[path] = status.st_size
                else:
                    self.problems.append(Problem("not_regular", shown(path)))
        except OSError as problem:
            self.problems.append(Problem("unreadable", shown(folder), system_reason(problem)))
        return below

    def chunks(self, path: str) -> Iterator[bytes]:
        left = self.sizes[path]
        try:
            with open_regular(self.root / path) as file:
                # Of one that grows meanwhile a little more than its listed size is read: enough to differ.
                while left >= 0 and (chunk := file.read(_CHUNK)):
                    left -= len(chunk)
                    yield chunk
        except Refusal:
            self.problems.append(Problem("not_regular", shown(path)))


class _Zip:
    def __init__(self, file: BinaryIO, path: Path) -> None:
        self.sizes: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.broken = False
        self._file = file
        self._members: dict[str, Member] = {}
        try:
            members, flaw = walk(file, file.seek(0, os.SEEK_END))
        except OSError as problem:
            raise Refusal("archive.not_readable", name=path.name, reason=system_reason(problem)) from problem
        # The folder that most members are in, so that one spoilt name does not hide the others.
        tops = Counter(member.name.partition("/")[0] + "/" for member in members)
        top = max(tops, key=tops.__getitem__, default="")
        if flaw is not None:
            name = shown(flaw.member.removeprefix(top)) or path.name
            self.problems.append(Problem(flaw.kind, name))
            self.broken = flaw.fatal
        for member in members:
            self._take(member, top)

    def _take(self, member: Member, top: str) -> None:
        path = member.name.removeprefix(top)
        if not member.size and is_safe_path(member.name.removesuffix("/")) and member.name.endswith("/"):
            # Harmless, but never written by this program, nor covered by any manifest.
            self.problems.append(Problem("zip_folder", shown(member.name)))
        elif not is_safe_path(member.name):
            self.problems.append(Problem("unsafe_name", shown(member.name)))
        elif path == member.name:
            self.problems.append(Problem("added", shown(path)))
        elif path in self._members:
            self.problems.append(Problem("zip_duplicate", path))
        else:
            self._members[path] = member
            self.sizes[path] = member.size

    def chunks(self, path: str) -> Iterator[bytes]:
        member = self._members[path]
        self._file.seek(member.data_offset)
        left, crc = member.size, 0
        while left:
            chunk = self._file.read(min(left, _CHUNK))
            if not chunk:
                break
            left -= len(chunk)
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if crc != member.crc:
            self.problems.append(Problem("zip_altered", path))


def shown(name: str) -> str:
    """A name from outside as it may be printed: control characters and stray bytes as escapes."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in name
    )
