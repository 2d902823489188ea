"""The zip an archive may travel in: members stored one after the other, and nothing else.

`zipfile` believes the directory at the end and overlooks whatever lies between, before or after the
members, so a byte changed there would go unseen. Here the container has exactly one form: it is written
by these few lines, and read by walking it from its first byte to its last and comparing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR_64 = struct.Struct("<4sIQI")
_LOCAL_SIGNATURE, _CENTRAL_SIGNATURE, _END_SIGNATURE = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"

_VERSION, _VERSION_64 = 20, 45
_MADE_ON_UNIX = 3 << 8
_MODE = 0o100644 << 16
_LIMIT_16, _LIMIT_32 = 0xFFFF, 0xFFFFFFFF
# The zip format knows no earlier and no later time, and no zone.
_EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001 -- it has none
_LATEST = datetime(2107, 12, 31, 23, 59, 58)  # noqa: DTZ001 -- it has none


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the container. `offset` is where its header begins, `when` the packed DOS date and time."""

    name: str
    size: int
    crc: int
    offset: int
    when: tuple[int, int]

    @property
    def data_offset(self) -> int:
        return self.offset + _LOCAL.size + len(self.name)

    def header(self) -> bytes:
        """The bytes before its data. `name` is ASCII and shorter than 64 KiB, `size` below 4 GiB."""
        name = self.name.encode("ascii")
        date, time = self.when
        fields = (_VERSION, 0, 0, time, date, self.crc, self.size, self.size, len(name), 0)
        return _LOCAL.pack(_LOCAL_SIGNATURE, *fields) + name

    def record(self) -> bytes:
        """Its line in the directory at the end."""
        name = self.name.encode("ascii")
        date, time = self.when
        far = self.offset >= _LIMIT_32
        extra = struct.pack("<2HQ", 1, 8, self.offset) if far else b""
        version = _VERSION_64 if far else _VERSION
        fields = (version | _MADE_ON_UNIX, version, 0, 0, time, date, self.crc, self.size, self.size)
        place = (len(name), len(extra), 0, 0, 0, _MODE, _LIMIT_32 if far else self.offset)
        return _CENTRAL.pack(_CENTRAL_SIGNATURE, *fields, *place) + name + extra


def member_of(name: str, size: int, crc: int, offset: int, at: datetime) -> Member:
    """The member of that size and CRC-32 at `offset`, dated `at` (which a zip takes for local time)."""
    at = min(max(at.replace(tzinfo=None), _EARLIEST), _LATEST)
    date = (at.year - 1980) << 9 | at.month << 5 | at.day
    time = at.hour << 11 | at.minute << 5 | at.second // 2
    return Member(name, size, crc, offset, (date, time))


def ending(members: list[Member], start: int) -> Iterator[bytes]:
    """The directory, record by record, and the end record. `start` is the offset it is written at."""
    size = 0
    for member in members:
        record = member.record()
        size += len(record)
        yield record
    yield from closing(len(members), start, size)


def closing(count: int, start: int, size: int) -> Iterator[bytes]:
    """The end record, after a directory of `count` records and `size` bytes at `start`."""
    if count >= _LIMIT_16 or start >= _LIMIT_32 or size >= _LIMIT_32:
        counts = (0, 0, count, count, size, start)
        yield _END_64.pack(b"PK\x06\x06", _END_64.size - 12, _VERSION_64, _VERSION_64, *counts)
        yield _LOCATOR_64.pack(b"PK\x06\x07", 0, start + size, 1)
    short = (min(count, _LIMIT_16), min(count, _LIMIT_16), min(size, _LIMIT_32), min(start, _LIMIT_32))
    yield _END.pack(_END_SIGNATURE, 0, 0, *short, 0)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a container: `kind` is zip_broken, zip_packed or zip_altered.

    `member` is the name of the member it is about, "" if about the whole. After a `fatal` one the
    members beyond it are unknown.
    """

    kind: str
    member: str = ""
    fatal: bool = False


def walk(file: BinaryIO, length: int) -> tuple[list[Member], Flaw | None]:
    """Read a container of `length` bytes from its first byte to its last.

    Returns its members in order, and the first departure from the one form if there is any.
    """
    members: list[Member] = []
    offset = 0
    while True:
        file.seek(offset)
        head = file.read(_LOCAL.size)
        if head[:4] in (_CENTRAL_SIGNATURE, _END_SIGNATURE):
            return members, _check_ending(file, members, offset, length)
        if len(head) < _LOCAL.size or head[:4] != _LOCAL_SIGNATURE:
            return members, Flaw("zip_broken", fatal=True)
        _, _, flags, method, time, date, crc, packed, size, name_length, _ = _LOCAL.unpack(head)
        raw_name = file.read(name_length)
        name = raw_name.decode("ascii", "backslashreplace")
        if flags or method or packed != size:
            return members, Flaw("zip_packed", name, fatal=True)
        member = Member(name, size, crc, offset, (date, time))
        if not raw_name.isascii() or member.header() != head + raw_name:
            return members, Flaw("zip_altered", name, fatal=True)
        offset = member.data_offset + size
        if offset > length:
            return members, Flaw("zip_broken", name, fatal=True)
        members.append(member)


def _check_ending(file: BinaryIO, members: list[Member], offset: int, length: int) -> Flaw | None:
    file.seek(offset)
    for index, expected in enumerate(ending(members, offset)):
        if file.read(len(expected)) != expected:
            return Flaw("zip_altered", members[index].name if index < len(members) else "")
    return None if file.tell() == length else Flaw("zip_altered")
