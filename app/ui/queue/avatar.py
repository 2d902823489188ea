"""The round initial of an account, where its picture would stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.queue.sayings import initial

_SIDE = 40


class Avatar(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initial = ""
        self.setFixedSize(theme.px(_SIDE), theme.px(_SIDE))

    def show_name(self, name: str) -> None:
        self._initial = initial(name)
        self.setFixedSize(theme.px(_SIDE), theme.px(_SIDE))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.theme().color("accent"))
        painter.drawEllipse(self.rect())
        painter.setPen(theme.theme().color("on_accent"))
        painter.setFont(theme.font(16, QFont.Weight.DemiBold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initial)
