"""Reading a zip that may be hostile. Nothing is ever extracted to disk.

`GuardedZip` looks at the table of contents before anything is unpacked, and counts every byte while it
unpacks. It serves zips of posts, and the zips that .docx and .xlsx are.
"""

from __future__ import annotations

import copy
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from app.errors import Refusal
from app.intake import names
from app.intake.limits import (
    FILE_BYTES,
    MEBIBYTE,
    ZIP_OF_POSTS,
    ZIP_RATIO,
    ZIP_RATIO_FROM,
    ZipLimits,
)

_CHUNK = 64 * 1024
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises on a damaged or crafted file, or where the disk fails: none is a bug of ours.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError, OSError)


class _BoundedReads:
    """Refuses to read a huge table of contents: zipfile takes it whole, before anything can be counted."""

    def __init__(self, source: BinaryIO, most: int) -> None:
        self._source = source
        self._most = most
        self.seek = source.seek
        self.tell = source.tell
        self.seekable = source.seekable

    def read(self, size: int = -1) -> bytes:
        if size > self._most:
            raise zipfile.BadZipFile
        return self._source.read(size)


class GuardedZip:
    """The members of a zip by name, read one at a time.

    `title` is what the person calls the zip. Raises `Refusal` on opening if any member's name leads
    outside, is doubled, is a link or encrypted, if it is over the `limits` (20,000 members, 2 GB), or if the
    file is no zip. `source` stays the caller's to close.
    """

    def __init__(self, source: BinaryIO, title: str, limits: ZipLimits = ZIP_OF_POSTS) -> None:
        self.title = title
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(_BoundedReads(source, limits.directory))
        except _BROKEN:
            raise Refusal("intake.zip_broken", name=title) from None
        self._members = dict(self._checked())

    def names(self) -> tuple[str, ...]:
        """Names of all files in the zip, relative, "/" between the parts, in the zip's own order."""
        return tuple(self._members)

    def read(self, name: str, limit: int = FILE_BYTES) -> bytes:
        """The bytes of one member; raises KeyError if there is none, `Refusal` if it is not as declared."""
        return b"".join(self.pieces(name, limit))

    def pieces(self, name: str, limit: int = FILE_BYTES) -> Iterator[bytes]:
        """The bytes of one member as they are unpacked. Raises like `read`, some of it after the last."""
        info = self._members[name]
        shown = f"{self.title} › {names.shown(name)}"
        if info.file_size > limit:
            raise Refusal("intake.too_big", name=shown, most=limit // MEBIBYTE)
        if info.file_size > max(ZIP_RATIO_FROM, ZIP_RATIO * info.compress_size):
            raise Refusal("intake.zip_bomb", name=shown)
        unpacked = 0
        try:
            for chunk in self._chunks(info, limit):
                unpacked += len(chunk)
                yield chunk
        except _BROKEN:
            raise Refusal("intake.zip_member_broken", name=shown) from None
        if unpacked != info.file_size:
            raise Refusal("intake.zip_lies", name=shown)

    def _chunks(self, info: zipfile.ZipInfo, limit: int) -> Iterator[bytes]:
        # zipfile stops at the declared size and would hide that there is more. Told a larger size, it
        # goes on to the true end, which is then compared with what was declared.
        unbound = copy.copy(info)
        unbound.file_size = limit + 1
        with self._zip.open(unbound) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def _checked(self) -> Iterator[tuple[str, zipfile.ZipInfo]]:
        infos = self._zip.infolist()
        if len(infos) > self._limits.members:
            raise Refusal("intake.zip_members", name=self.title, most=self._limits.members)
        if sum(info.file_size for info in infos) > self._limits.total:
            raise Refusal("intake.zip_total", name=self.title, most=self._limits.total // (1024 * MEBIBYTE))
        seen: set[str] = set()
        for info in infos:
            name = _name(info)
            try:
                names.inside(name.removesuffix("/"))
            except Refusal:
                raise self._refused("zip_outside", name) from None
            if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise self._refused("zip_link", name)
            if info.flag_bits & _ENCRYPTED:
                raise self._refused("zip_encrypted", name)
            if info.compress_type not in _METHODS:
                raise self._refused("zip_method", name)
            if name in seen:
                raise self._refused("zip_duplicate", name)
            seen.add(name)
            if not name.endswith("/"):
                yield name, info

    def _refused(self, why: str, member: str) -> Refusal:
        return Refusal(f"intake.{why}", name=self.title, member=names.shown(member))


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name as its maker wrote it.

    Not `filename`: on Windows zipfile turns backslashes into slashes there, and cuts at a NUL. Many
    programs write UTF-8 without saying so; what is no UTF-8 stays as zipfile read it (cp437).
    """
    name = info.orig_filename
    if info.flag_bits & _UTF8_NAME:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def open_office(data: bytes, title: str) -> GuardedZip:
    """The zip that a .docx or .xlsx is; raises `intake.office_broken` if it is none.

    A document with a password is none either: Office wraps it into another container.
    """
    try:
        return GuardedZip(io.BytesIO(data), title)
    except Refusal as refusal:
        if refusal.key == "intake.zip_broken":
            raise Refusal("intake.office_broken", name=title) from None
        raise
