"""Small and middling pictures of kept images: decoded elsewhere, kept here while they are looked at."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from app.errors import Refusal
from app.media.types import Pixels
from app.services.base import images
from app.services.base.desk import Desk
from app.ui import jobs

THUMBNAIL = 160  # pixels, longest side: sharp at 52 drawn pixels on a dense screen at 150% text
POST = 1280
VIEWER = 3200

_KEPT_BYTES = 96 * 2**20
_QUEUED = 48  # a fast scroll wants thousands; only the last screenfuls still matter

Key = tuple[str, int, int]  # SHA-256, longest side, milliseconds from the beginning of a video


def pixmap(pixels: Pixels) -> QPixmap:
    """Bare RGB pixels as Qt's picture. The bytes were decoded in the limited process; Qt decodes nothing."""
    stride = pixels.width * 3
    image = QImage(pixels.rgb, pixels.width, pixels.height, stride, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image)


class Pictures(QObject):
    """`get` answers at once with what is there; what is not is fetched, and `arrived` says so."""

    arrived = Signal(str)
    broken = Signal(str, object)  # sha256, Refusal

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kept: OrderedDict[Key, QPixmap] = OrderedDict()
        self._wanted: OrderedDict[Key, None] = OrderedDict()
        self._refused: dict[Key, Refusal] = {}
        self._busy: Key | None = None
        # Images a person asked to see although they are covered: for as long as the window is open.
        self.uncovered: set[str] = set()

    def get(self, sha256: str, longest: int, at: int = 0) -> QPixmap | None:
        """The picture with its longest side at most `longest` pixels, or None while it is on its way.

        Of a video the one shown at `at` milliseconds.
        """
        key = (sha256, longest, at)
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        if key not in self._refused and key != self._busy:
            self._wanted[key] = None
            self._wanted.move_to_end(key)
            while len(self._wanted) > _QUEUED:
                self._wanted.popitem(last=False)
            self._next()
        return None

    def refusal(self, sha256: str, longest: int, at: int = 0) -> Refusal | None:
        """Why the picture cannot be shown, if so."""
        return self._refused.get((sha256, longest, at))

    def _next(self) -> None:
        """Fetch the picture asked for last: it is the one on screen. One at a time, as the decoder works."""
        if self._busy is not None or not self._wanted:
            return
        key, _ = self._wanted.popitem()
        self._busy = key
        jobs.run(
            lambda work: images.preview(self._desk, *key),
            done=lambda pixels: self._keep(key, pixels),
            failed=lambda refusal: self._refuse(key, refusal),
            ended=self._ended,
            owner=self,
        )

    def _keep(self, key: Key, pixels: Pixels) -> None:
        self._kept[key] = pixmap(pixels)
        while len(self._kept) > 1 and sum(map(_size, self._kept.values())) > _KEPT_BYTES:
            self._kept.popitem(last=False)
        self.arrived.emit(key[0])

    def _refuse(self, key: Key, refusal: Refusal) -> None:
        self._refused[key] = refusal
        self.broken.emit(key[0], refusal)

    def _ended(self) -> None:
        self._busy = None
        self._next()


def _size(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
