"""The four image formats an office may post, told apart by their first bytes and never by their names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from app.errors import Refusal


@dataclass(frozen=True, slots=True)
class Format:
    """`name` is Pillow's word; `extensions` the name endings that promise this format, usual one first."""

    name: str
    media_type: str
    extensions: tuple[str, ...]

    @property
    def extension(self) -> str:
        return self.extensions[0]

    @property
    def shown(self) -> str:
        """As a person writes it."""
        return "WebP" if self.name == "WEBP" else self.name


JPEG = Format("JPEG", "image/jpeg", (".jpg", ".jpeg", ".jfif", ".jpe"))
PNG = Format("PNG", "image/png", (".png", ".apng"))
WEBP = Format("WEBP", "image/webp", (".webp",))
GIF = Format("GIF", "image/gif", (".gif",))

FORMATS = {format.name: format for format in (JPEG, PNG, WEBP, GIF)}


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
    return None


def require_honest_name(name: str, format: Format) -> None:
    """Refuse a name that promises another of the four formats ("media.wrong_type").

    A name without an image ending promises nothing and passes.
    """
    ending = PurePath(name).suffix.lower()
    for promised in FORMATS.values():
        if ending in promised.extensions and promised is not format:
            raise Refusal("media.wrong_type", name=name, promised=promised.shown, found=format.shown)
