"""The parts of a download as one: folders and zips, looked at through the same names.

A platform cuts a download of years into several zips, and a post's images may lie in another one than it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from app.errors import Refusal
from app.files import open_regular
from app.intake import names
from app.intake.limits import HISTORY_DEPTH, HISTORY_FILE_BYTES, HISTORY_ZIP, MEBIBYTE
from app.intake.zips import GuardedZip

_PIECE = 1 << 16


class Source(Protocol):
    """A folder or a zip of a download."""

    title: str

    def names(self) -> tuple[str, ...]:
        """Every file, "/" between the parts."""
        ...

    def pieces(self, name: str, limit: int) -> Iterator[bytes]:
        """A file's bytes; raises `Refusal` for one not as declared, larger than `limit`, or unreadable."""
        ...


class Download:
    """All parts together. Close it when done: it is a context manager."""

    def __init__(self, paths: list[Path]) -> None:
        """Raises `Refusal` for a path that is not there and for a zip that is damaged or hostile."""
        self._stack = contextlib.ExitStack()
        try:
            self.parts = tuple(self._parts(paths))
        except BaseException:
            self._stack.close()
            raise
        self._where: dict[str, Source] = {}
        for part in self.parts:
            for name in part.names():
                self._where.setdefault(name, part)
        self._by_end: dict[str, str] | None = None

    def __enter__(self) -> Download:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def names(self) -> tuple[str, ...]:
        """Every file of every part. A name that several parts have (each has its own posts) is there once."""
        return tuple(self._where)

    def every(self, wanted: str) -> Iterator[tuple[Source, str]]:
        """Each part that has a file of that name, and the name."""
        for part in self.parts:
            if wanted in part.names():
                yield part, wanted

    def media(self, name: str) -> tuple[Source, str] | None:
        """The part and the name of an image or video that a post calls `name`, None where no part has it.

        A download unpacked into a folder of its own has that folder before every name.
        """
        wanted = name.removeprefix("./").lstrip("/")
        if wanted in self._where:
            return self._where[wanted], wanted
        if self._by_end is None:
            self._by_end = {_end(each): each for each in reversed(self._where)}
        found = self._by_end.get(_end(wanted))
        if found is None or not (found.endswith(f"/{wanted}") or wanted.endswith(f"/{found}")):
            return None
        return self._where[found], found

    def _parts(self, paths: list[Path]) -> Iterator[Source]:
        for path in paths:
            try:
                is_folder = path.is_dir()
            except PermissionError:  # the folder around it may not be looked into
                raise Refusal("intake.unreadable", name=path.name) from None
            if is_folder:
                inside = sorted(path.glob("*.zip"))
                yield _Folder(path)
                for each in inside:
                    yield self._zip(each)
            elif path.suffix.lower() == ".zip":
                yield self._zip(path)
            elif path.is_file():
                yield _OneFile(path)
            else:
                raise Refusal("history.no_download", name=path.name)

    def _zip(self, path: Path) -> GuardedZip:
        try:
            file: BinaryIO = self._stack.enter_context(open_regular(path))
        except OSError as problem:
            raise Refusal("intake.unreadable", name=path.name) from problem
        return GuardedZip(file, path.name, HISTORY_ZIP)


class _Folder:
    """A folder; links in it are not followed."""

    def __init__(self, path: Path) -> None:
        self.title = path.name
        self._path = path
        self._names = tuple(self._walk(path, ""))

    def names(self) -> tuple[str, ...]:
        return self._names

    def pieces(self, name: str, limit: int) -> Iterator[bytes]:
        yield from _read(self._path / name, f"{self.title} › {names.shown(name)}", limit)

    def _walk(self, folder: Path, above: str) -> Iterator[str]:
        if above.count("/") > HISTORY_DEPTH:
            raise Refusal("intake.too_deep", name=self.title, most=HISTORY_DEPTH)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as problem:
            raise Refusal("intake.unreadable", name=names.shown(folder.name)) from problem
        for entry in entries:
            if names.hidden(entry.name) or entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(folder / entry.name, f"{above}{entry.name}/")
            elif entry.is_file(follow_symlinks=False) and (above or not entry.name.lower().endswith(".zip")):
                yield f"{above}{entry.name}"


class _OneFile:
    """A single file, as a CSV is."""

    def __init__(self, path: Path) -> None:
        self.title = path.name
        self._path = path

    def names(self) -> tuple[str, ...]:
        return (self._path.name,)

    def pieces(self, name: str, limit: int) -> Iterator[bytes]:
        yield from _read(self._path, names.shown(name), limit)


def read_whole(source: Source, name: str, limit: int = HISTORY_FILE_BYTES) -> bytes:
    """A file's bytes at once. Raises `Refusal` like `Source.pieces`."""
    return b"".join(source.pieces(name, limit))


def _read(path: Path, shown: str, limit: int) -> Iterator[bytes]:
    read = 0
    try:
        with open_regular(path) as file:
            while piece := file.read(_PIECE):
                read += len(piece)
                if read > limit:
                    raise Refusal("intake.too_big", name=shown, most=limit // MEBIBYTE)
                yield piece
    except OSError as problem:
        raise Refusal("intake.unreadable", name=shown) from problem


def _end(name: str) -> str:
    return "/".join(name.split("/")[-2:])
