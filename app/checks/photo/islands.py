"""Small pictures on a banner: busy patches, about square, that stand apart on an even ground."""

from __future__ import annotations

from typing import Any

Patch = tuple[int, int, int, int]  # x, y, w, h in pixels of the picture

MOST = 12  # patches handed out: each is looked at by itself
_SMALLEST, _LARGEST = 12, 140  # pixels a side; the first look finds the faces of larger ones
_LONGEST_SHAPE = 1.4
_FULL = 0.6  # of its box that a patch fills: a circle fills .79, a letter a third
# Spread of brightness within 5 x 5 pixels, of 255: more than a photograph's grain or JPEG's edges.
_BUSY = 9.0
_AROUND = 5


def islands(picture: Any) -> list[Patch]:
    """The patches, largest first, at most `MOST`. `picture`: height x width x 3 bytes, BGR."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    around = (_AROUND, _AROUND)
    mean = cv2.boxFilter(grey, cv2.CV_32F, around)
    variance = cv2.sqrBoxFilter(grey, cv2.CV_32F, around) - mean * mean
    busy = (variance > _BUSY**2).astype(np.uint8)
    busy = cv2.morphologyEx(busy, cv2.MORPH_CLOSE, np.ones(around, np.uint8))
    found = []
    for x, y, w, h, area in cv2.connectedComponentsWithStats(busy)[2][1:].tolist():
        short, long = min(w, h), max(w, h)
        if short >= _SMALLEST and long <= min(_LARGEST, _LONGEST_SHAPE * short) and area >= _FULL * w * h:
            found.append((x, y, w, h))
    return sorted(found, key=lambda patch: -patch[2] * patch[3])[:MOST]
