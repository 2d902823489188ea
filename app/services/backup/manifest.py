"""What a backup holds: the pieces of the database and of every image, in a backup's own file."""

from __future__ import annotations

import json
import re
from typing import Any, Self

from app.canonical import canonical
from app.values import dataclass

FORMAT = "anumodon-backup 1"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the data folder: SHA-256, size in bytes, and the names of its pieces in order."""

    sha256: str
    size: int
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A whole backup. `made_at` is a kept time; `desk` the id of the desk it was made at.

    `left_out` names blobs that were damaged in the data folder already.
    """

    made_at: str
    program: str
    office_bn: str
    office_en: str
    desk: str
    database: StoredFile
    blobs: tuple[StoredFile, ...]
    left_out: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """As it is kept, before it is encrypted."""
        return canonical(
            {
                "format": FORMAT,
                "made_at": self.made_at,
                "program": self.program,
                "office": {"bn": self.office_bn, "en": self.office_en},
                "desk": self.desk,
                "database": _listed(self.database),
                "blobs": [_listed(blob) for blob in self.blobs],
                "left_out": list(self.left_out),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What `to_bytes` made. Raises ValueError for anything else."""
        try:
            document: Any = json.loads(data)
            if document["format"] != FORMAT:
                raise ValueError(f"not {FORMAT}")
            return cls(
                made_at=str(document["made_at"]),
                program=str(document["program"]),
                office_bn=str(document["office"]["bn"]),
                office_en=str(document["office"]["en"]),
                desk=str(document["desk"]),
                database=_read(document["database"]),
                blobs=tuple(_read(blob) for blob in document["blobs"]),
                left_out=tuple(str(one) for one in document["left_out"]),
            )
        except (LookupError, TypeError, AttributeError) as problem:
            raise ValueError("not a backup's list") from problem

    def pieces(self) -> set[str]:
        """The names of all pieces."""
        return {name for file in (self.database, *self.blobs) for name in file.pieces}

    @property
    def size(self) -> int:
        """Bytes of the data folder that it holds."""
        return sum(file.size for file in (self.database, *self.blobs))


def _listed(file: StoredFile) -> list[object]:
    return [file.sha256, file.size, list(file.pieces)]


def _read(entry: Any) -> StoredFile:
    sha256, size, pieces = entry
    if not _SHA256.fullmatch(sha256) or not all(_NAME.fullmatch(name) for name in pieces):
        raise ValueError("not a stored file")
    return StoredFile(sha256, int(size), tuple(pieces))
