"""What the decoder process tells about an image. Sizes and boxes are of the upright image, in pixels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pixels:
    """An upright image as bare RGB: `rgb` holds height * width * 3 bytes, row by row, no padding."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What an image file says of itself, read in the decoder process.

    `width`, `height`: upright (EXIF orientation applied). `format`: "JPEG", "PNG", "WEBP" or "GIF".
    `camera`: maker and model, "" if absent. `taken_at`: EXIF time as written ("2024:03:05 10:11:12").
    `has_gps`: a position is in the file (the position itself is never passed on).
    `front_camera`: the lens name says front or selfie camera. `frames`: 1 unless animated.
    """

    format: str
    media_type: str
    width: int
    height: int
    frames: int = 1
    camera: str = ""
    lens: str = ""
    software: str = ""
    taken_at: str = ""
    has_gps: bool = False
    front_camera: bool = False


@dataclass(frozen=True, slots=True)
class Inspection:
    """Facts and a small upright picture (longest side at most what was asked) for the detectors."""

    facts: ImageFacts
    small: Pixels


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """An image re-encoded from its pixels, with no metadata left, for publishing."""

    data: bytes
    media_type: str
    extension: str  # ".jpg", ".png", …
    width: int
    height: int
