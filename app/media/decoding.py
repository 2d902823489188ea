"""Decoding of foreign images: facts about one, and pictures of it. Runs in the decoder process only."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image

from app.errors import Refusal
from app.media.blurring import blur
from app.media.colour import lost_on_white, over_white, to_srgb
from app.media.exif import Shot, read_shot, upright
from app.media.formats import FORMATS, JPEG
from app.media.jpeg_scans import is_filled_up
from app.media.opening import UNREADABLE, frame_count, open_image, unreadable
from app.media.scenes import Scenes
from app.media.types import (
    FOR_CHECKS,
    MOST_SHOWN,
    Box,
    FilmFrame,
    FilmPart,
    Frame,
    ImageFacts,
    Inspection,
    Pixels,
)

_LONGEST, _LONGEST_OF_ALL = 960, 1920
_LARGE = 1440  # pixels; of a smaller picture 960 show two thirds and more of every side
_WIDE = 2  # as long as its short side twice: photographs are shorter, banners longer
_FILM_BYTES = 64 * 1024 * 1024  # of pixels handed out at once


def inspect(data: bytes, format_name: str, longest: int) -> Inspection:
    """Decode every frame once, to know that all of them are sound; returns facts and pictures made small.

    `longest`: longest side of a small picture in pixels, or `FOR_CHECKS`. Refusals: see
    `opening.open_image`.
    """
    image = open_image(data, format_name)
    closer = _closer(*image.size) if longest == FOR_CHECKS else 0
    longest = longest if longest != FOR_CHECKS else _longest_for_checks(*image.size)
    scenes = Scenes()
    at = 0.0
    try:
        shot = read_shot(image)
        width, height = image.size[::-1] if shot.on_its_side else image.size
        frames = frame_count(image)
        near = _small(image, shot, closer) if closer else None
        small = _small(image, shot, longest)
        lost = lost_on_white(image)
        if format_name == JPEG.name and is_filled_up(data, image):
            raise Refusal("media.damaged")
        if frames > 1:
            scenes.keep(Frame(0, 0, small), image)
        for number in range(1, frames):
            at += image.info.get("duration", 0)
            image.seek(number)
            image.load()
            lost = lost or lost_on_white(image)
            if scenes.is_another(image):
                scenes.keep(Frame(number, round(at), _small(image, shot, longest)), image)
    except UNREADABLE as error:
        raise unreadable(error) from error
    facts = ImageFacts(
        format=format_name,
        media_type=FORMATS[format_name].media_type,
        width=width,
        height=height,
        frames=frames,
        camera=shot.camera,
        lens=shot.lens,
        software=shot.software,
        taken_at=shot.taken_at,
        has_gps=shot.has_gps,
        front_camera=shot.front_camera,
        lost_on_white=lost,
    )
    return Inspection(facts, small, scenes.later, scenes.complete, near)


def _longest_for_checks(width: int, height: int) -> int:
    """960 pixels; of a picture longer than any photograph, as many that it has those of a 4:3 in all.

    In our measurement of November 2026 faces in wide banners are found that 960 pixels make too small:
    see "Faces on wide banners" in `tests/eval/HISTORY.md`. In photographs nothing more was found, and looking
    closer costs time.
    """
    long, short = max(width, height), min(width, height)
    if long < _WIDE * short:
        return _LONGEST
    as_many = round(math.sqrt(_LONGEST * _LONGEST * 3 / 4 * long / short))
    return min(max(_LONGEST, as_many), _LONGEST_OF_ALL)


def _closer(width: int, height: int) -> int:
    """The longest side at which people far off are looked for as well; 0 where it would show little more.

    In our measurement of December 2026, of faces 48 pixels high in photographs of 4000 x 3000 one in ten is
    found at 960 pixels and nine in ten at 1,920: see "Persons far off" in `tests/eval/HISTORY.md`.
    """
    long, short = max(width, height), min(width, height)
    return min(long, _LONGEST_OF_ALL) if _LARGE <= long < _WIDE * short else 0


def preview(data: bytes, format_name: str, longest: int, boxes: Sequence[Box] = ()) -> Pixels:
    """The first frame, upright, over white, in sRGB, its longest side at most `longest` pixels.

    With `boxes`, in pixels of the upright image, as it would look with these regions blurred.
    """
    image = open_image(data, format_name)
    try:
        return _small(image, read_shot(image), longest, boxes)
    except UNREADABLE as error:
        raise unreadable(error) from error


def film(data: bytes, format_name: str, longest: int, first: int, count: int) -> FilmPart:
    """Up to `count` frames from number `first` on, made as in `preview`; fewer where they would be too much.

    A `first` past the end is taken for the last frame. Every frame before is decoded too: each may only
    change a part of the one before it.
    """
    image = open_image(data, format_name)
    shown: list[FilmFrame] = []
    try:
        shot = read_shot(image)
        frames = frame_count(image)
        first = min(first, frames - 1)
        room = _FILM_BYTES
        for number in range(min(frames, first + min(count, MOST_SHOWN))):
            if number:
                image.seek(number)
            image.load()
            if number < first:
                continue
            picture = _small(image, shot, longest)
            room -= len(picture.rgb)
            if shown and room < 0:
                break
            shown.append(FilmFrame(number, round(image.info.get("duration", 0)), picture))
    except UNREADABLE as error:
        raise unreadable(error) from error
    return FilmPart(frames, tuple(shown))


def _small(image: Image.Image, shot: Shot, longest: int, boxes: Sequence[Box] = ()) -> Pixels:
    ratio = min(1.0, longest / max(image.size))
    size = (max(1, round(image.width * ratio)), max(1, round(image.height * ratio)))
    # libjpeg can decode at 1/2, 1/4 or 1/8 while still reading, and so proving, every coded block.
    image.draft(None, size)
    image.load()
    picture = over_white(image)
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=3.0)
    picture = upright(to_srgb(picture), shot).convert("RGB")
    blur(picture, boxes, ratio)
    return Pixels(picture.width, picture.height, picture.tobytes())
