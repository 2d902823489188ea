"""Is the image put together from several pictures, or set in a frame, as albums and phone apps make them?

A seam runs straight through the whole height or width, with or without an even strip along it, and shows a
picture on either side. A frame is an even border of one colour around a picture, its inner corners square or
rounded; hearts and flowers are not told. Measured in `tests/eval/collages.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.media.types import Pixels


_SIDE = 480  # pixels, longest side of what is looked at: halving 960 exactly takes OpenCV a fifth of the time
_SMALLEST = 96
_EDGE = 0.12  # of the side: no seam is looked for nearer to the edge
_STEP = 14  # of 255: two pixels that differ by more are of two pictures
_CROSSED = 0.85  # of a seam's length where they do
_ABOVE = 0.35  # so much more than beside the seam, for in grass every pixel differs
_NEAR, _FAR = 4, 16  # pixels beside the seam with which it is compared
_STRIP = 0.06  # of the side, on either side of the seam, that has to show a picture
_DETAIL = 6  # spread of brightness in a piece of a picture, of 255
_PIECES = 16
_SHOWN = 0.6  # of the pieces
_PANEL = 0.6  # of a strip in two colours: a caption
_LIKE = 12  # of 255: so near are points of one colour
_OTHER = 20  # of 255: pieces whose colours differ by more belong to two pictures
_EVEN = 7  # spread of brightness along a gutter or border, of 255
_GUTTER = 0.05  # of the side, at most
_BORDER = 0.012, 0.15  # of the shorter side, at least and at most
_CORNER = 0.12  # of a border's length at either end, where inner corners may be rounded


@dataclass(frozen=True, slots=True)
class Composition:
    """`pictures` that the image is put together from, at least; `framed`: one picture in a frame."""

    pictures: int = 1
    framed: bool = False

    @property
    def composed(self) -> bool:
        """Whether it is anything but one picture without a frame."""
        return self.pictures > 1 or self.framed


WHOLE = Composition()


def composition(small: Pixels) -> Composition:
    """How an upright picture is put together. Takes some 2 ms."""
    import cv2
    import numpy as np

    rgb = np.frombuffer(small.rgb, np.uint8).reshape(small.height, small.width, 3)
    scale = min(1.0, _SIDE / max(small.width, small.height))
    size = round(small.width * scale), round(small.height * scale)
    if min(size) < _SMALLEST:
        return WHOLE
    if scale == 1 / 2:
        size = small.width // 2, small.height // 2
        rgb = rgb[: size[1] * 2, : size[0] * 2]  # halved exactly
    picture = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    inner, framed = _without_border(picture)
    across = len(_seams(inner)) + 1
    down = len(_seams(cv2.transpose(inner))) + 1
    pictures = across * down
    return Composition(pictures, framed and pictures == 1)


def _seams(picture: Any) -> list[int]:
    """The columns at which another picture begins, over the whole height."""
    import cv2

    width = picture.shape[1]
    # Over three pixels, for making the image small has smoothed the seam.
    red, green, blue = cv2.split(cv2.absdiff(picture[:, 3:], picture[:, :-3]))
    steps = cv2.threshold(cv2.max(cv2.max(red, green), blue), _STEP, 255, cv2.THRESH_BINARY)[1]
    # crossed[x] lies between the columns x + 1 and x + 2
    crossed = cv2.reduce(steps, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F)[0] / 255
    first, last = round(width * _EDGE), round(width * (1 - _EDGE)) - 3
    found: list[int] = []
    for x in range(first, last):
        if crossed[x] < _CROSSED or crossed[x] < crossed[max(0, x - 3) : x + 4].max():
            continue
        if found and x - found[-1] <= width * _GUTTER + 4:
            continue  # the other side of the same gutter
        if _stands_out(crossed, x) and _parts(picture, x):
            found.append(x + 2)
    return found


def _stands_out(crossed: Any, x: int) -> bool:
    import numpy as np

    beside = [*crossed[max(0, x - _FAR) : max(0, x - _NEAR)], *crossed[x + _NEAR + 1 : x + _FAR + 1]]
    return bool(beside) and float(crossed[x] - np.median(beside)) >= _ABOVE


def _parts(picture: Any, x: int) -> bool:
    """Whether there is a picture on both sides of a seam, and not the same; a gutter is passed over."""
    width = picture.shape[1]
    strip = max(6, round(width * _STRIP))
    right, limit = x + 3, x + 3 + round(width * _GUTTER)
    while right < limit and _is_even(picture[:, right]):
        right += 1
    # Two pixels are left out on either side: there the seam itself would be taken for detail.
    one = picture[:, max(0, x - 1 - strip) : x - 1]
    other = picture[:, right + 2 : right + 2 + strip]
    return _is_picture(one) and _is_picture(other) and _differ(one, other)


def _differ(one: Any, other: Any) -> bool:
    """Whether most pieces of two strips differ: along a joint between bricks they do not."""
    import numpy as np

    def colours(strip: Any) -> Any:
        return np.array([piece.mean(axis=(0, 1)) for piece in np.array_split(strip, _PIECES, axis=0)])

    return float(np.mean(np.abs(colours(one) - colours(other)).max(axis=1) > _OTHER)) >= _SHOWN


def _is_even(line: Any) -> bool:
    return bool(line.std(axis=0).max() <= _EVEN)


def _is_picture(strip: Any) -> bool:
    """Whether most pieces of a strip show something. A panel of one colour does not, nor lettering on one."""
    import numpy as np

    if _in_two_colours(strip.reshape(-1, 3)):
        return False
    pieces = np.array_split(strip.mean(axis=2), _PIECES, axis=0)
    return float(np.mean([piece.std() >= _DETAIL for piece in pieces if piece.size])) >= _SHOWN


def _in_two_colours(points: Any) -> bool:
    """Whether two colours, of ground and ink, take most of the points."""
    taken = 0.0
    left = points
    for _ in range(2):
        if not len(left):
            return True
        near = abs(left - _commonest(left)).max(axis=1) <= _LIKE
        taken += float(near.sum()) / len(points)
        left = left[~near]
    return taken >= _PANEL


def _commonest(points: Any) -> Any:
    """The middle of the box of colours, 32 steps a side, that most of the points are in."""
    import numpy as np

    boxes = points // 32
    numbers, counts = np.unique(boxes @ np.array([64, 8, 1]), return_counts=True)
    most = numbers[np.argmax(counts)]
    return np.median(points[boxes @ np.array([64, 8, 1]) == most], axis=0)


def _without_border(picture: Any) -> tuple[Any, bool]:
    """The picture inside its border, and whether that is a frame; the whole picture where there is none."""
    upright, turned = picture, picture.swapaxes(0, 1)
    least, most = (round(min(picture.shape[:2]) * part) for part in _BORDER)
    sides: list[int] = []
    for side in (upright, upright[:, ::-1], turned, turned[:, ::-1]):
        sides.append(_border(side))
        if not max(2, least) <= sides[-1] <= most:
            return picture, False
    left, right, top, bottom = sides
    inner = picture[top : picture.shape[0] - bottom, left : picture.shape[1] - right]
    middle = inner.shape[1] // 2
    halves = inner[:, :middle], inner[:, middle:]
    return inner, all(_is_picture(half) for half in halves)


def _border(picture: Any) -> int:
    """How many columns on the left are of one colour, if a picture begins there along a line; else 0."""
    import numpy as np

    height, width = picture.shape[:2]
    colour = np.median(picture[:, 0], axis=0)
    count = 0
    while count < width // 4 and np.abs(picture[:, count] - colour).max(axis=1).mean() <= _EVEN:
        count += 1
    corner = round(height * _CORNER)
    begins = picture[corner : height - corner, min(count + 2, width - 1)]
    differs = float((np.abs(begins - colour).max(axis=1) > _STEP).mean())
    return count if differs >= _CROSSED else 0
