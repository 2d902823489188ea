"""What the decoder process tells about an image. Sizes and boxes are of the upright image, in pixels."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[int, int, int, int]  # x, y, w, h in pixels of the upright image
MOST_LATER = 8  # pictures of one animation besides its first that are looked at
MOST_SHOWN = 24  # frames handed out at once for the eye


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
class Frame:
    """A later picture of an animation. `number` counts from 0, `at` is its start in milliseconds."""

    number: int
    at: int
    small: Pixels


@dataclass(frozen=True, slots=True)
class Inspection:
    """Facts and a small upright picture (longest side at most what was asked) for the detectors.

    `later`: of an animation, pictures that differ from the first and from each other, in order.
    `complete`: every frame looks like one of these; False where there are more than were kept.
    """

    facts: ImageFacts
    small: Pixels
    later: tuple[Frame, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class CopyLimits:
    """The most a copy for publishing may have: pixels on its longest side, bytes. None: no limit is known."""

    longest: int | None = None
    most_bytes: int | None = None

    def allow(self, width: int, height: int, size: int) -> bool:
        """Whether an image of `width` by `height` pixels and `size` bytes keeps them."""
        small = self.longest is None or max(width, height) <= self.longest
        return small and (self.most_bytes is None or size <= self.most_bytes)


UNLIMITED = CopyLimits()


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """An image re-encoded from its pixels, with no metadata left, for publishing."""

    data: bytes
    media_type: str
    extension: str  # ".jpg", ".png", …
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FilmFrame:
    """A frame of an animation for the eye: `number` from 0, how long it is shown (milliseconds)."""

    number: int
    duration: int
    picture: Pixels


@dataclass(frozen=True, slots=True)
class FilmPart:
    """Some frames of an animation in a row; `frames` is how many it has in all (1: it does not move)."""

    frames: int
    shown: tuple[FilmFrame, ...]
