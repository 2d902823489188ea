"""How likely an image is obscene, by Yahoo's open_nsfw through OpenCV: clause 10.i.

The network sees a picture of 224 pixels a side and knows nudity, not insult: a score, never a verdict.
Our measurement of November 2026 on 90 photographs and drawings without anything obscene: the highest scores
were .16 on images without people, .10 on photographs of people, .32 on statues and cartoons.
"""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import MissingEnvironment

if TYPE_CHECKING:
    from app.media.types import Pixels

MODEL_NAME = "open-nsfw.onnx"
MODEL_SHA256 = "864bb37bf8863564b87eb330ab8c785a79a773f4e7c43cb96db52ed8611305fa"

# Yahoo's own advice (README of open_nsfw): above 0.8 very likely, below 0.2 safe. Between 0.2 and 0.5 our
# statues and cartoons lie.
LIKELY = 0.8
POSSIBLE = 0.5

# The model's own preparation, with the JPEG in between that it was trained with.
_SIDE, _SEEN = 256, 224
_MEAN_BGR = (104, 117, 123)
_JPEG_QUALITY = 75


class ObsceneScorer:
    """Scores images; loads the model at `model` once, when first called. For several threads at once."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._net: Any = None

    def score(self, small: Pixels) -> float:
        """0 (nothing obscene) to 1 for an upright picture of any size.

        Raises MissingEnvironment "media.no_obscene_detector" or "media.obscene_model_damaged".
        """
        with self._lock:
            if self._net is None:
                self._net = _load(self._model)
            self._net.setInput(_prepared(small))
            return float(self._net.forward()[0, 1])


def _prepared(small: Pixels) -> Any:
    """The picture as the network wants it: 1 x 224 x 224 x 3, BGR, less the training set's mean."""
    import cv2
    import numpy as np

    rgb = np.frombuffer(small.rgb, np.uint8).reshape(small.height, small.width, 3)
    shrink = cv2.INTER_AREA if min(small.width, small.height) > _SIDE else cv2.INTER_LINEAR
    square = cv2.resize(rgb, (_SIDE, _SIDE), interpolation=shrink)
    edge = (_SIDE - _SEEN) // 2
    middle = np.ascontiguousarray(square[edge : edge + _SEEN, edge : edge + _SEEN, ::-1])
    encoded = cv2.imencode(".jpg", middle, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])[1]
    seen = cv2.imdecode(encoded, cv2.IMREAD_COLOR)  # our own bytes of a moment ago
    assert seen is not None
    return (seen.astype(np.float32) - np.array(_MEAN_BGR, np.float32))[np.newaxis]


def _load(model: Path) -> Any:
    try:
        import cv2
        import numpy as np

        weights = model.read_bytes()
    except (ImportError, OSError) as error:
        raise MissingEnvironment("media.no_obscene_detector") from error
    if hashlib.sha256(weights).hexdigest() != MODEL_SHA256:
        raise MissingEnvironment("media.obscene_model_damaged")
    # From memory: OpenCV cannot open a path with Bangla letters on Windows.
    return cv2.dnn.readNetFromONNX(np.frombuffer(weights, np.uint8))
