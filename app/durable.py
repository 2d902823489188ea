"""Makes what was written survive a power cut."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import BinaryIO


def sync_file(file: BinaryIO) -> None:
    """Wait until the bytes of an open file are on the disk. Raises `OSError` where the disk fails."""
    file.flush()
    os.fsync(file.fileno())


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
