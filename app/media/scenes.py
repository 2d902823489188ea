"""Choice of frames: those pictures of an animation or a video that differ most.

Runs in the decoder processes only.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageChops

from app.media.colour import over_white
from app.media.types import MOST_LATER, Frame

MOST = 1 + MOST_LATER  # pictures kept of one animation
_SIDE = 64  # points a side that stand for a picture
_STEP = 24  # of 255: a point that changed by more than what encoding alone changes
# A share of points. A face of a twentieth of the picture's sides covers more. Ours.
_ANOTHER = 0.002


@dataclass(frozen=True, slots=True)
class _Kept:
    """`apart`: how far it is from each picture kept before it."""

    frame: Frame
    sketch: Image.Image
    firm: bool
    apart: list[float]


class Scenes:
    """Offered every frame in order, keeps up to `most` that differ, as far apart as it can.

    A picture that lasts long or comes back is kept once. `complete` as long as every frame so far looks like
    one that is kept.
    """

    def __init__(self, most: int = MOST) -> None:
        self.complete = True
        self._most = most
        self._kept: list[_Kept] = []

    @property
    def later(self) -> tuple[Frame, ...]:
        """What is kept besides the first frame."""
        return tuple(kept.frame for kept in self._kept[1:])

    def is_another(self, picture: Image.Image) -> bool:
        """Whether a loaded frame differs from every picture kept. Cheap: 4,096 points are compared."""
        sketch = _sketch(picture)
        return all(_difference(sketch, kept.sketch) >= _ANOTHER for kept in self._kept)

    def keep(self, frame: Frame, picture: Image.Image, *, firm: bool = False) -> None:
        """Keep a frame; of more than the most, the two most alike lose the later one, and never the first.

        A `firm` one stays whatever comes: there must be fewer of these than the most.
        """
        sketch = _sketch(picture)
        apart = [_difference(kept.sketch, sketch) for kept in self._kept]
        self._kept.append(_Kept(frame, sketch, firm, apart))
        if len(self._kept) <= self._most:
            return
        self.complete = False
        loose = [place for place, kept in enumerate(self._kept) if place and not kept.firm]
        loser = min(loose, key=lambda place: (min(self._kept[place].apart), place))
        del self._kept[loser]
        for kept in self._kept[loser:]:
            del kept.apart[loser]


def _sketch(picture: Image.Image) -> Image.Image:
    # Nearest points: the only way that needs no conversion of the whole frame.
    points = picture.resize((_SIDE, _SIDE), Image.Resampling.NEAREST)
    return over_white(points).convert("L")


def _difference(one: Image.Image, other: Image.Image) -> float:
    """The share of points that changed."""
    changed = ImageChops.difference(one, other).histogram()[_STEP + 1 :]
    return sum(changed) / (_SIDE * _SIDE)
