"""Which pictures of an animation to look at: those that differ most. Runs in the decoder process only."""

from __future__ import annotations

from PIL import Image, ImageChops

from app.media.colour import over_white
from app.media.types import MOST_LATER, Frame

MOST = 1 + MOST_LATER  # pictures kept of one animation
_SIDE = 64  # points a side that stand for a picture
_STEP = 24  # of 255: a point that changed by more than what encoding alone changes
# A share of points. A face of a twentieth of the picture's sides covers more. Ours.
_ANOTHER = 0.002


class Scenes:
    """Offered every frame in order, keeps up to `MOST` that differ, as far apart as it can.

    A picture that lasts long or comes back is kept once. `complete` as long as every frame so far looks like
    one that is kept.
    """

    def __init__(self) -> None:
        self.complete = True
        self._kept: list[tuple[Frame, Image.Image]] = []

    @property
    def later(self) -> tuple[Frame, ...]:
        """What is kept besides the first frame."""
        return tuple(frame for frame, _ in self._kept[1:])

    def is_another(self, picture: Image.Image) -> bool:
        """Whether a loaded frame differs from every picture kept. Cheap: 4,096 points are compared."""
        sketch = _sketch(picture)
        return all(_difference(sketch, kept) >= _ANOTHER for _, kept in self._kept)

    def keep(self, frame: Frame, picture: Image.Image) -> None:
        """Keep a frame; of more than `MOST`, the two most alike lose the later one, and never the first."""
        self._kept.append((frame, _sketch(picture)))
        if len(self._kept) <= MOST:
            return
        self.complete = False
        pairs = [(i, j) for j in range(1, len(self._kept)) for i in range(j)]
        _, loser = min(pairs, key=lambda pair: _difference(self._kept[pair[0]][1], self._kept[pair[1]][1]))
        del self._kept[loser]


def _sketch(picture: Image.Image) -> Image.Image:
    # Nearest points: the only way that needs no conversion of the whole frame.
    points = picture.resize((_SIDE, _SIDE), Image.Resampling.NEAREST)
    return over_white(points).convert("L")


def _difference(one: Image.Image, other: Image.Image) -> float:
    """The share of points that changed."""
    changed = ImageChops.difference(one, other).histogram()[_STEP + 1 :]
    return sum(changed) / (_SIDE * _SIDE)
