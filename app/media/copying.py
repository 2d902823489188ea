"""Copies for publishing: encoded anew from the pixels alone, within what a platform takes.

Runs in the decoder process only.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from PIL import Image, JpegImagePlugin

from app.media.blurring import blur
from app.media.colour import eight_bits, over_white, to_srgb
from app.media.completeness import is_lossless_webp
from app.media.exif import Shot, read_shot, upright
from app.media.formats import FORMATS, JPEG, Format
from app.media.opening import UNREADABLE, frame_count, open_image, unreadable
from app.media.types import UNLIMITED, Box, CleanCopy, CopyLimits

# Pillow's scale; at 92 a photograph's loss is not seen, and the platforms encode once more anyway.
QUALITY = 92
# A blurred image is encoded once more when it is published.
_BLURRED_QUALITY = 96
# libavif's own scale. At its usual speed of 6 twelve megapixels take 4 seconds, at 8 they take 1.5 and 7%
# more bytes.
AVIF_QUALITY = 85
_AVIF_SPEED = 8
# Very large pictures would else take the encoder longer, or more memory, than it is given.
_FASTEST_AVIF, _FASTER_WEBP = 10, 2
# Tried in this order where a copy is too heavy; below the last the picture is made smaller instead.
_STEPS = (85, 78, 70, 60)
_AVIF_STEPS = (75, 65, 55)
# Harder packing takes a few percent off a PNG, and twice the time: tried where that may be enough.
_NEARLY = 1.1
_HARDEST = 9
# Each way of encoding so many takes some 5 seconds as PNG or WebP: pixels go first there.
_MANY_PIXELS = 16_000_000
_SMALLEST_SIDE = 320  # pixels; a picture is not made smaller than that to become lighter
_LIGHTER = 0.95  # aimed at this share of the limit
# AVIF's encoder lacks memory from some 47 megapixels on, animations sooner: so often the sides are made so
# much shorter, which in the end leaves it a quarter of the pixels.
_TIMES_SHORTER, _SHORTER = 4, 0.85
# What encoders raise on pictures that are sound: each for want of memory or past its own longest side.
_NOT_ENCODED = (OSError, ValueError, RuntimeError)

Attempt = tuple[Format, dict[str, Any]]


def clean_copy(data: bytes, format_name: str, limits: CopyLimits, shorter: int = 0) -> CleanCopy:
    """Encode anew, from the pixels alone: no EXIF, position, comment, thumbnail or profile is left.

    A picture larger than `limits` is made smaller; one too heavy is encoded with less quality, and a PNG
    without transparency as JPEG, before it loses pixels (a very large one loses these first). An animation,
    and what cannot be made to fit, is copied in full: `limits.allow` tells. Without limits the picture keeps
    its size, unless its encoder has no memory for that: then it is made smaller. `shorter`: how many steps
    smaller to begin with. Raises Refusal, and MemoryError where that is not enough.
    """
    pictures, options = _bare_pictures(data, format_name, ())
    format = FORMATS[format_name].of_copies
    for step in range(_TIMES_SHORTER):
        if step >= shorter:
            with contextlib.suppress(MemoryError):
                return _within(pictures, format, options, limits)
        longest = round(max(pictures[0].size) * _SHORTER)
        for number, picture in enumerate(pictures):  # one by one: there is no room for all of them twice
            pictures[number] = _smaller(picture, longest)
    return _within(pictures, format, options, limits)


def blurred(data: bytes, format_name: str, boxes: Sequence[Box]) -> CleanCopy:
    """A clean copy in which regions are blurred for ever: of an animation, in every frame.

    Of the image's own size, in whose pixels the regions are counted. Raises Refusal, and MemoryError where
    its encoder has no memory for that.
    """
    pictures, options = _bare_pictures(data, format_name, boxes)
    return _within(pictures, FORMATS[format_name].of_copies, options, UNLIMITED)


def _within(
    pictures: Sequence[Image.Image], format: Format, options: dict[str, Any], limits: CopyLimits
) -> CleanCopy:
    """The pictures encoded; one that stands still within the limits, if that can be done."""
    if len(pictures) == 1:
        return _still(pictures[0], format, options, limits)
    return _encoded(pictures[0], format, options | {"append_images": pictures[1:]})


def _bare_pictures(
    data: bytes, format_name: str, boxes: Sequence[Box]
) -> tuple[list[Image.Image], dict[str, Any]]:
    """Every frame bare, with regions blurred, and what the encoder is told besides the frames.

    A function of its own: the decoder holds several times the picture, which the encoder then has for itself.
    """
    image = open_image(data, format_name)
    try:
        return _read_frames(image, data, boxes)
    except UNREADABLE as error:
        raise unreadable(error) from error


def _read_frames(
    image: Image.Image, data: bytes, boxes: Sequence[Box]
) -> tuple[list[Image.Image], dict[str, Any]]:
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
        options |= {"save_all": True, "duration": durations}
        if "loop" in image.info:
            options["loop"] = int(image.info["loop"])
    return pictures, options


def _still(picture: Image.Image, format: Format, options: dict[str, Any], limits: CopyLimits) -> CleanCopy:
    if limits.longest is not None:
        picture = _smaller(picture, limits.longest)
    first = copy = _encoded(picture, format, options)
    if limits.most_bytes is None or len(copy.data) <= limits.most_bytes:
        return copy
    ways = list(_lighter(picture, format, options, len(copy.data) / limits.most_bytes))
    last: Attempt = ways[-1] if ways else (format, options)
    if ways and _large(picture):
        last, ways = ways[len(ways) // 2], []
    for way in ways:
        copy = _encoded(picture, *way)
        if len(copy.data) <= limits.most_bytes:
            return copy
    while max(picture.size) > _SMALLEST_SIDE:
        share = math.sqrt(limits.most_bytes * _LIGHTER / len(copy.data))
        longest = round(max(picture.size) * min(0.9, max(0.5, share)))
        picture = _smaller(picture, max(_SMALLEST_SIDE, longest))
        copy = _encoded(picture, *last)
        if len(copy.data) <= limits.most_bytes:
            return copy
    return first


def _lighter(
    picture: Image.Image, format: Format, options: dict[str, Any], times: float
) -> Iterator[Attempt]:
    """Ways to encode the same pixels in fewer bytes, the best first.

    `times`: how many times the limit the copy has that is already there.
    """
    match format.name:
        case "JPEG":
            yield from ((format, options | {"quality": quality}) for quality in _STEPS)
        case "WEBP":
            for quality in (QUALITY, *_STEPS) if options.get("lossless") else _STEPS:
                yield format, options | {"quality": quality, "lossless": False}
        case "AVIF":
            yield from ((format, options | {"quality": quality}) for quality in _AVIF_STEPS)
        case "PNG":
            if times <= _NEARLY:
                yield format, options | {"compress_level": _HARDEST}
            if not picture.has_transparency_data:
                # Full colour resolution: what is heavy may be a photograph with lettering on it.
                yield from ((JPEG, {"quality": quality, "subsampling": 0}) for quality in (QUALITY, *_STEPS))


def _large(picture: Image.Image) -> bool:
    return picture.width * picture.height > _MANY_PIXELS


def _smaller(picture: Image.Image, longest: int) -> Image.Image:
    """The picture with its longest side at most `longest` pixels."""
    ratio = longest / max(picture.size)
    if ratio >= 1:
        return picture
    size = (max(1, round(picture.width * ratio)), max(1, round(picture.height * ratio)))
    if picture.has_transparency_data:
        # Colours weighed by how far they are seen: what hides under transparency must not bleed into edges.
        small = (
            picture.convert("RGBA").convert("RGBa").resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        )
        return small.convert("RGBA")
    plain = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    return plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(picture: Image.Image, format: Format, options: dict[str, Any]) -> CleanCopy:
    """Raises MemoryError for a picture that is too large for the encoder."""
    out = BytesIO()
    try:
        picture.save(out, format.name, **options)
    except _NOT_ENCODED as error:
        raise MemoryError from error
    return CleanCopy(out.getvalue(), format.media_type, format.extension, picture.width, picture.height)


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
        # What is not seen at all is not published: who drops the transparency would bring it out.
        bare.paste("white", mask=alpha.point(lambda value: 0 if value else 255))
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
            method = {"method": _FASTER_WEBP} if _large(image) else {}
            return {"quality": QUALITY, "lossless": is_lossless_webp(data), **method}
        case "AVIF" if _large(image):
            return {"quality": AVIF_QUALITY, "speed": _FASTEST_AVIF, "subsampling": "4:2:0"}
        case "AVIF":
            return {"quality": AVIF_QUALITY, "speed": _AVIF_SPEED, "subsampling": "4:4:4"}
        case "HEIF":
            return {"quality": QUALITY}
        case _:
            return {}
