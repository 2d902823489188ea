"""Blurring: makes regions of a picture unrecognisable, for ever. Runs in the decoder process only.

A region keeps a handful of mean colours, and those only roughly: what is published holds too few numbers
to work a face or a number plate back out of them, as can be done with a fine mosaic or a blur alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageFilter

from app.media.types import Box

MOST_CELLS = 4  # along a region's longer side. Ours: a face needs some 12 to be known, a plate more.
# Of a cell, by which its edges are softened. Of 350 blurred faces (`tests.eval.blurred`) the detector took 1
# for a face again; of 285 with a third of a cell 9, with hard edges 3.
_SOFT = 1.0
_SMALLEST_CELL = 12  # pixels
_STEP = 24  # of 255: mean colours are kept this roughly


def blur(picture: Image.Image, boxes: Sequence[Box], scale: float = 1.0) -> None:
    """Blur regions in place. `picture`: mode P with its palette (a GIF's frame), L, RGB or RGBA.

    `boxes` are x, y, w, h in pixels of an image whose sides times `scale` are the picture's; what lies
    outside of it is left out.
    """
    for x, y, width, height in boxes:
        left, top = max(0, math.floor(x * scale)), max(0, math.floor(y * scale))
        right = min(picture.width, math.ceil((x + width) * scale))
        bottom = min(picture.height, math.ceil((y + height) * scale))
        if left < right and top < bottom:
            _blur_one(picture, (left, top, right, bottom))


def _blur_one(picture: Image.Image, region: tuple[int, int, int, int]) -> None:
    cells = _mean_colours(picture.crop(region))
    size = (region[2] - region[0], region[3] - region[1])
    if picture.mode == "P":
        picture.paste(_in_palette(cells, picture).resize(size, Image.Resampling.NEAREST), region)
        return
    cell = max(size[0] / cells.width, size[1] / cells.height)
    flat = cells.resize(size, Image.Resampling.NEAREST).filter(ImageFilter.GaussianBlur(cell * _SOFT))
    picture.paste(flat.convert(picture.mode), region)  # no clear parts: their shape would tell too


def _mean_colours(part: Image.Image) -> Image.Image:
    """A few rough mean colours of a region, as a tiny picture over white."""
    if part.has_transparency_data:
        seen = part.convert("RGBA")
        part = Image.new("RGB", part.size, "white")
        part.paste(seen, mask=seen.getchannel("A"))
    cell = max(_SMALLEST_CELL, max(part.size) / MOST_CELLS)
    size = (max(1, round(part.width / cell)), max(1, round(part.height / cell)))
    few = part.convert("RGB").resize(size, Image.Resampling.BOX)
    return few.point(lambda value: min(255, round(value / _STEP) * _STEP))


def _in_palette(cells: Image.Image, picture: Image.Image) -> Image.Image:
    """The cells in the nearest colours a palette picture has; never the one that stands for clear."""
    palette = picture.getpalette() or []
    clear = picture.info.get("transparency")
    colours = {
        index: palette[3 * index : 3 * index + 3]
        for index in range(len(palette) // 3)
        if index != clear or len(palette) == 3
    }

    def nearest(wanted: Sequence[int]) -> int:
        return min(
            colours, key=lambda index: sum((a - b) ** 2 for a, b in zip(colours[index], wanted, strict=True))
        )

    data = cells.tobytes()
    indexes = bytes(nearest(data[at : at + 3]) for at in range(0, len(data), 3))
    return Image.frombytes("P", cells.size, indexes)
