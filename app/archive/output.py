"""Output of an archive: beside its final name first, under it only once it is whole and on the disk.

A half-written archive never bears the final name. What a killed process left is swept away by the next
export into the same folder; it is named after its machine and process, so that another desk's export into
a shared folder is left alone.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from app.archive.container import Member, closing, member_of
from app.archive.spool import Spool
from app.archive.summed import Summed
from app.computer import computer_name
from app.durable import sync_file, sync_folder
from app.errors import Refusal
from app.new_files import disk_errors, name_new, refuse_taken

FALLBACK_NAME = "anumodon-archive"
_ASCII_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PARTIAL = re.compile(r"\..+\.partial-(?P<pid>\d+)-(?P<machine>[0-9a-f]{8})", re.DOTALL)
_MACHINE = hashlib.sha256(computer_name().encode()).hexdigest()[:8]

_BUFFER = 1 << 20  # bytes: small files go to the disk together
_SYNC_EVERY = 32 << 20  # bytes
_POST_DEPTH = 3  # parts of data/posts/000123-v2

_writing: set[Path] = set()


class Output(Protocol):
    """Takes an archive's files one by one."""

    def add(self, path: str, file: Summed) -> None:
        """Write one file. `path` is ASCII, with `/` between folders, and new."""

    def add_spool(self, path: str, spool: Spool) -> None:
        """Write one file of what a spool holds."""

    def spool(self) -> Spool:
        """A new spool on the disk that is written to; closed with the output."""

    def write(self, spool: Spool, data: bytes) -> None:
        """Write to a spool. Raises what `add` does where the disk is full."""


@contextmanager
def new_output(out: Path, at: datetime) -> Iterator[Output]:
    """Where to write the archive that shall be `out`: a folder, or a stored zip if the name ends in .zip.

    On leaving, everything is on the disk and bears the final name; after any exception nothing is left.
    `at` is the local time the files in a zip bear. Raises `Refusal` where `out` exists already or its
    folder cannot be written, `MissingEnvironment` where the disk is full or fails.
    """
    out = out.absolute()
    refuse_taken(out)
    partial = out.with_name(f".{out.name}.partial-{os.getpid()}-{_MACHINE}")
    if partial in _writing:
        raise Refusal("archive.exists", name=out.name)
    _writing.add(partial)
    try:
        _sweep(out.parent)
        output = _Zip(partial, out, at) if out.suffix.lower() == ".zip" else _Folder(partial, out)
        try:
            yield output
            output.close()
            with disk_errors(out):
                name_new(partial, out)
                sync_folder(out.parent)
        finally:
            output.abandon()
            _remove(partial)
    finally:
        _writing.discard(partial)


class _Spooling:
    """What both kinds of output have: spools beside what they write."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._spools: list[Spool] = []

    def spool(self) -> Spool:
        with disk_errors(self._out):
            self._spools.append(Spool(self._out.parent))
        return self._spools[-1]

    def write(self, spool: Spool, data: bytes) -> None:
        with disk_errors(self._out):
            spool.write(data)

    def _close_spools(self) -> None:
        for spool in self._spools:
            with suppress(OSError):  # flushes, and a full disk refuses that again
                spool.close()


class _Folder(_Spooling):
    def __init__(self, partial: Path, out: Path) -> None:
        super().__init__(out)
        self._partial = partial
        with disk_errors(out):
            partial.mkdir()
        self._folders = {partial}

    def add(self, path: str, file: Summed) -> None:
        self._add(path, (file.data,))

    def add_spool(self, path: str, spool: Spool) -> None:
        self._add(path, spool.pieces())

    def _add(self, path: str, pieces: Iterable[bytes]) -> None:
        target = self._partial / path
        with disk_errors(self._out):
            if target.parent not in self._folders:
                self._leave(target.parent)
                target.parent.mkdir(parents=True, exist_ok=True)
                self._folders.update(p for p in target.parents if p.is_relative_to(self._partial))
            with target.open("xb") as file:
                file.writelines(pieces)
                # Each file: its folder's name may reach the disk before what is in it, and 1,000 of 100 KB
                # take no longer than with one wait at the end.
                sync_file(file)

    def _leave(self, entered: Path) -> None:
        """Wait for the disk on other posts' folders, so that the list of folders stays short."""
        wanted = self._post(entered)
        for folder in [each for each in self._folders if self._post(each) not in ((), wanted)]:
            sync_folder(folder)
            self._folders.discard(folder)

    def _post(self, folder: Path) -> tuple[str, ...]:
        """The post that a folder is of: `data`, `posts` and its name; nothing for a folder above."""
        parts = folder.relative_to(self._partial).parts[:_POST_DEPTH]
        return parts if len(parts) == _POST_DEPTH else ()

    def close(self) -> None:
        with disk_errors(self._out):
            for folder in self._folders:
                sync_folder(folder)

    def abandon(self) -> None:
        """Nothing but spools is held open between files."""
        self._close_spools()


class _Zip(_Spooling):
    def __init__(self, partial: Path, out: Path, at: datetime) -> None:
        super().__init__(out)
        self._at = at
        self._count, self._place = 0, 0
        # BagIt wants one folder in the zip, named like it; other tools may not read a Bangla name there.
        self._folder = out.stem if _ASCII_NAME.fullmatch(out.stem) else FALLBACK_NAME
        with disk_errors(out):
            self._file: BinaryIO = partial.open("xb", buffering=_BUFFER)
        self._syncing = _Syncing(self._file)
        self._directory = self.spool()

    def add(self, path: str, file: Summed) -> None:
        with disk_errors(self._out):
            name, size = f"{self._folder}/{path}", len(file.data)
            member = member_of(name, size, file.crc, self._place, self._at)
            self._write(member, (file.data,))

    def add_spool(self, path: str, spool: Spool) -> None:
        with disk_errors(self._out):
            name = f"{self._folder}/{path}"
            member = member_of(name, spool.size, spool.crc, self._place, self._at)
            self._write(member, spool.pieces())

    def _write(self, member: Member, pieces: Iterable[bytes]) -> None:
        self._file.write(member.header())
        self._file.writelines(pieces)
        self._directory.write(member.record())
        self._count += 1
        place, self._place = self._place, member.data_offset + member.size
        self._syncing.written(self._place - place)

    def close(self) -> None:
        with disk_errors(self._out):
            self._file.writelines(self._directory.pieces())
            self._file.writelines(closing(self._count, self._place, self._directory.size))
            self._syncing.end()
            sync_file(self._file)
            self._file.close()

    def abandon(self) -> None:
        # Closing flushes, and a full disk refuses that again; the first refusal is the one to tell.
        with suppress(OSError):
            self._syncing.end()
        with suppress(OSError):
            self._file.close()
        self._close_spools()


class _Syncing:
    """Has the disk take what was written while more is being made: it idles until the end else.

    A thread of its own waits for the disk; a small file has none.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._pool = ThreadPoolExecutor(1, "disk")
        self._running: Future[None] | None = None
        self._waiting = 0

    def written(self, size: int) -> None:
        """So many bytes more were written. Raises `OSError` where the disk did not take earlier ones."""
        self._waiting += size
        if self._waiting < _SYNC_EVERY or (self._running is not None and not self._running.done()):
            return
        self._wait()
        self._file.flush()
        self._running, self._waiting = self._pool.submit(os.fsync, self._file.fileno()), 0

    def end(self) -> None:
        """Wait for what is under way. Raises `OSError` like `written`: a disk tells of a failure once."""
        try:
            self._wait()
        finally:
            self._pool.shutdown()

    def _wait(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.result()


def _sweep(folder: Path) -> None:
    """Remove what dead processes of this machine left in `folder`."""
    try:
        entries = list(folder.iterdir())
    except OSError:
        return  # creating the archive there will fail next, and say why
    for entry in entries:
        found = _PARTIAL.fullmatch(entry.name)
        if found is None or found["machine"] != _MACHINE or entry in _writing:
            continue
        pid = int(found["pid"])
        if pid == os.getpid() or not _alive(pid):
            _remove(entry)


if sys.platform == "win32":
    # os.kill(pid, 0) would end the process there.
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.OpenProcess.restype = ctypes.c_void_p
    _kernel.GetExitCodeProcess.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    _kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
    _QUERY_LIMITED_INFORMATION, _ACCESS_DENIED, _STILL_ACTIVE = 0x1000, 5, 259

    def _alive(pid: int) -> bool:
        handle = _kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, ctypes.c_ulong(pid))
        if not handle:
            return ctypes.get_last_error() == _ACCESS_DENIED
        code = ctypes.c_ulong()
        _kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        _kernel.CloseHandle(handle)
        return code.value == _STILL_ACTIVE

else:

    def _alive(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True
        return True


def _remove(path: Path) -> None:
    """Remove a partial archive as far as possible; what stays is swept by a later export."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        path.unlink()
