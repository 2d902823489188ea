"""The report of a bug that ended a command, in the log."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from app import logbook
from app.bugs import describe
from app.paths import cache_folder

_log = logging.getLogger(__name__)


def log_bug(bug: Exception, data: Path) -> Path:
    """Write a bug's report to the log of the folder `data`, or to the cache where there is none; its file."""
    folder = data / "log"
    if not folder.is_dir():
        folder = cache_folder()
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = logbook.open_log(folder, logbook.COMMANDS)
    try:
        _log.error("unexpected error\n%s", describe(bug))
    finally:
        logbook.close_log(handler)
    return folder / logbook.COMMANDS
