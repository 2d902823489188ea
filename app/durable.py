"""Makes what was written survive a power cut, and bear its final name."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

# Seconds between the tries to rename or remove what somebody else has open: Windows refuses that, and a virus
# scanner or an indexer opens every new file for a moment. Elsewhere an open file is no obstacle.
PAUSES: Sequence[float] = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6) if os.name == "nt" else ()
_PIECE = 1 << 20  # bytes written at once


def sync_file(file: BinaryIO) -> None:
    """Wait until the bytes of an open file are on the disk. Raises `OSError` where the disk fails."""
    file.flush()
    os.fsync(file.fileno())


def overwrite_and_remove(path: Path) -> None:
    """Remove a file for good: overwritten where it lies, as far as its disk does that. Raises `OSError`."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        for start in range(0, size, _PIECE):
            file.write(bytes(min(_PIECE, size - start)))
        sync_file(file)
    patiently(path.unlink)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk. Windows has no such call and keeps its own journal.

    Raises `OSError` where the disk fails.
    """
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network shares know no such call
            raise
    finally:
        os.close(handle)


def move_over(partial: Path, target: Path) -> None:
    """Give a whole file or folder its final name, in place of a file that has it.

    Raises `OSError` where the system refuses that also after `PAUSES`.
    """
    patiently(lambda: partial.replace(target))


def patiently(act: Callable[[], object], pauses: Sequence[float] = PAUSES) -> None:
    """Do `act`, and once more after each of `pauses` where somebody has in use what it is about.

    Raises the `PermissionError` of the last try, any other `OSError` at once.
    """
    for pause in pauses:
        try:
            act()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    act()
