"""The image formats an office may post, told apart by their first bytes and never by their names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from app.errors import Refusal


@dataclass(frozen=True, slots=True)
class Format:
    """`name` is Pillow's word; `extensions` the name endings that promise this format, usual one first.

    `copied_as`: the `name` of the format of its copies for publishing, "" for its own.
    """

    name: str
    media_type: str
    extensions: tuple[str, ...]
    copied_as: str = ""

    @property
    def extension(self) -> str:
        return self.extensions[0]

    @property
    def shown(self) -> str:
        """As a person writes it."""
        return {"WEBP": "WebP", "HEIF": "HEIC"}.get(self.name, self.name)

    @property
    def of_copies(self) -> Format:
        """The format of its copies for publishing."""
        return FORMATS[self.copied_as] if self.copied_as else self


JPEG = Format("JPEG", "image/jpeg", (".jpg", ".jpeg", ".jfif", ".jpe"))
PNG = Format("PNG", "image/png", (".png", ".apng"))
WEBP = Format("WEBP", "image/webp", (".webp",))
GIF = Format("GIF", "image/gif", (".gif",))
AVIF = Format("AVIF", "image/avif", (".avif",))
# Phones keep it; no platform shows it, so what is published is a JPEG. Read where pillow-heif is installed.
HEIC = Format("HEIF", "image/heic", (".heic", ".heif", ".hif"), copied_as="JPEG")

FORMATS = {format.name: format for format in (JPEG, PNG, WEBP, GIF, AVIF, HEIC)}

_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}  # ISO/IEC 23008-12, annex B
_LONGEST_TYPE = 256  # bytes; honest files name a handful of brands


def recognise(data: bytes) -> Format | None:
    """The format whose signature `data` begins with, or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    brands = _brands(data)
    if brands & _AVIF_BRANDS:
        return AVIF
    if brands & _HEIC_BRANDS:
        return HEIC
    return None


def _brands(data: bytes) -> set[bytes]:
    """What an ISO media file says it is: its major brand and those it is compatible with."""
    if data[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(data[:4]), len(data), _LONGEST_TYPE)
    return {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}


def require_honest_name(name: str, format: Format) -> None:
    """Refuse a name that promises another of the formats ("media.wrong_type").

    A name without an image ending promises nothing and passes.
    """
    ending = PurePath(name).suffix.lower()
    for promised in FORMATS.values():
        if ending in promised.extensions and promised is not format:
            raise Refusal("media.wrong_type", name=name, promised=promised.shown, found=format.shown)
