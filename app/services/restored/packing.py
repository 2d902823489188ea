"""The smaller files of an archive, packed into few: an old disk takes a second for fifty files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

_MOST_BYTES = 8 << 20  # of files in one pack, before they are compressed
_WHEN = (1980, 1, 1, 0, 0, 0)


class Packing:
    """Takes files and hands every full pack on; `close` hands on the last."""

    def __init__(self, keep: Callable[[bytes], None]) -> None:
        self._keep = keep
        self._waiting: list[tuple[str, bytes]] = []
        self._size = 0

    def add(self, path: str, data: bytes) -> None:
        """Put a file into the pack that is being filled."""
        if self._waiting and self._size + len(data) > _MOST_BYTES:
            self.close()
        self._waiting.append((path, data))
        self._size += len(data)

    def close(self) -> None:
        """Hand on what waits."""
        if not self._waiting:
            return
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
            for path, data in self._waiting:
                pack.writestr(zipfile.ZipInfo(path, _WHEN), data, zipfile.ZIP_DEFLATED)
        self._waiting, self._size = [], 0
        self._keep(packed.getvalue())


def unpacked(pack: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a pack that was kept here, and whose SHA-256 is as it was."""
    with zipfile.ZipFile(io.BytesIO(pack)) as opened:
        for member in opened.infolist():
            yield member.filename, opened.read(member)
