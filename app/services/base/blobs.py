"""Attachments on disk, each kept once under its SHA-256 and never changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app.durable import move_over, overwrite_and_remove, sync_file, sync_folder
from app.errors import MissingEnvironment, Refusal, system_reason

if TYPE_CHECKING:
    from app.services.base.transfers import Transfer

_PIECE = 1 << 20  # bytes read at once
_NAME = re.compile(r"[0-9a-f]{64}")


class Blobs:
    """A folder of files named by what is in them: `ab/ab12…`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep `data` and return its SHA-256. On the disk, whole, when this returns.

        Raises `MissingEnvironment` when the disk is full or cannot be written.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        target = self._path(sha256)
        partial = target.with_name(f".{sha256}.{os.getpid()}.partial")
        try:
            if target.exists():
                return sha256
            target.parent.mkdir(mode=0o700, exist_ok=True)
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(data)
                sync_file(file)
            move_over(partial, target)
            sync_folder(target.parent)
        except OSError as problem:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
            raise MissingEnvironment("blobs.unwritable", reason=system_reason(problem)) from problem
        return sha256

    def put_all(self, files: Iterable[bytes]) -> None:
        """Keep several files, as `put` keeps each. Raises as that does; what was kept until then stays."""
        for data in files:
            self.put(data)

    def holds(self, sha256: str) -> bool:
        """Whether a file is kept whole under `sha256`. Says nothing of what is in it."""
        return self._path(sha256).exists()

    def keep_named(self, sha256: str, data: bytes) -> None:
        """Keep `data` anew where it went since `put`. Call inside the transaction whose row names it.

        A file lies here before its row: an order of destruction that looks in between finds no row that
        needs it and removes it, also where it was here already for a post that is destroyed just now. The
        order looks and removes in one transaction of the writer, and so does this look: whoever comes
        second sees what the first did, and no row is left without its file.
        """
        if not self.holds(sha256):
            self.put(data)

    def names(self) -> list[str]:
        """The SHA-256 of every file kept, in order."""
        return sorted(path.name for path in self._folder.glob("*/*") if _NAME.fullmatch(path.name))

    def close(self) -> None:
        """Nothing is open here between two calls."""

    def watch(self, moved: Callable[[Transfer], None], kept_nothing: Callable[[Refusal], None]) -> None:
        """Tell of large files on their way, and that none can be kept here: nothing, where none travel."""

    def drop(self, sha256: str) -> None:
        """Take what is kept under `sha256` out of the folder, where a server has it too."""
        with contextlib.suppress(OSError):
            self._path(sha256).unlink(missing_ok=True)

    def destroy(self, sha256: str) -> None:
        """Overwrite and remove what is kept under `sha256`, for good. Nothing to do where it is gone.

        Raises `MissingEnvironment` where it cannot be removed.
        """
        try:
            overwrite_and_remove(self._path(sha256))
        except FileNotFoundError:
            return
        except OSError as problem:
            raise MissingEnvironment("blobs.unwritable", reason=system_reason(problem)) from problem

    def destroy_copy(self, _sha256: str) -> bool:
        """Destroy this desk's copy of what a server kept, and say whether there was one: here none is."""
        return False

    def prove(self, sha256: str) -> None:
        """Read what is kept under `sha256` piece by piece. Raises `Refusal` like `read`."""
        found = hashlib.sha256()
        try:
            with self._opened(sha256) as file:
                while piece := file.read(_PIECE):
                    found.update(piece)
        except OSError as problem:
            raise MissingEnvironment("blobs.unreadable", sha256=sha256[:12]) from problem
        if found.hexdigest() != sha256:
            raise Refusal("blobs.changed", sha256=sha256[:12])

    def read(self, sha256: str) -> bytes:
        """The bytes kept under `sha256`. Raises `Refusal` when they are gone or no longer the same."""
        try:
            with self._opened(sha256) as file:
                data = file.read()
        except OSError as problem:
            raise MissingEnvironment("blobs.unreadable", sha256=sha256[:12]) from problem
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Refusal("blobs.changed", sha256=sha256[:12])
        return data

    def read_each(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Each of these files with its name, in their order, but for one that `read` would refuse.

        Raises `MissingEnvironment` as that does.
        """
        for sha256 in names:
            try:
                data = self.read(sha256)
            except Refusal:
                continue
            yield sha256, data

    def _opened(self, sha256: str) -> BinaryIO:
        """The kept file, open; only a regular one, since reading a pipe or a device would never end.

        Raises `Refusal` for one that is gone or no file, `OSError` where it cannot be opened.
        """
        if not _NAME.fullmatch(sha256):  # a row that somebody changed from outside
            raise Refusal("blobs.missing", sha256=sha256[:12])
        path = self._path(sha256)
        try:
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        except FileNotFoundError:
            raise Refusal("blobs.missing", sha256=sha256[:12]) from None
        file = os.fdopen(handle, "rb")
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            file.close()
            raise Refusal("blobs.changed", sha256=sha256[:12])
        return file

    def _lies_here(self, sha256: str) -> bool:
        return _NAME.fullmatch(sha256) is not None and self._path(sha256).exists()

    def _path(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self._folder / sha256[:2] / sha256
