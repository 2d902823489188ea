"""A kept screenshot by itself, as large as the screen allows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from app.media.types import Pixels
from app.services.base import images
from app.services.base.desk import Desk
from app.ui import jobs
from app.ui.images.pictures import VIEWER, pixmap
from app.ui.translation import tr
from app.ui.widgets import Button
from app.ui.widgets.dialog import Dialog


class SnapshotDialog(Dialog):
    """The bytes are decoded in the limited process."""

    def __init__(self, desk: Desk, sha256: str, parent: QWidget) -> None:
        super().__init__(tr("responses_page.see_snapshot"), parent, width=700)
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(tr("responses_page.see_snapshot"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._picture)
        self.body.addWidget(area, 1)
        close = Button(tr("button.close"), "primary", "Esc")
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        screen = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(1100, screen.width() - 80), min(800, screen.height() - 80))
        jobs.run(lambda _work: images.preview(desk, sha256, VIEWER), self._show, self.refuse, owner=self)

    def _show(self, pixels: Pixels) -> None:
        made: QPixmap = pixmap(pixels)
        room = self.size() * 0.86
        if made.width() > room.width():
            made = made.scaledToWidth(room.width(), Qt.TransformationMode.SmoothTransformation)
        self._picture.setPixmap(made)
