"""OpenCV's YuNet, loaded once and asked for faces; no thread but the one that holds it may ask."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import MissingEnvironment

if TYPE_CHECKING:
    from app.media.types import Pixels

MODEL_NAME = "face_detection_yunet_2023mar.onnx"
MODEL_SHA256 = "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"

POSSIBLE = 0.6  # the least score that is handed out
OVERLAP = 0.3  # OpenCV's default: boxes that share more than this are one face
_MOST_CANDIDATES = 5000  # OpenCV's default
# OpenCV 4.14 fills a side up to a multiple of 32, and where that gives 32 it invents faces of score 1 and
# endless size (in 99 of 1,900 plain images with a side under 48 pixels, in none of 4,100 larger ones).
_SMALLEST = 64


class YuNet:
    """The loaded model.

    Raises MissingEnvironment "media.no_opencv", "media.no_face_model" or "media.face_model_damaged".
    """

    def __init__(self, model: Path) -> None:
        try:
            # OpenCV takes 95 ms to import, and its absence must not keep the program from starting.
            import cv2
            import numpy as np

            weights = model.read_bytes()
            if hashlib.sha256(weights).hexdigest() != MODEL_SHA256:
                raise MissingEnvironment("media.face_model_damaged")
            # From memory: OpenCV cannot open a path with Bangla letters on Windows.
            self._detector: Any = cv2.FaceDetectorYN.create(
                "onnx",
                np.frombuffer(weights, np.uint8),
                np.empty(0, np.uint8),
                (_SMALLEST, _SMALLEST),
                POSSIBLE,
                OVERLAP,
                _MOST_CANDIDATES,
            )
        except ImportError as error:
            raise MissingEnvironment("media.no_opencv") from error
        except OSError as error:
            raise MissingEnvironment("media.no_face_model") from error

    def rows(self, picture: Any) -> list[list[float]]:
        """Of each face x, y, w, h, five landmarks of two numbers, score; `picture` is BGR, in its pixels."""
        import cv2

        height, width = picture.shape[:2]
        below, beside = max(0, _SMALLEST - height), max(0, _SMALLEST - width)
        if below or beside:
            picture = cv2.copyMakeBorder(picture, 0, below, 0, beside, cv2.BORDER_CONSTANT)
        self._detector.setInputSize((width + beside, height + below))
        rows = self._detector.detect(picture)[1]
        return [] if rows is None else [list(row) for row in rows.tolist()]


def blue_green_red(pixels: Pixels) -> Any:
    """The pixels as YuNet wants them."""
    import cv2
    import numpy as np

    rgb = np.frombuffer(pixels.rgb, np.uint8).reshape(pixels.height, pixels.width, 3)
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)


def resized(picture: Any, longest: int) -> Any:
    """The picture made larger or smaller to that longest side."""
    import cv2

    height, width = picture.shape[:2]
    scale = longest / max(width, height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
