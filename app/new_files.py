"""New files under a name that a person gave: there whole or not at all, and never over another."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from app.durable import patiently, sync_file, sync_folder
from app.errors import MissingEnvironment, Refusal, system_reason

# Windows: devices that have these names in every folder, whatever follows a dot; and a colon would make a
# stream of another file.
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[ .]$')
# What Windows says of a name or path that cannot be. Python calls these an invalid argument, and with them
# nearly all that Windows says of a drive pulled out, a failing disk or a file kept in a cloud.
_NO_SUCH_NAMES = frozenset({87, 123, 161})
_numbers = count(1)  # of partial files, which several threads may write into one folder


def write_new(out: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises like `write_all_new`."""
    write_all_new({out: data})


def write_all_new(files: Mapping[Path, bytes]) -> None:
    """Write files of one folder that are not there yet, all or none; on the disk when this returns.

    Each is written under another name first, so that whatever ends the program leaves none cut short.
    Raises `Refusal` for a name that is taken or that the disk does not allow, and for a folder that is
    missing or may not be written; `MissingEnvironment` for a disk that is full or fails.
    """
    partials: list[Path] = []
    placed: list[Path] = []
    try:
        for out, data in files.items():
            refuse_taken(out)
            with disk_errors(out):
                partial = out.with_name(f".anumodon-{os.getpid()}-{next(_numbers)}.partial")
                partials.append(partial)
                with partial.open("wb") as file:
                    file.write(data)
                    sync_file(file)
        for partial, out in zip(partials, files, strict=True):
            with disk_errors(out):
                name_new(partial, out)
                placed.append(out)
                sync_folder(out.parent)
    except BaseException:
        for left in (*partials, *placed):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        raise


def name_new(partial: Path, out: Path) -> None:
    """Give what was written as `partial` its final name. Raises `FileExistsError` and other `OSError`s."""
    if os.path.lexists(out):  # POSIX would put it in the place of a file
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(out))
    patiently(lambda: partial.rename(out))


def refuse_taken(out: Path) -> None:
    """Raise `Refusal` where something is there already, no folder to put it in, or no such name can be.

    Asked before what takes long or is recorded; `write_new` asks once more.
    """
    if os.path.lexists(out):
        raise Refusal("archive.exists", name=out.name or str(out))
    if not _is_folder(out.absolute().parent):
        raise Refusal("archive.no_folder", folder=str(out.absolute().parent))
    if not allowed_name(out.name):
        raise Refusal("archive.bad_name", name=out.name)


def allowed_name(name: str, windows: bool = os.name == "nt") -> bool:
    """Whether this system lets a file have the name, and opens that very file by it.

    A folder may hold others all the same: on a drive that was written elsewhere, or on a server.

    >>> allowed_name("NUL.pdf", windows=True), allowed_name("memo 12:30.pdf", windows=True)
    (False, False)
    >>> allowed_name("NULL.pdf", windows=True), allowed_name("memo 12:30.pdf", windows=False)
    (True, True)
    """
    return not windows or not (_DEVICE.fullmatch(name) or _FORBIDDEN.search(name))


@contextmanager
def disk_errors(out: Path) -> Iterator[None]:
    """Turn what the disk says of writing `out` into what a person can do about it."""
    try:
        yield
    except OSError as problem:
        place = str(out.absolute().parent)
        match problem.errno:
            case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
                raise MissingEnvironment("archive.disk_full", folder=place) from problem
            case errno.EACCES | errno.EPERM | errno.EROFS:
                raise Refusal("archive.not_writable", folder=place) from problem
            case errno.ENOENT | errno.ENOTDIR if not _is_folder(out.absolute().parent):
                raise Refusal("archive.no_folder", folder=place) from problem
            case errno.EINVAL if getattr(problem, "winerror", None) not in {None, *_NO_SUCH_NAMES}:
                pass  # the disk's own trouble
            case errno.ENAMETOOLONG | errno.EINVAL | errno.EILSEQ | errno.ELOOP:
                raise Refusal("archive.bad_name", name=out.name) from problem
            case errno.ENOENT | errno.ENOTDIR:  # Windows says so of a path that is too long
                raise Refusal("archive.bad_name", name=out.name) from problem
            case errno.EEXIST | errno.ENOTEMPTY | errno.EISDIR:
                raise Refusal("archive.exists", name=out.name) from problem
        reason = system_reason(problem)
        raise MissingEnvironment("archive.disk_error", folder=place, reason=reason) from problem


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
