"""What the same work costs with the libraries alone: no rules, no proofs, no process of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import islice, pairwise

import ahocorasick_rs
import cv2
import numpy as np
from PIL import Image, ImageOps

from app.checks.photo.yunet import MODEL_NAME, POSSIBLE
from app.paths import resources

_LONGEST_SIDE = 960  # pixels, as the first look of the checks


class BareText:
    """One pass of an automaton with `count` terms: runs of two words of `texts`, which are about as rare."""

    def __init__(self, texts: Sequence[str], count: int) -> None:
        runs = (" ".join(pair) for text in texts for pair in pairwise(text.split()))
        terms = list(islice(dict.fromkeys(runs), count))
        self._automaton = ahocorasick_rs.AhoCorasick(terms, store_patterns=False)

    def read(self, text: str) -> None:
        self._automaton.find_matches_as_indexes(text, overlapping=True)


class BareFaces:
    """Pillow's decoding down to the detector's size, and the same detector."""

    def __init__(self) -> None:
        model = str(resources() / "models" / MODEL_NAME)
        self._detector = cv2.FaceDetectorYN.create(model, "", (_LONGEST_SIDE, _LONGEST_SIDE), POSSIBLE)

    def look(self, data: bytes) -> None:
        with Image.open(io.BytesIO(data)) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
        upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        self._detector.setInputSize(upright.size)
        self._detector.detect(np.ascontiguousarray(np.asarray(upright)[:, :, ::-1]))
