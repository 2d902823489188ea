"""A file's bytes with their sums, made once by whoever read them: the writer of an archive need not again."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Summed:
    """Bytes, their SHA-256 in hex and their CRC-32. Made by `summed`."""

    data: bytes = field(repr=False)
    sha256: str
    crc: int


def summed(data: bytes, sha256: str = "") -> Summed:
    """`data` with its sums. `sha256` only from whoever made it over these very bytes."""
    return Summed(data, sha256 or hashlib.sha256(data).hexdigest(), zlib.crc32(data))
