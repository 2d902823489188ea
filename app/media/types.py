"""What the decoder process tells about an image. Sizes and boxes are of the upright image, in pixels."""

from __future__ import annotations

from app.values import dataclass

Box = tuple[int, int, int, int]  # x, y, w, h in pixels of the upright image
FOR_CHECKS = 0  # in place of a longest side: small pictures as the checks want them
MOST_LATER = 8  # pictures of one animation besides its first that are looked at
MOST_PICTURES = 48  # of one video that are looked at
SECONDS_OF_WATCHING = 40.0  # for which pictures of one video are looked for; the rest is said to be unseen
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
    `lost_on_white`: light parts on transparency cannot be seen on a white page, but on a dark one.
    Of video and audio: `width` and `height` are 0 where no picture can be read; `duration` in milliseconds, 0
    where it is not known; `sound`: there is some; `camera_track`: the camera kept more (motion, positions) in
    a track that no copy can leave out.
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
    lost_on_white: bool = False
    duration: int = 0
    sound: bool = False
    camera_track: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of an animation or a video. `number` counts from 0, `at` is its start in milliseconds."""

    number: int
    at: int
    small: Pixels


@dataclass(frozen=True, slots=True)
class Inspection:
    """Facts and a small upright picture (longest side at most what was asked) for the detectors.

    `later`: of an animation, pictures that differ from the first and from each other, in order.
    `complete`: every frame looks like one of these; False where there are more than were kept. `near`: the
    first picture less small, of a large photograph made for checks, where a person may be far off.
    """

    facts: ImageFacts
    small: Pixels
    later: tuple[Frame, ...] = ()
    complete: bool = True
    near: Pixels | None = None


@dataclass(frozen=True, slots=True)
class Clip:
    """A video with pictures taken from it, or an audio file, which has none.

    `pictures`: the first one and others, all of one size, in order; none where the installation cannot read
    the video. They were looked for up to `until` (milliseconds). `every`: at least one was taken in so many
    milliseconds.
    """

    facts: ImageFacts
    pictures: tuple[Frame, ...] = ()
    until: int = 0
    every: int = 0

    @property
    def whole(self) -> bool:
        """Whether pictures were looked for to the end; the last second of a clip may lack one."""
        return self.until + 1_500 >= self.facts.duration

    @property
    def inspection(self) -> Inspection | None:
        """The pictures as the checks of images want them; None without any."""
        if not self.pictures:
            return None
        return Inspection(self.facts, self.pictures[0].small, self.pictures[1:], complete=True)


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
