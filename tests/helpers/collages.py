"""Collages and framed photographs put together from other pictures, as albums and phone apps make them."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from app.paths import resources

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)


def filled(picture: Image.Image, width: int, height: int) -> Image.Image:
    """The picture made to fill a place, what stands over cut off evenly."""
    scale = max(width / picture.width, height / picture.height)
    size = max(width, round(picture.width * scale)), max(height, round(picture.height * scale))
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    return picture.resize(size).crop((left, top, left + width, top + height))


def collage(
    pictures: Sequence[Image.Image], columns: int, rows: int, gutter: int, colour: Colour = WHITE
) -> Image.Image:
    """1200 x 900, the pictures row by row with `gutter` pixels of a colour between them."""
    whole = Image.new("RGB", (1200, 900), colour)
    width, height = (1200 - gutter * (columns - 1)) // columns, (900 - gutter * (rows - 1)) // rows
    for number, picture in enumerate(pictures[: columns * rows]):
        column, row = number % columns, number // columns
        place = column * (width + gutter), row * (height + gutter)
        whole.paste(filled(picture, width, height), place)
    return whole


def framed(picture: Image.Image, border: float, rounding: float, colour: Colour = WHITE) -> Image.Image:
    """In a border of so great a part of the shorter side, the inner corners rounded by so great a part."""
    shorter = min(picture.size)
    wide = round(shorter * border)
    whole = Image.new("RGB", (picture.width + 2 * wide, picture.height + 2 * wide), colour)
    mask = Image.new("L", picture.size, 0)
    corners = (0, 0, picture.width - 1, picture.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(corners, rounding * shorter, fill=255)
    whole.paste(picture, (wide, wide), mask)
    return whole


def captioned(picture: Image.Image, text: str, colour: Colour = (0, 106, 78)) -> Image.Image:
    """With a bar of one colour beneath it, a sixth of its height, and a line of large letters on that."""
    bar = max(24, picture.height // 6)
    whole = Image.new("RGB", (picture.width, picture.height + bar), colour)
    whole.paste(picture, (0, 0))
    file = str(resources() / "fonts" / "NotoSansBengali_700Bold.ttf")
    font = ImageFont.truetype(file, bar // 2)
    draw = ImageDraw.Draw(whole)
    left = max(0.0, (picture.width - font.getlength(text)) / 2)
    draw.text((left, picture.height + bar // 8), text, font=font, fill=WHITE)
    return whole
