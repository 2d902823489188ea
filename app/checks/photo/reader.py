"""Text on an image, read by Tesseract where the extra `ocr` is installed.

Only words Tesseract is sure of are handed on: on photographs the others are mostly leaves and faces.
"""

from __future__ import annotations

import atexit
import importlib.util
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import MissingEnvironment
from app.values import dataclass

if TYPE_CHECKING:
    from app.media.types import Pixels

VERSION = "tesseract-ben-2"
LANGUAGES = ("ben", "eng")
# Of 1. On our generated banners nearly all words above were right, most below were none.
SURE = 0.8
_PATIENCE = 10_000  # milliseconds for one way of reading
# Tesseract's page segmentation modes: a page with columns, or lettering anywhere on a picture.
PAGE, SPARSE = 3, 11
_WHITE = 225  # of 255
WHOLE_SIDE = 960  # pixels: of our generated banners 81 of 96 are read so, and 77 where they are larger
_WHITE_SIDE = 1640  # pixels: a banner's own width, so that letters keep their shapes when only white is left


@dataclass(frozen=True, slots=True)
class ReadWord:
    """`box` is x, y, w, h in pixels of the full image; `confidence` 0 to 1."""

    text: str
    confidence: float
    box: tuple[int, int, int, int]
    begins_line: bool


Reading = tuple[ReadWord, ...]


class TextReader:
    """Reads Bangla and English; starts Tesseract once, when first asked. For several threads at once.

    `data`: the folder with Tesseract's language files, None where there is none.
    """

    def __init__(self, data: Path | None) -> None:
        self._data = data
        self._lock = threading.Lock()
        self._tesseract: Any = None
        # Whether there is something to read with, as far as can be told without starting it.
        self._program = importlib.util.find_spec("tesserocr") is not None
        self.installed = data is not None and self._program

    def read(self, small: Pixels, width: int, height: int, longest: int | None = None) -> tuple[Reading, ...]:
        """An upright picture read in three ways; each gives the words of which Tesseract is sure, in order.

        `width`, `height`: the full size, in whose pixels the boxes are. `longest`: make a larger picture
        smaller first, to so many pixels on its longest side (`WHOLE_SIDE` for a whole image). Raises
        MissingEnvironment "media.no_ocr" or "media.no_ocr_language".
        """
        if not self._program:
            raise MissingEnvironment("media.no_ocr")
        with self._lock:
            if self._tesseract is None:
                self._tesseract = _start(self._data)
            grey, white = _grey_and_white(small, longest)
            return tuple(
                _read(self._tesseract, mode, picture, width, height)
                for mode, picture in ((SPARSE, grey), (SPARSE, white), (PAGE, grey))
            )


def _start(data: Path | None) -> Any:
    import tesserocr

    if data is None or not (data / f"{LANGUAGES[0]}.traineddata").is_file():
        raise MissingEnvironment("media.no_ocr_language")
    there = "+".join(language for language in LANGUAGES if (data / f"{language}.traineddata").is_file())
    try:
        started = tesserocr.PyTessBaseAPI(path=str(data), lang=there)
    except RuntimeError as error:
        raise MissingEnvironment("media.no_ocr_language") from error
    atexit.register(started.End)  # else Debian's calls its own dictionaries leaked, on standard error
    return started


def _grey_and_white(small: Pixels, longest: int | None) -> tuple[Any, Any]:
    """The picture in grey, and its white parts alone as black on white: lettering laid over a photograph."""
    import cv2
    import numpy as np

    rgb = np.frombuffer(small.rgb, np.uint8).reshape(small.height, small.width, 3)
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    if longest is not None and max(grey.shape) > longest:
        grey = cv2.resize(grey, _within(grey, longest), interpolation=cv2.INTER_AREA)
    scale = max(1.0, _WHITE_SIDE / max(grey.shape))
    large = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return grey, np.where(large > _WHITE, 0, 255).astype(np.uint8)


def _within(picture: Any, side: int) -> tuple[int, int]:
    """The width and height of a picture made small, so that its longest side is `side` pixels."""
    height, width = picture.shape
    scale = side / max(height, width)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _read(tesseract: Any, mode: int, picture: Any, width: int, height: int) -> Reading:
    """One way of reading a picture of an image of `width` by `height` pixels."""
    down, across = picture.shape
    tesseract.SetPageSegMode(mode)
    tesseract.SetImageBytes(picture.tobytes(), across, down, 1, across)
    try:
        return (
            tuple(_words(tesseract, width / across, height / down)) if tesseract.Recognize(_PATIENCE) else ()
        )
    finally:
        tesseract.Clear()


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
