"""A private folder in the data folder for a copy of the database while a backup is made or proved."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from app.errors import MissingEnvironment

_PREFIX = "scratch-"
_STALE = 24 * 3600  # seconds: one left by a program that was killed


@contextlib.contextmanager
def scratch_folder(within: Path | None) -> Iterator[Path]:
    """A new folder, private to the user, gone afterwards; in the system's place where `within` is None.

    Raises `MissingEnvironment` "backup.no_scratch" where there is no room for it.
    """
    if within is not None:
        _sweep(within)
    try:
        made = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=within))
    except OSError as problem:
        raise MissingEnvironment("backup.no_scratch") from problem
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE:
                shutil.rmtree(left, ignore_errors=True)
