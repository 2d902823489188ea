"""One kept image, as wide as there is room for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.ui.images.pictures import POST, Pictures
from app.ui.theme import px

_TALLEST = 240  # drawn px


class KeptPicture(QLabel):
    """Shows "…" until the picture is there. `alt` is what a screen reader says."""

    def __init__(self, pictures: Pictures, sha256: str, alt: str) -> None:
        super().__init__(alignment=Qt.AlignmentFlag.AlignCenter)
        self._pictures = pictures
        self._sha256 = sha256
        self.setAccessibleName(alt)
        self.setMinimumWidth(px(120))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(px(_TALLEST))
        pictures.arrived.connect(self._arrived)
        self._show()

    def _arrived(self, sha256: str) -> None:
        if sha256 == self._sha256:
            self._show()

    def _show(self) -> None:
        found = self._pictures.get(self._sha256, POST)
        if found is None:
            self.setText("…")
            return
        room = self.size()
        self.setPixmap(
            found.scaled(
                max(room.width(), px(120)),
                px(_TALLEST),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()
