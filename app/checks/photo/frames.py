"""Faces in an animation's later pictures, without saying twice what has been said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.checks.photo.faces import Face, overlap
from app.media.types import Pixels

_OVERLAP = 0.3
# Mean difference of brightness, of 255, below which two faces in one place are one. The same face encoded
# twice differs by 1 to 6, two people's by 30 and more. Ours.
_SAME_LOOK = 15
_SIDE = 24

Seen = tuple[Face, Pixels]


def new_faces(found: Sequence[Face], small: Pixels, seen: Sequence[Seen], width: int) -> tuple[Face, ...]:
    """The faces of a picture that were not seen in an earlier one at the same place.

    A face that was doubtful or drawn earlier is new where it is certain now. `width`: the full image's, in
    whose pixels the boxes are.
    """
    return tuple(face for face in found if not any(_same(face, small, *one, width) for one in seen))


def _same(face: Face, small: Pixels, earlier: Face, earlier_small: Pixels, width: int) -> bool:
    if face.counts and not earlier.counts:
        return False
    if overlap(face.box, earlier.box) < _OVERLAP:
        return False
    import numpy as np

    one, other = _look(small, face, width), _look(earlier_small, face, width)
    return float(np.abs(one - other).mean()) < _SAME_LOOK


def _look(small: Pixels, face: Face, width: int) -> Any:
    """The brightness of what is at the face's box, `_SIDE` pixels square."""
    import cv2
    import numpy as np

    scale = small.width / width
    x, y, w, h = (round(value * scale) for value in face.box)
    picture = np.frombuffer(small.rgb, np.uint8).reshape(small.height, small.width, 3)
    part = picture[min(y, small.height - 1) : max(y + h, y + 1), min(x, small.width - 1) : max(x + w, x + 1)]
    square = cv2.resize(np.ascontiguousarray(part), (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    return square.mean(axis=2)
