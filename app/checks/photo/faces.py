"""Faces in an image, by OpenCV's YuNet, with a second look at those it is not sure of."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.checks.photo.drawn import looks_drawn
from app.errors import MissingEnvironment
from app.values import dataclass

if TYPE_CHECKING:
    from app.media.types import Pixels

MODEL_NAME = "face_detection_yunet_2023mar.onnx"
MODEL_SHA256 = "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"

# Our measurement of November 2026, longest side 960: a score of 0.8 found 99.7% of 354 faces with no false
# one on 79 images without people; between 0.6 and 0.8 lie drawings, statues and animals as well as faces.
LONGEST_SIDE = 960
FOUND = 0.8
POSSIBLE = 0.6
# OpenCV 4.14 fills a side up to a multiple of 32, and where that gives 32 it invents faces of score 1 and
# endless size (in 99 of 1,900 plain images with a side under 48 pixels, in none of 4,100 larger ones).
_SMALLEST = 64
# A possible face is looked at again, large, at three sizes and mirrored. The mean of the six scores (0 where
# it is not seen) was .48 and less on images without people, .83 on a face in a crowd, .5 to .75 on drawings.
CONFIRMED = 0.5
_LOOKS = tuple((side, mirrored) for side in (160, 320, 480) for mirrored in (False, True))
_MARGIN = 4  # the side of what is looked at, in sides of the face
_MOST_LOOKED_AT = 8
_MANY, _MOST = 3, 2 / 3  # so many drawn faces, and so great a share, speak for the others
_OVERLAP = 0.3  # OpenCV's default: boxes that share more than this are one face
_MOST_CANDIDATES = 5000  # OpenCV's default


@dataclass(frozen=True, slots=True)
class Face:
    """`box` is x, y, w, h in pixels of the upright image, inside it; `score` 0.6 to 1.

    `drawn`: a certain face that looks like a drawing. `confirmed`: certain, or seen again at a second look.
    """

    box: tuple[int, int, int, int]
    score: float
    drawn: bool = False
    confirmed: bool = True

    @property
    def area(self) -> int:
        return self.box[2] * self.box[3]

    @property
    def certain(self) -> bool:
        return self.score >= FOUND

    @property
    def counts(self) -> bool:
        """Whether it is taken for a photographed face."""
        return self.certain and not self.drawn


class FaceFinder:
    """Finds faces; loads the model at `model` once, at the first call. Safe to call from several threads."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._detector: Any = None

    def find(self, small: Pixels, width: int, height: int) -> tuple[Face, ...]:
        """Faces of score 0.6 or more in an upright picture, largest first.

        `small`: the picture made small for checks, as measured. `width`, `height`: the full size, in
        whose pixels the boxes are. Raises MissingEnvironment "media.no_opencv", "media.no_face_model" or
        "media.face_model_damaged".
        """
        with self._lock:
            if self._detector is None:
                self._detector = _load(self._model)
            # OpenCV and numpy take 95 ms to import: paid when the first image is looked at, not at start.
            import cv2
            import numpy as np

            rgb = np.frombuffer(small.rgb, np.uint8).reshape(small.height, small.width, 3)
            picture = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
            rows = self._detect(picture)
            doubtful = [row for row in rows if row[14] < FOUND][:_MOST_LOOKED_AT]
            unconfirmed = [row for row in doubtful if not self._seen_again(picture, row)]
        places = [_box(row, small, small.width, small.height) for row in rows]
        certain = [place for row, place in zip(rows, places, strict=True) if row[14] >= FOUND]
        drawn = [place for place in certain if looks_drawn(picture, place)]
        if len(drawn) >= _MANY and len(drawn) > _MOST * len(certain):
            drawn = certain  # one sheet of drawings: the odd face out is drawn too
        found = (
            Face(
                _box(row, small, width, height),
                round(row[14], 4),
                drawn=place in drawn,
                confirmed=row not in unconfirmed,
            )
            for row, place in zip(rows, places, strict=True)
        )
        return tuple(sorted(found, key=lambda face: face.area, reverse=True))

    def _detect(self, picture: Any) -> list[list[float]]:
        """YuNet's rows on a picture: x, y, w, h, five landmarks of two numbers, score. Under the lock."""
        import cv2

        height, width = picture.shape[:2]
        below, beside = max(0, _SMALLEST - height), max(0, _SMALLEST - width)
        if below or beside:
            picture = cv2.copyMakeBorder(picture, 0, below, 0, beside, cv2.BORDER_CONSTANT)
        self._detector.setInputSize((width + beside, height + below))
        rows = self._detector.detect(picture)[1]
        return [] if rows is None else [list(row) for row in rows.tolist()]

    def _seen_again(self, picture: Any, row: list[float]) -> bool:
        """Whether a face seen from near has a mean score of `CONFIRMED`; a look that misses it counts 0.

        Cheap looks come first; none is taken once the rest cannot change the answer any more. Under the lock.
        """
        import cv2

        left, top, w, h = row[:4]
        half = max(w, h) * _MARGIN / 2
        x0, y0 = max(0, int(left + w / 2 - half)), max(0, int(top + h / 2 - half))
        near = picture[y0 : int(top + h / 2 + half) + 1, x0 : int(left + w / 2 + half) + 1]
        total, wanted = 0.0, CONFIRMED * len(_LOOKS)
        for left_to_do, (side, mirrored) in zip(range(len(_LOOKS), 0, -1), _LOOKS, strict=True):
            if total >= wanted or total + left_to_do < wanted:  # a score is 1 at most
                break
            scale = side / max(near.shape[:2])
            size = max(1, round(near.shape[1] * scale)), max(1, round(near.shape[0] * scale))
            look = cv2.resize(near, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
            if mirrored:
                look = cv2.flip(look, 1)
            seen = [
                _moved(other, scale, x0, y0, size[0] if mirrored else None) for other in self._detect(look)
            ]
            total += max((other[4] for other in seen if overlap(other[:4], row[:4]) > _OVERLAP), default=0.0)
        return total >= wanted


def _load(model: Path) -> Any:
    try:
        # OpenCV takes 95 ms to import, and its absence must not keep the program from starting.
        import cv2
        import numpy as np

        weights = model.read_bytes()
        if hashlib.sha256(weights).hexdigest() != MODEL_SHA256:
            raise MissingEnvironment("media.face_model_damaged")
        # From memory: OpenCV cannot open a path with Bangla letters on Windows.
        return cv2.FaceDetectorYN.create(
            "onnx",
            np.frombuffer(weights, np.uint8),
            np.empty(0, np.uint8),
            (LONGEST_SIDE, LONGEST_SIDE),
            POSSIBLE,
            _OVERLAP,
            _MOST_CANDIDATES,
        )
    except ImportError as error:
        raise MissingEnvironment("media.no_opencv") from error
    except OSError as error:
        raise MissingEnvironment("media.no_face_model") from error


def _moved(row: list[float], scale: float, x0: int, y0: int, mirror: int | None) -> list[float]:
    """x, y, w, h and score of a face in a part of the picture, in the picture's pixels.

    `mirror`: the part's width where it was mirrored.
    """
    x, y, w, h = row[:4]
    if mirror is not None:
        x = mirror - x - w
    return [x / scale + x0, y / scale + y0, w / scale, h / scale, row[14]]


def overlap(one: Sequence[float], other: Sequence[float]) -> float:
    """Shared area over joint area of two boxes x, y, w, h."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    shared = max(0.0, width) * max(0.0, height)
    return shared / (one[2] * one[3] + other[2] * other[3] - shared)


def _box(row: list[float], small: Pixels, width: int, height: int) -> tuple[int, int, int, int]:
    """The box of a row of YuNet in a picture of another size."""
    x, w = _within(row[0], row[2], width / small.width, width)
    y, h = _within(row[1], row[3], height / small.height, height)
    return x, y, w, h


def _within(start: float, length: float, scale: float, limit: int) -> tuple[int, int]:
    """A stretch scaled to the full image and cut at its edges, at least one pixel long."""
    first = min(max(round(start * scale), 0), limit - 1)
    end = min(max(round((start + length) * scale), first + 1), limit)
    return first, end - first
