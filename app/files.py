"""Reading files that somebody named: regular files alone, and no more of them than is wanted.

A device may have no end (`/dev/zero`), and opening a named pipe waits for a writer that may never come.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from app.errors import Refusal

_MEBIBYTE = 1 << 20
# A named pipe opens at once instead of waiting. Windows has no such files in its folders.
_WITHOUT_WAITING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: Path) -> BinaryIO:
    """Open the file at `path` for reading.

    Raises `Refusal` "file.not_regular" for a device, a pipe or a socket, `IsADirectoryError` for a folder,
    and `OSError` where the system does not let it be opened.
    """
    require_regular(path, path.stat().st_mode)  # asked first: opening a device may already do something
    descriptor = os.open(path, _WITHOUT_WAITING)
    try:
        require_regular(path, os.fstat(descriptor).st_mode)  # another file may have taken its place
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_regular(path: Path, most: int) -> bytes:
    """The whole file at `path`, of at most `most` bytes.

    Raises what `open_regular` does, and `Refusal` "file.too_big" for a larger one, which is not read to its
    end.
    """
    with open_regular(path) as file:
        return read_capped(file, most, path.name)


def read_capped(file: BinaryIO, most: int, name: str) -> bytes:
    """All that `file` still has; the person calls it `name`. Raises "file.too_big" beyond `most` bytes."""
    data = file.read(most + 1)
    if len(data) > most:
        raise Refusal("file.too_big", name=name, most=most // _MEBIBYTE)
    return data


def require_regular(path: Path, mode: int) -> None:
    """Refuse what a `mode` of `stat` says is no regular file."""
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise Refusal("file.not_regular", name=path.name)
