"""Faces in an image, by OpenCV's YuNet. The only module that imports OpenCV."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import MissingEnvironment
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
_OVERLAP = 0.3  # OpenCV's default: boxes that share more than this are one face
_MOST_CANDIDATES = 5000  # OpenCV's default


@dataclass(frozen=True, slots=True)
class Face:
    """`box` is x, y, w, h in pixels of the upright image, inside it; `score` 0.6 to 1."""

    box: tuple[int, int, int, int]
    score: float

    @property
    def area(self) -> int:
        return self.box[2] * self.box[3]

    @property
    def certain(self) -> bool:
        return self.score >= FOUND


class FaceFinder:
    """Finds faces; loads the model at `model` once, at the first call. Safe to call from several threads."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._detector: Any = None

    def find(self, small: Pixels, width: int, height: int) -> tuple[Face, ...]:
        """Faces of score 0.6 or more in an upright picture, largest first.

        `small`: the picture made small, longest side 960 as measured. `width`, `height`: the full size, in
        whose pixels the boxes are. Raises MissingEnvironment "media.no_opencv", "media.no_face_model" or
        "media.face_model_damaged".
        """
        with self._lock:
            if self._detector is None:
                self._detector = _load(self._model)
            # numpy takes 70 ms to import: paid when the first image is looked at, not at start.
            import numpy as np

            rgb = np.frombuffer(small.rgb, np.uint8).reshape(small.height, small.width, 3)
            canvas = np.zeros((max(small.height, _SMALLEST), max(small.width, _SMALLEST), 3), np.uint8)
            canvas[: small.height, : small.width] = rgb[:, :, ::-1]
            self._detector.setInputSize((canvas.shape[1], canvas.shape[0]))
            rows = self._detector.detect(canvas)[1]
        faces = [] if rows is None else [_face(row.tolist(), small, width, height) for row in rows]
        return tuple(sorted(faces, key=lambda face: face.area, reverse=True))


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


def _face(row: list[float], small: Pixels, width: int, height: int) -> Face:
    """One row of YuNet: x, y, w, h, five landmarks of two numbers, score."""
    x, w = _within(row[0], row[2], width / small.width, width)
    y, h = _within(row[1], row[3], height / small.height, height)
    return Face((x, y, w, h), round(row[14], 4))


def _within(start: float, length: float, scale: float, limit: int) -> tuple[int, int]:
    """A stretch scaled to the full image and cut at its edges, at least one pixel long."""
    first = min(max(round(start * scale), 0), limit - 1)
    end = min(max(round((start + length) * scale), first + 1), limit)
    return first, end - first
