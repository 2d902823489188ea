"""A lock that processes of one computer share: an empty file, locked by one of them at a time.

The system lets go of it when its process ends, by whatever death.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_PAUSE = 0.02  # seconds between two tries: neither system's call waits for a given time


@contextlib.contextmanager
def file_lock(path: Path, seconds: float) -> Iterator[bool]:
    """Hold the lock that is the file `path`; its folder, private to the user, is made where it is missing.

    Waits `seconds` at most for whoever has it. Gives whether it is held: False where it was not had in time,
    and where the file cannot be made or its place knows no locks, as some network shares.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield False
        return
    try:
        held = _waited(handle, seconds)
        try:
            yield held
        finally:
            if held:
                _unlock(handle)
    finally:
        os.close(handle)


def _waited(handle: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while True:
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError):  # somebody has it
            if time.monotonic() >= end:
                return False
            time.sleep(_PAUSE)
        except OSError:
            return False
        else:
            return True


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
