"""Lies over the page while something is dragged across it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.translation import tr


class DropHint(QWidget):
    """Covers `page`; the mouse goes through it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def appear(self) -> None:
        self.setGeometry(self._page.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.92)
        painter.fillRect(self.rect(), colours.color("accent_soft"))
        painter.setOpacity(1)
        painter.setPen(QPen(colours.color("accent"), 2, Qt.PenStyle.DashLine))
        inside = QRectF(self.rect()).adjusted(16, 16, -16, -16)
        painter.drawRoundedRect(inside, theme.px(14), theme.px(14))
        painter.setFont(theme.font(20, QFont.Weight.DemiBold))
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, tr("queue.drop.hint"))
