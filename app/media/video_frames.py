"""Frames of a video, by the FFmpeg that OpenCV brings, from memory. Runs in the clips' process only.

What is shown between the pictures, and the sound, no check sees: a person watches the whole.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from io import BytesIO
from typing import Any

# OpenBLAS, which numpy brings, would start threads of its own and end the process where it may have none.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["OPENCV_LOG_LEVEL"] = "OFF"

import cv2
import numpy as np
from PIL import Image

from app.errors import Refusal
from app.media.scenes import Scenes
from app.media.types import MOST_PICTURES, SECONDS_OF_WATCHING, Frame, Pixels

_REGULAR = 32  # of those looked at are taken at even distances, the others where the picture changes
_CLOSEST = 2_000  # milliseconds between two regular ones, at least
_OFFERED_EVERY = 250  # milliseconds between pictures that are compared with those kept
# Pixels decoded in that time on a slow computer (ours: 290 million a second for HEVC, 650 for H.264). Of a
# longer video only pictures at even distances are decoded, each from the key picture before it.
_WHOLE_PIXELS = 5_000_000_000
_MOST_PIXELS = 40_000_000  # of one picture: 8K has 33 million
_ROUGH = 128  # points of the shorter side that are compared
_SLACK = 1.0  # milliseconds: times of pictures are rounded


@dataclass(frozen=True, slots=True)
class VideoFrames:
    """What `media.types.Clip` says of the pictures, and the size and number of all of them."""

    width: int
    height: int
    frames: int
    duration: int
    pictures: tuple[Frame, ...]
    until: int
    every: int


def ready() -> None:
    """Set OpenCV up while threads and files may still be opened."""
    cv2.setNumThreads(1)
    cv2.videoio_registry.getStreamBufferedBackends()


def extract(data: bytes, duration: int, longest: int, *, only_first: bool = False) -> VideoFrames | None:
    """The first picture and others in order, longest side at most `longest`; None if none can be read.

    `duration`: milliseconds, 0 where the container does not say. `only_first`: no others.
    """
    film = _opened(data)
    if film is None or not film.grab():
        return None
    first = _picture(film)
    if first is None:
        return None
    height, width = first.shape[:2]
    frames, fps = max(1, int(film.get(cv2.CAP_PROP_FRAME_COUNT))), film.get(cv2.CAP_PROP_FPS)
    duration = duration or (round(frames * 1000 / fps) if fps > 0 else 0)
    every = max(_CLOSEST, duration // (_REGULAR - 1))
    scenes = Scenes(MOST_PICTURES)
    start = film.get(cv2.CAP_PROP_POS_MSEC)
    size = _size(first, longest)
    small = _small(first, size)
    scenes.keep(Frame(0, 0, small), _rough(first), firm=True)
    if only_first:
        until = 0
    elif frames * width * height <= _WHOLE_PIXELS or duration <= 0:
        last, until = _through(film, scenes, start, every, size)
        frames = max(frames, last + 1)
    else:
        until = _by_leaps(film, scenes, start, every, duration, fps, size)
    return VideoFrames(width, height, frames, duration, (Frame(0, 0, small), *scenes.later), until, every)


def picture_at(data: bytes, at: int, longest: int) -> Pixels:
    """The picture shown at `at` milliseconds. Raises Refusal "media.clip.damaged" if there is none."""
    film = _opened(data)
    if film is not None and film.grab():
        start = film.get(cv2.CAP_PROP_POS_MSEC)
        picture = _picture(film)
        if at > 0 and _leap(film, start + at):
            picture = _picture(film)
        if picture is not None:
            return _small(picture, _size(picture, longest))
    raise Refusal("media.clip.damaged")


def _opened(data: bytes) -> Any:
    """The film, or None where OpenCV cannot read it or its pictures are larger than any screen's."""
    settings = [cv2.CAP_PROP_N_THREADS, 1, cv2.CAP_PROP_HW_ACCELERATION, cv2.VIDEO_ACCELERATION_NONE]
    try:
        film: Any = cv2.VideoCapture(BytesIO(data), cv2.CAP_FFMPEG, settings)  # type: ignore[call-overload]  # takes a stream, which its stubs do not know
    except cv2.error:
        return None
    if not film.isOpened():
        return None
    pixels = film.get(cv2.CAP_PROP_FRAME_WIDTH) * film.get(cv2.CAP_PROP_FRAME_HEIGHT)
    return film if 0 < pixels <= _MOST_PIXELS else None


def _through(film: Any, scenes: Scenes, start: float, every: int, size: tuple[int, int]) -> tuple[int, int]:
    """Decode picture after picture; the number of the last and how far in milliseconds it was possible."""
    number = until = firm_ones = 0
    regular, offered = float(every), float(_OFFERED_EVERY)
    deadline = time.monotonic() + SECONDS_OF_WATCHING
    while time.monotonic() < deadline and film.grab():
        number += 1
        at = max(0.0, film.get(cv2.CAP_PROP_POS_MSEC) - start)
        until = max(until, round(at))
        if at + _SLACK < min(regular, offered):
            continue
        picture = _picture(film)
        if picture is None:
            continue
        # Fewer than may be kept, however much longer the video is than its container says.
        firm = at + _SLACK >= regular and firm_ones < _REGULAR
        offered = at + _OFFERED_EVERY
        if firm:
            regular = at + every
            firm_ones += 1
        rough = _rough(picture)
        if firm or scenes.is_another(rough):
            scenes.keep(Frame(number, round(at), _small(picture, size)), rough, firm=firm)
    return number, until


def _by_leaps(
    film: Any,
    scenes: Scenes,
    start: float,
    every: int,
    duration: int,
    fps: float,
    size: tuple[int, int],
) -> int:
    """Pictures at even distances, without decoding what lies between; how far it was possible."""
    until = 0
    deadline = time.monotonic() + SECONDS_OF_WATCHING
    for at in range(every, duration, every):
        if time.monotonic() >= deadline or not _leap(film, start + at):
            break
        picture = _picture(film)
        if picture is None:
            continue
        there = max(1, round(film.get(cv2.CAP_PROP_POS_MSEC) - start))
        until = there
        number = max(1, round(there * fps / 1000))
        scenes.keep(Frame(number, there, _small(picture, size)), _rough(picture), firm=True)
    return duration if until + every >= duration else until


def _leap(film: Any, at: float) -> bool:
    """Go to the picture shown at `at`. FFmpeg may land before it, and then goes on to it."""
    if not film.set(cv2.CAP_PROP_POS_MSEC, at) or not film.grab():
        return False
    for _ in range(2_000):
        if film.get(cv2.CAP_PROP_POS_MSEC) + _SLACK >= at:
            return True
        if not film.grab():
            return False
    return True


def _picture(film: Any) -> Any:
    """The grabbed picture, upright, as height * width * 3 bytes of BGR; None where it cannot be read."""
    got, picture = film.retrieve()
    if not got or picture is None or picture.ndim != 3 or picture.shape[2] != 3:
        return None
    return picture


def _size(picture: Any, longest: int) -> tuple[int, int]:
    height, width = picture.shape[:2]
    ratio = min(1.0, longest / max(height, width))
    return max(1, round(width * ratio)), max(1, round(height * ratio))


def _small(picture: Any, size: tuple[int, int]) -> Pixels:
    """Of just this size: a video whose pictures change theirs is looked at in that of its first."""
    height, width = picture.shape[:2]
    if size != (width, height):
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return Pixels(size[0], size[1], np.ascontiguousarray(picture[:, :, ::-1]).tobytes())


def _rough(picture: Any) -> Image.Image:
    """Some of its points, for comparing alone: blue and red stand in each other's place."""
    step = max(1, min(picture.shape[:2]) // _ROUGH)
    return Image.fromarray(np.ascontiguousarray(picture[::step, ::step]))
