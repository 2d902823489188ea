"""People for the demo's pictures, drawn by code. The shipped face detector takes them for real (score .9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

UNIT = 400  # the drawings below are made for a square of this size
LIPS, TEETH, EYE, PUPIL, WHITE = "#96463f", "#f0ece6", "#2c1c16", "#080606", "#eeeae4"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Looks:
    """Skin, clothes and hair; with `veil` the hair is under a scarf of that colour."""

    skin: str
    cloth: str
    hair: str = "#221a18"
    veil: str = ""


def person(looks: Looks, size: int) -> Image.Image:
    """Head and shoulders, RGBA on nothing, `size` pixels square; the face takes 40% by 60% of it."""
    brush = _Brush(size)
    _body(brush, looks)
    _shading(brush, looks.skin)
    _hair(brush, looks)
    for middle in (163, 237):
        _eye(brush, middle, looks)
    _nose_and_mouth(brush, looks.skin)
    brush.picture.putalpha(brush.outline)
    return brush.picture


class _Brush:
    """Soft spots of colour. Those of the body widen the outline; all others keep inside it."""

    def __init__(self, size: int) -> None:
        self.scale = size / UNIT
        self.picture = Image.new("RGB", (size, size))
        self.outline = Image.new("L", (size, size))

    def body(self, box: Box, colour: str) -> None:
        mask = self._mask(lambda draw: draw.ellipse(self._at(box), 255), blur=0.8)
        self.outline = ImageChops.lighter(self.outline, mask)
        self._paint(mask, colour)

    def spot(self, box: Box, colour: str, blur: float, strength: int = 255) -> None:
        self._paint(self._mask(lambda draw: draw.ellipse(self._at(box), strength), blur), colour)

    def arc(self, box: Box, start: float, end: float, colour: str, width: float) -> None:
        line = max(1, round(width * self.scale))
        self._paint(self._mask(lambda draw: draw.arc(self._at(box), start, end, 235, line), 0.8), colour)

    def bow(self, box: Box, start: float, end: float, colour: str) -> None:
        self._paint(self._mask(lambda draw: draw.chord(self._at(box), start, end, 245), 1.2), colour)

    def _at(self, box: Box) -> list[float]:
        return [edge * self.scale for edge in box]

    def _mask(self, stroke: Callable[[ImageDraw.ImageDraw], None], blur: float) -> Image.Image:
        mask = Image.new("L", self.outline.size)
        stroke(ImageDraw.Draw(mask))
        return mask.filter(ImageFilter.GaussianBlur(blur * self.scale))

    def _paint(self, mask: Image.Image, colour: str) -> None:
        self.picture.paste(Image.new("RGB", mask.size, colour), mask=mask)


def _body(brush: _Brush, looks: Looks) -> None:
    if looks.veil:
        brush.body((86, 26, 314, 440), looks.veil)
    else:
        brush.body((108, 50, 292, 262), looks.hair)
    brush.body((20, 330, 380, 700), looks.cloth)
    if looks.veil:
        brush.body((100, 280, 300, 440), looks.veil)
    else:
        brush.body((160, 270, 240, 372), _toned(looks.skin, 0.8))
        for left in (111, 271):
            brush.body((left, 172, left + 18, 220), _toned(looks.skin, 0.9))
    brush.body((120, 80, 280, 322), looks.skin)


def _shading(brush: _Brush, skin: str) -> None:
    shade, light = _toned(skin, 0.72), _toned(skin, 1.16)
    brush.spot((124, 150, 152, 290), shade, 12, 90)
    brush.spot((248, 150, 276, 290), shade, 12, 90)
    brush.spot((155, 100, 245, 150), light, 14, 110)
    brush.spot((140, 205, 185, 250), light, 9, 90)
    brush.spot((215, 205, 260, 250), light, 9, 90)


def _hair(brush: _Brush, looks: Looks) -> None:
    if looks.veil:
        brush.spot((124, 56, 276, 116), looks.veil, 1.5)
        brush.arc((116, 66, 284, 330), 0, 360, _toned(looks.veil, 0.85), 5)
    else:
        brush.spot((122, 54, 278, 120), looks.hair, 2)


def _eye(brush: _Brush, middle: float, looks: Looks) -> None:
    brush.spot((middle - 26, 158, middle + 26, 194), _toned(looks.skin, 0.72), 7, 140)
    brush.arc((middle - 25, 146, middle + 25, 166), 200, 340, looks.hair, 6)
    brush.spot((middle - 18, 165, middle + 18, 187), WHITE, 1)
    brush.spot((middle - 9, 165, middle + 9, 185), EYE, 0.7)
    brush.spot((middle - 4.5, 170, middle + 4.5, 180), PUPIL, 0.4)
    brush.spot((middle + 1, 168, middle + 6, 173), "white", 0.4)
    brush.arc((middle - 20, 161, middle + 20, 190), 195, 345, EYE, 3.5)


def _nose_and_mouth(brush: _Brush, skin: str) -> None:
    shade, light = _toned(skin, 0.72), _toned(skin, 1.16)
    brush.spot((188, 170, 198, 232), shade, 5, 130)
    brush.spot((199, 180, 208, 232), light, 5, 130)
    brush.spot((181, 222, 219, 246), shade, 5, 110)
    brush.spot((184, 235, 194, 242), EYE, 1.6, 220)
    brush.spot((206, 235, 216, 242), EYE, 1.6, 220)
    brush.bow((164, 242, 236, 290), 15, 165, LIPS)
    brush.bow((172, 246, 228, 281), 18, 162, TEETH)
    brush.spot((175, 294, 225, 304), shade, 5, 110)


def _toned(colour: str, by: float) -> str:
    red, green, blue = (min(255, round(part * by)) for part in ImageColor.getrgb(colour)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"
