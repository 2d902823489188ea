"""Facts that a container states of its clip, and what every container's reader is built from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from app.errors import Refusal

_LONGEST_TEXT = 120


@dataclass(frozen=True, slots=True)
class ContainerFacts:
    """`duration` in milliseconds, 0 where the container does not say. `taken_at` as EXIF writes times.

    `camera_track`: the camera recorded something beside picture and sound (positions, motion) in a track.
    """

    pictures: bool = False
    sound: bool = False
    duration: int = 0
    camera: str = ""
    taken_at: str = ""
    has_gps: bool = False
    camera_track: bool = False


def require(condition: bool) -> None:
    """Refuse a container that breaks off or contradicts itself."""
    if not condition:
        raise Refusal("media.clip.damaged")


def part(data: bytes, start: int, length: int) -> bytes:
    """So many bytes from `start`; a file that ends before is damaged."""
    require(start + length <= len(data))
    return data[start : start + length]


def number(data: bytes, start: int, length: int) -> int:
    """A big-endian number."""
    return int.from_bytes(part(data, start, length))


def little(data: bytes, start: int, length: int) -> int:
    """A little-endian number."""
    return int.from_bytes(part(data, start, length), "little")


def text(raw: bytes) -> str:
    """A name as one short line without control characters."""
    decoded = raw.decode("utf-8", "replace")
    printable = "".join(sign for sign in decoded if not unicodedata.category(sign).startswith("C"))
    return printable.strip()[:_LONGEST_TEXT]


def named(maker: str, model: str) -> str:
    """A camera's name: the model, with its maker where it does not say that itself."""
    return model if model.lower().startswith(maker.lower()) else f"{maker} {model}".strip()
