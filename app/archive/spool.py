"""Spools: what an archive's lists are made of while posts are written, on the disk and not in memory."""

from __future__ import annotations

import hashlib
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

_IN_MEMORY = 1 << 20  # bytes until a spool goes to the disk
_PIECE = 1 << 20


class Spool:
    """Bytes kept in the order they came, with their size, SHA-256 and CRC-32.

    They lie in a file without a name in `folder`, which is gone when the spool is closed or the process ends.
    Raises `OSError` where the disk is full.
    """

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder))  # noqa: SIM115 -- kept open
        self._sha256 = hashlib.sha256()
        self.size = 0
        self.crc = 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._sha256.update(data)
        self.crc = zlib.crc32(data, self.crc)
        self.size += len(data)

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()

    def pieces(self) -> Iterator[bytes]:
        """What was written, from the beginning."""
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece

    def close(self) -> None:
        self._file.close()
