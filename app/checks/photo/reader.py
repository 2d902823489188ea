"""Text on an image, read by Tesseract where the extra `ocr` is installed.

Only words Tesseract is sure of are handed on: on photographs the others are mostly leaves and faces.
"""

from __future__ import annotations

import importlib.util
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import MissingEnvironment
from app.media.types import Pixels

VERSION = "tesseract-ben-1"
LANGUAGES = ("ben", "eng")
# Of 1. On our generated banners nearly all words above were right, most below were none.
SURE = 0.8
_PATIENCE = 20_000  # milliseconds for one image


@dataclass(frozen=True, slots=True)
class ReadWord:
    """`box` is x, y, w, h in pixels of the full image; `confidence` 0 to 1."""

    text: str
    confidence: float
    box: tuple[int, int, int, int]
    begins_line: bool


class TextReader:
    """Reads Bangla and English; starts Tesseract once, when first asked. For several threads at once.

    `data`: the folder with Tesseract's language files, None where there is none.
    """

    def __init__(self, data: Path | None) -> None:
        self._data = data
        self._lock = threading.Lock()
        self._tesseract: Any = None
        # Whether there is something to read with, as far as can be told without starting it.
        self.installed = data is not None and importlib.util.find_spec("tesserocr") is not None

    def read(self, small: Pixels, width: int, height: int) -> tuple[ReadWord, ...]:
        """The words on an upright picture of which Tesseract is sure, in its order of reading.

        `width`, `height`: the full size, in whose pixels the boxes are. Raises MissingEnvironment
        "media.no_ocr" or "media.no_ocr_language".
        """
        with self._lock:
            if self._tesseract is None:
                self._tesseract = _start(self._data)
            tesseract = self._tesseract
            tesseract.SetImageBytes(small.rgb, small.width, small.height, 3, small.width * 3)
            try:
                if not tesseract.Recognize(_PATIENCE):
                    return ()
                return tuple(_words(tesseract, width / small.width, height / small.height))
            finally:
                tesseract.Clear()


def _start(data: Path | None) -> Any:
    try:
        import tesserocr
    except ImportError as error:
        raise MissingEnvironment("media.no_ocr") from error
    if data is None or not (data / f"{LANGUAGES[0]}.traineddata").is_file():
        raise MissingEnvironment("media.no_ocr_language")
    there = "+".join(language for language in LANGUAGES if (data / f"{language}.traineddata").is_file())
    try:
        # Sparse: lettering stands anywhere on a banner, not in columns.
        return tesserocr.PyTessBaseAPI(path=str(data), lang=there, psm=tesserocr.PSM.SPARSE_TEXT)
    except RuntimeError as error:
        raise MissingEnvironment("media.no_ocr_language") from error


def _words(tesseract: Any, across: float, down: float) -> list[ReadWord]:
    from tesserocr import RIL, iterate_level

    found: list[ReadWord] = []
    begins = True
    iterator = tesseract.GetIterator()
    if iterator is None:
        return found
    for place in iterate_level(iterator, RIL.WORD):
        begins = begins or place.IsAtBeginningOf(RIL.TEXTLINE)
        box, confidence = place.BoundingBox(RIL.WORD), place.Confidence(RIL.WORD) / 100
        if box is None or confidence < SURE:
            continue
        text = place.GetUTF8Text(RIL.WORD).strip()
        if text:
            x0, y0, x1, y1 = box
            x, y = round(x0 * across), round(y0 * down)
            size = max(1, round((x1 - x0) * across)), max(1, round((y1 - y0) * down))
            found.append(ReadWord(text, round(confidence, 4), (x, y, *size), begins))
            begins = False
    return found
