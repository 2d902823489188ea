"""A kept image, small: decoded in the limited process and away from the window's thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.errors import Refusal
from app.media.types import Pixels
from app.services.base import images
from app.services.base.desk import Desk
from app.ui import jobs
from app.ui.images.pictures import pixmap
from app.ui.theme import px
from app.ui.translation import refusal_text

_SHARP = 3  # decoded at this many times the drawn size, for dense screens and large text


class Thumbnail(QLabel):
    """A square of `side` drawn px. What cannot be shown is said in its tip."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setFixedSize(px(side), px(side))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("well", True)

    @property
    def longest(self) -> int:
        """Pixels to decode for it."""
        return self._side * _SHARP

    def show_kept(self, desk: Desk, sha256: str) -> None:
        """Show the image kept under `sha256`."""
        jobs.run(
            lambda _work: images.preview(desk, sha256, self.longest),
            self.show_pixels,
            self._refuse,
            owner=self,
        )

    def show_pixels(self, pixels: Pixels) -> None:
        """Show what was decoded."""
        ratio = self.devicePixelRatioF()
        room = round(px(self._side) * ratio)
        small = pixmap(pixels).scaled(
            room, room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        self.setPixmap(small)

    def _refuse(self, refusal: Refusal) -> None:
        self.setToolTip(refusal_text(refusal))
