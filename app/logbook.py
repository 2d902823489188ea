"""The program's log: what failed and where, never a post's text nor a secret."""

from __future__ import annotations

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

WINDOW, COMMANDS = "anumodon.log", "commands.log"
_BYTES = 1_000_000
_KEPT = 3


class _PrivateFile(RotatingFileHandler):
    """A rotating file only its owner may read."""

    def _open(self) -> IO[str]:  # type: ignore[override]  # TextIOWrapper in the stubs
        path = Path(self.baseFilename)
        path.touch(mode=0o600)
        if os.name == "posix":
            path.chmod(0o600)
        return super()._open()


def open_log(folder: Path, name: str = WINDOW) -> logging.Handler:
    """Log to `folder/name`, at most four files of 1 MB. `close_log` what is returned.

    Commands write a file of their own: on Windows a file that another process holds cannot be rotated.
    """
    handler = _PrivateFile(folder / name, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("app")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    return handler


def close_log(handler: logging.Handler) -> None:
    """Take the log's handler off again and close its file."""
    logging.getLogger("app").removeHandler(handler)
    handler.close()
