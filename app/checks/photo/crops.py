"""What a platform shows of a picture: the sums behind the rules on page pictures, and behind their preview.

A platform enlarges or shrinks a banner until it fills the banner's shape, cuts off what reaches beyond,
always at both sides alike, and each device then shows the middle of the rest. A profile picture is the
square in the middle, shown as the circle inside it.
"""

from __future__ import annotations

import math

from app.values import dataclass

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a picture, in its pixels from the top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        return self.width * self.height

    def inside(self, box: tuple[int, int, int, int]) -> float:
        """The share of a box (x, y, w, h) that lies within, 0 to 1."""
        x, y, width, height = box
        across = min(x + width, self.x + self.width) - max(x, self.x)
        down = min(y + height, self.y + self.height) - max(y, self.y)
        return max(0.0, across) * max(0.0, down) / max(1, width * height)


def seen(size: Size, banner: Size, part: Size) -> Region:
    """What a device that shows the middle `part` of a `banner` shows of a picture of `size`.

    `banner` and `part` are in the platform's pixels, the answer is in the picture's.
    """
    scale = max(banner[0] / size[0], banner[1] / size[1])
    return _middle(size, part[0] / scale, part[1] / scale)


def square(size: Size) -> Region:
    """The square in the middle of a picture; a profile picture is the circle inside it."""
    side = float(min(size))
    return _middle(size, side, side)


def lost(size: Size, region: Region) -> float:
    """The share of a picture that lies outside a part of it, 0 to 1."""
    return 1 - region.area / (size[0] * size[1])


def lost_round(size: Size) -> float:
    """The share of a picture that a profile picture's circle leaves out, 0 to 1."""
    return 1 - math.pi / 4 * square(size).area / (size[0] * size[1])


def lost_by_shape(size: Size, shape: Size) -> float:
    """The share of a picture that is cut off to give it another `shape`'s aspect, 0 to 1."""
    ours, theirs = size[0] / size[1], shape[0] / shape[1]
    return 1 - min(ours, theirs) / max(ours, theirs)


def in_circle(size: Size, box: tuple[int, int, int, int], leeway: float = 0.0) -> bool:
    """Whether a box (x, y, w, h) lies in a profile picture's circle, or beyond by `leeway` of its radius."""
    circle = square(size)
    radius = circle.width / 2
    middle_x, middle_y = circle.x + radius, circle.y + radius
    x, y, width, height = box
    farthest = max(
        math.hypot(corner_x - middle_x, corner_y - middle_y)
        for corner_x in (x, x + width)
        for corner_y in (y, y + height)
    )
    return farthest <= radius * (1 + leeway)


def _middle(size: Size, width: float, height: float) -> Region:
    width, height = min(width, size[0]), min(height, size[1])
    return Region((size[0] - width) / 2, (size[1] - height) / 2, width, height)
