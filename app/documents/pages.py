"""The pages of a PDF that this program wrote, drawn as pixels: for the preview and for printers.

PDFium draws them, the reader inside common browsers. Files from outside are not for here: they would have to
be decoded in the limited process.
"""

from __future__ import annotations

import threading

from app.values import dataclass

POINTS_AN_INCH = 72
_PDFIUM = threading.Lock()  # the library is for one thread at a time


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as RGB bytes, row by row without padding. `width` and `height` are in pixels."""

    width: int
    height: int
    rgb: bytes


class PdfPages:
    """The pages of a PDF. May be asked from any thread."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # a library of megabytes, only where a page is looked at

        self._data = data
        with _PDFIUM, pypdfium2.PdfDocument(data) as pdf:
            self.sizes: tuple[tuple[float, float], ...] = tuple(page.get_size() for page in pdf)  # points

    def __len__(self) -> int:
        return len(self.sizes)

    def draw(self, number: int, dpi: float) -> PageImage:
        """The page of that number, from 0, at so many pixels an inch."""
        import pypdfium2

        with _PDFIUM, pypdfium2.PdfDocument(self._data) as pdf:
            bitmap = pdf[number].render(scale=dpi / POINTS_AN_INCH, rev_byteorder=True)
            image = bitmap.to_pil().convert("RGB")
            return PageImage(image.width, image.height, image.tobytes())
