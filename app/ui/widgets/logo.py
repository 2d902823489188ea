"""The program's sign: the letter অ on the accent."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import FAMILY, LIGHT, px, theme, theme_changed
from app.ui.widgets.paint import rounded

_SIDE = 40  # drawn px


class Logo(QWidget):
    """The sign at the head of the rail and of the first start."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(px(_SIDE), px(_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        _paint(QPainter(self), self.rect(), now.color("accent"), now.color("on_accent"))


def program_icon() -> QIcon:
    """The sign for the window's frame and the task bar, in the light colours everywhere."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        _paint(painter, pixmap.rect(), LIGHT.color("accent"), LIGHT.color("on_accent"))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _paint(painter: QPainter, box: QRect, fill: QColor, ink: QColor) -> None:
    rounded(painter, box, round(box.width() * 0.3), fill)
    letter = QFont(FAMILY)
    letter.setPixelSize(round(box.height() * 0.5))
    letter.setWeight(QFont.Weight.Bold)
    painter.setFont(letter)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "অ")
