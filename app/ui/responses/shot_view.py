"""The screenshot beside the form in which a person types what it says."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea

from app.errors import Refusal
from app.intake.types import IncomingFile
from app.media.types import Pixels
from app.services.base.desk import Desk
from app.ui import jobs
from app.ui.images.pictures import VIEWER, pixmap
from app.ui.theme import px
from app.ui.translation import tr

_ENLARGED = 2  # times the width of the area, where the picture's own pixels are fewer


class ShotView(QScrollArea):
    """As wide as the area, so that it is read by scrolling down; Enter or a click shows it larger and back.

    One much wider than the area is shown larger at first. The bytes are decoded in the limited process and
    away from the window's thread. `refused` tells why they cannot be; there is nothing to see then.
    """

    refused = Signal(Refusal)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shot: IncomingFile | None = None
        self._whole: QPixmap | None = None
        self._large = False
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.setObjectName("shot")
        self.setWidget(self._picture)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumSize(px(200), px(110))
        self.hide()

    def show_shot(self, shot: IncomingFile | None) -> None:
        """Show `shot` once it is decoded; None for none."""
        self._shot, self._whole, self._large = shot, None, False
        self.setVisible(shot is not None)
        if shot is None:
            return
        self.setAccessibleName(tr("responses_page.entry.with_shot", name=shot.name))
        self._picture.setText(tr("queue.image.loading"))
        self._say_key()
        jobs.run(
            lambda _work: self._desk.decoder.preview(shot.data, VIEWER, shot.name),
            lambda pixels: self._arrived(shot, pixels),
            lambda refusal: self._refuse(shot, refusal),
            owner=self,
        )

    @property
    def seen(self) -> QPixmap:
        """The picture as it is drawn; null while there is none."""
        return self._picture.pixmap()

    def sizeHint(self) -> QSize:
        return QSize(px(460), px(360))

    def _arrived(self, shot: IncomingFile, pixels: Pixels) -> None:
        if shot is self._shot:  # not one that was put in its place meanwhile
            self._whole = pixmap(pixels)
            # A whole desktop's letters would be too small to read.
            self._large = pixels.width > max(pixels.height, self.viewport().width() * _ENLARGED)
            self._say_key()
            self._draw()

    def _refuse(self, shot: IncomingFile, refusal: Refusal) -> None:
        if shot is self._shot:
            self.hide()
            self.refused.emit(refusal)

    def _draw(self) -> None:
        if self._whole is None:
            return
        ratio = self.devicePixelRatioF()
        room = self.maximumViewportSize()
        wide, high = self._whole.width(), self._whole.height()
        width = min(room.width(), round(wide / ratio))
        if width * high / wide > room.height():  # the scroll bar needs its place as well
            width = min(width, room.width() - self.verticalScrollBar().sizeHint().width())
        if self._large:
            width = max(width * _ENLARGED, round(wide / ratio))
        drawn = self._whole.scaledToWidth(
            max(1, round(width * ratio)), Qt.TransformationMode.SmoothTransformation
        )
        drawn.setDevicePixelRatio(ratio)
        self._picture.setPixmap(drawn)

    def _turn(self) -> None:
        self._large = not self._large
        self._say_key()
        self._draw()

    def _say_key(self) -> None:
        sentence = tr(
            "responses_page.entry.shot_smaller" if self._large else "responses_page.entry.shot_larger"
        )
        self.setToolTip(f"{self.accessibleName()}\n{sentence}")
        self.setAccessibleDescription(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self._turn()
        else:
            super().keyPressEvent(event)
