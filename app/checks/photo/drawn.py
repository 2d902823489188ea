"""A second opinion on a face: is it drawn? Clip art and cartoons have few, even colours and hard outlines.

Our measurement of November 2026 on the faces YuNet is certain of, 32 pixels and larger: 44 of 58 drawn faces
(free clip art and stamps) and 44 of 62 of them saved as JPEG of quality 75 were told, and none of 184 real
ones; of real ones spoilt on purpose (blurred, glaring, quality 8, made small and large again) 9 of 1,300.
"""

from __future__ import annotations

from typing import Any

SMALLEST = 32  # on a smaller face the enlargement itself makes even surfaces
EVEN_SHARE = 0.35  # of the face that has hardly any change from pixel to pixel
THREE_COLOURS = 0.45  # of the face that its three commonest colours take
# A glaring photo has even white patches too; a drawing has even colours besides white, or outlines.
COLOURED_EVEN = 0.3
OUTLINED = 0.25

_SIDE = 64
_EVEN, _HARD = 4, 60  # spread of brightness within 3 x 3 pixels, of 255
_BLACK, _WHITE = 6, 246
_STEP = 16


def looks_drawn(picture: Any, box: tuple[int, int, int, int]) -> bool:
    """Whether the face at `box` (x, y, w, h, inside the picture) is drawn rather than photographed.

    `picture`: height x width x 3 bytes, any order of colours, as a numpy array. False for small faces.
    """
    import cv2
    import numpy as np

    x, y, w, h = box
    if min(w, h) < SMALLEST:
        return False
    shrink = cv2.INTER_AREA if w > _SIDE else cv2.INTER_LINEAR
    face = cv2.resize(picture[y : y + h, x : x + w], (_SIDE, _SIDE), interpolation=shrink)
    face = cv2.bilateralFilter(face, 7, 50, 3)  # takes away what JPEG adds around outlines
    grey = cv2.cvtColor(face, cv2.COLOR_BGR2GRAY).astype(np.float32)
    around = np.ones((3, 3), np.uint8)
    spread = cv2.dilate(grey, around) - cv2.erode(grey, around)
    even = spread <= _EVEN
    coloured = (face.min(axis=2) > _BLACK) & (face.max(axis=2) < _WHITE)
    coloured_even = (even & coloured).sum() / max(int(coloured.sum()), 1)
    outlined = (spread > _HARD).mean()
    return bool(
        even.mean() >= EVEN_SHARE
        and _three_commonest(face) >= THREE_COLOURS
        and (coloured_even >= COLOURED_EVEN or outlined >= OUTLINED)
    )


def _three_commonest(face: Any) -> float:
    """The share of the picture that its three commonest colours take, sixteen steps a channel."""
    import numpy as np

    steps = (face // _STEP).reshape(-1, 3).astype(np.int32)
    counts = np.unique(steps @ np.array([_STEP * _STEP, _STEP, 1]), return_counts=True)[1]
    return float(np.sort(counts)[-3:].sum()) / float(counts.sum())
