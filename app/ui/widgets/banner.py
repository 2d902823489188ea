"""The green head of an office's or account's page: its name, and a line beneath."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QLinearGradient, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import font, px, theme
from app.ui.widgets.avatar import initial

_HEIGHT = 112  # drawn px


class Banner(QWidget):
    """Rounded at the top, so that it sits in a card. `sign` stands in the circle instead of the initial."""

    def __init__(self, title: str, line: str, *, sign: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._line, self._sign = title, line, sign or initial(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = QLinearGradient(0, 0, self.width(), 0)
        fill.setColorAt(0, now.color("banner"))
        fill.setColorAt(1, now.color("banner_end"))
        painter.fillPath(self._shape(), fill)
        side = px(56)
        circle = QRect(px(24), (self.height() - side) // 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("on_banner"))
        painter.drawEllipse(circle)
        painter.setPen(now.color("banner"))
        painter.setFont(font(24, QFont.Weight.Bold))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._sign)
        painter.setPen(now.color("on_banner"))
        left, middle = circle.right() + px(20), self.height() // 2
        self._write(
            painter, self._title, font(22, QFont.Weight.Bold), QRect(left, middle - px(36), 0, px(38))
        )
        self._write(painter, self._line, font(14), QRect(left, middle + px(4), 0, px(26)))

    def _write(self, painter: QPainter, text: str, letters: QFont, place: QRect) -> None:
        place.setRight(self.width() - px(24))
        painter.setFont(letters)
        shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

    def _shape(self) -> QPainterPath:
        radius = px(11)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(0, 0, self.width(), self.height(), radius, radius)
        path.addRect(0, self.height() - radius, self.width(), radius)
        return path
