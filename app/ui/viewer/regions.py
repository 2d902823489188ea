"""The boxes a person draws on an image, and what hand and keyboard do to them. Knows no Qt.

All figures are pixels of the upright image.
"""

from __future__ import annotations

from app.media.types import Box
from app.services.posts import blurring

SMALLEST = 8  # pixels a side of a box; of an image smaller than that, all of it
Handle = tuple[int, int]  # which sides move: -1 left or top, 1 right or bottom, 0 neither
HANDLES: tuple[Handle, ...] = ((-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1))


class Regions:
    """Boxes on an image of `width` by `height`, always within it; at most one is `selected` (its place)."""

    def __init__(self, width: int, height: int) -> None:
        self.width = max(1, width)
        self.height = max(1, height)
        self.boxes: list[Box] = []
        self.selected: int | None = None

    @property
    def selected_box(self) -> Box | None:
        return None if self.selected is None else self.boxes[self.selected]

    def add(self, box: Box) -> None:
        """Add a box, made to fit, and select it."""
        self.boxes.append(self._fitted(box))
        self.selected = len(self.boxes) - 1

    def replace(self, box: Box) -> None:
        """Put the selected box elsewhere."""
        if self.selected is not None:
            self.boxes[self.selected] = self._fitted(box)

    def around(self, box: Box) -> Box:
        """What to blur of something found: its box with a margin."""
        return self._fitted(blurring.around(box))

    def holds(self, found: Box) -> bool:
        """Whether something found was chosen."""
        return self.around(found) in self.boxes

    def choose(self, found: Box) -> None:
        """Add the box around something found, or take it out again."""
        region = self.around(found)
        if region in self.boxes:
            self.selected = self.boxes.index(region)
            self.remove()
        else:
            self.add(region)
            self.selected = None  # the arrow keys still leaf through what was found

    def remove(self) -> None:
        """Take the selected box out; the one before it is selected then."""
        if self.selected is not None:
            del self.boxes[self.selected]
            self.selected = max(0, self.selected - 1) if self.boxes else None

    def step(self, by: int) -> None:
        """Select the next box (1) or the one before (-1), round and round."""
        if not self.boxes:
            return
        if self.selected is None:
            self.selected = 0 if by > 0 else len(self.boxes) - 1
        else:
            self.selected = (self.selected + by) % len(self.boxes)

    def move(self, across: int, down: int) -> None:
        """Move the selected box; at the image's edge it stops and keeps its size."""
        if self.selected_box is not None:
            x, y, width, height = self.selected_box
            self.replace(
                (
                    _between(x + across, self.width - width),
                    _between(y + down, self.height - height),
                    width,
                    height,
                )
            )

    def resize(self, across: int, down: int) -> None:
        """Make the selected box wider and higher, or smaller, at its right and lower side."""
        if self.selected_box is not None:
            x, y, width, height = self.selected_box
            self.replace((x, y, max(1, width + across), max(1, height + down)))

    def at(self, x: float, y: float) -> int | None:
        """The place of the smallest box that holds a point."""
        there = [
            place
            for place, (left, top, width, height) in enumerate(self.boxes)
            if left <= x <= left + width and top <= y <= top + height
        ]
        return min(there, key=lambda place: self.boxes[place][2] * self.boxes[place][3], default=None)

    def _fitted(self, box: Box) -> Box:
        x, y, width, height = box
        left, right = _side(x, x + width, self.width)
        top, bottom = _side(y, y + height, self.height)
        return left, top, right - left, bottom - top


def span(x0: float, y0: float, x1: float, y1: float) -> Box:
    """The box between two corners, whichever they are."""
    left, right = sorted((round(x0), round(x1)))
    top, bottom = sorted((round(y0), round(y1)))
    return left, top, right - left, bottom - top


def dragged(box: Box, handle: Handle, x: float, y: float) -> Box:
    """A box with the sides of a handle put to a point; dragged over the other side, it turns over."""
    left, top, right, bottom = box[0], box[1], box[0] + box[2], box[1] + box[3]
    across, down = handle
    x0, x1 = (x if across < 0 else left), (x if across > 0 else right)
    y0, y1 = (y if down < 0 else top), (y if down > 0 else bottom)
    return span(x0, y0, x1, y1)


def _between(value: int, most: int) -> int:
    return max(0, min(value, most))


def _side(start: int, end: int, length: int) -> tuple[int, int]:
    """A stretch cut to the image's, and made `SMALLEST` long at least."""
    least = min(SMALLEST, length)
    start, end = _between(start, length), _between(end, length)
    if end - start < least:
        start = _between(start, length - least)
        end = start + least
    return start, end
