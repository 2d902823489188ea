"""The things done with a foreign image. Runs in the decoder process only."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from PIL import Image, JpegImagePlugin

from app.media.blurring import blur
from app.media.colour import eight_bits, over_white, to_srgb
from app.media.exif import Shot, read_shot, upright
from app.media.formats import FORMATS
from app.media.opening import UNREADABLE, frame_count, open_image, unreadable
from app.media.scenes import Scenes
from app.media.types import (
    MOST_SHOWN,
    Box,
    CleanCopy,
    FilmFrame,
    FilmPart,
    Frame,
    ImageFacts,
    Inspection,
    Pixels,
)
from app.media.wholeness import is_lossless_webp

# Pillow's scale; at 92 a photograph's loss is not seen, and the platforms encode once more anyway.
QUALITY = 92
# A blurred image is encoded once more when it is published.
_BLURRED_QUALITY = 96
_FILM_BYTES = 64 * 1024 * 1024  # of pixels handed out at once
# libavif's own scale. At its usual speed of 6 twelve megapixels take 4 seconds, at 8 they take 1.5 and 7%
# more bytes.
AVIF_QUALITY = 85
_AVIF_SPEED = 8


def inspect(data: bytes, format_name: str, longest: int) -> Inspection:
    """Decode every frame once, to know that all of them are sound; returns facts and pictures made small.

    `longest`: longest side of a small picture in pixels. Refusals: see `opening.open_image`.
    """
    image = open_image(data, format_name)
    scenes = Scenes()
    at = 0.0
    try:
        shot = read_shot(image)
        width, height = image.size[::-1] if shot.on_its_side else image.size
        frames = frame_count(image)
        small = _small(image, shot, longest)
        if frames > 1:
            scenes.keep(Frame(0, 0, small), image)
        for number in range(1, frames):
            at += image.info.get("duration", 0)
            image.seek(number)
            image.load()
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
    )
    return Inspection(facts, small, scenes.later, scenes.complete)


def preview(data: bytes, format_name: str, longest: int) -> Pixels:
    """The first frame, upright, over white, in sRGB, its longest side at most `longest` pixels."""
    image = open_image(data, format_name)
    try:
        return _small(image, read_shot(image), longest)
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


def blurred(data: bytes, format_name: str, boxes: Sequence[Box]) -> CleanCopy:
    """A clean copy in which regions are blurred for ever: of an animation, in every frame."""
    return _encoded_anew(data, format_name, boxes)


def clean_copy(data: bytes, format_name: str) -> CleanCopy:
    """Encode anew, from the pixels alone: no EXIF, position, comment, thumbnail or profile is left."""
    return _encoded_anew(data, format_name)


def _encoded_anew(data: bytes, format_name: str, boxes: Sequence[Box] = ()) -> CleanCopy:
    format = FORMATS[format_name].of_copies
    image = open_image(data, format_name)
    out = BytesIO()
    try:
        shot = read_shot(image)
        options = _encoder_options(image, data)
        if boxes and options.get("quality") == QUALITY:
            options["quality"] = _BLURRED_QUALITY
        pictures, durations = [], []
        for number in range(frame_count(image)):
            if number:
                image.seek(number)
            image.load()
            picture = _bare(image, shot)
            blur(picture, boxes)
            pictures.append(picture)
            durations.append(int(image.info.get("duration", 0)))
        if len(pictures) > 1:
            options |= {"save_all": True, "append_images": pictures[1:], "duration": durations}
            if "loop" in image.info:
                options["loop"] = int(image.info["loop"])
        pictures[0].save(out, format.name, **options)
    except UNREADABLE as error:
        raise unreadable(error) from error
    return CleanCopy(
        out.getvalue(), format.media_type, format.extension, pictures[0].width, pictures[0].height
    )


def _small(image: Image.Image, shot: Shot, longest: int) -> Pixels:
    ratio = min(1.0, longest / max(image.size))
    size = (max(1, round(image.width * ratio)), max(1, round(image.height * ratio)))
    # libjpeg can decode at 1/2, 1/4 or 1/8 while still reading, and so proving, every coded block.
    image.draft(None, size)
    image.load()
    picture = over_white(image)
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=3.0)
    picture = upright(to_srgb(picture), shot).convert("RGB")
    return Pixels(picture.width, picture.height, picture.tobytes())


def _bare(image: Image.Image, shot: Shot) -> Image.Image:
    """The current frame upright and in sRGB, with nothing of the file left but its pixels."""
    if image.format == "GIF":
        # A palette's colours are written back as they were; GIF has neither profiles nor orientation.
        bare = image.copy()
        transparent = image.info.get("transparency")
        bare.info = {} if transparent is None else {"transparency": transparent}
        return bare
    plain = eight_bits(image)
    if plain.has_transparency_data:
        coloured = plain.convert("RGBA")
        alpha = coloured.getchannel("A")
        opaque = coloured.convert("RGB")
        opaque.info = dict(image.info)
        bare = to_srgb(opaque)
        bare.putalpha(alpha)
    else:
        bare = to_srgb(over_white(plain))
    bare = upright(bare, shot)
    if bare is image:
        bare = image.copy()
    bare.info = {}
    return bare


def _encoder_options(image: Image.Image, data: bytes) -> dict[str, Any]:
    match image.format:
        case "JPEG" | "MPO":
            # The source's own colour resolution: red lettering on a poster suffers where it is halved.
            return {"quality": QUALITY, "subsampling": max(0, JpegImagePlugin.get_sampling(image))}
        case "WEBP":
            return {"quality": QUALITY, "lossless": is_lossless_webp(data)}
        case "AVIF":
            return {"quality": AVIF_QUALITY, "speed": _AVIF_SPEED, "subsampling": "4:4:4"}
        case "HEIF":
            return {"quality": QUALITY}
        case _:
            return {}
