"""The first lines of a text in a given room."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextLine, QTextOption

from app.ui.post_view.spans import Utf16


def draw_excerpt(painter: QPainter, box: QRect, text: str, font: QFont, line_height: int, lines: int) -> int:
    """Draw the first `lines` lines with the painter's pen, and return how many there were.

    The last one ends in … if there is more.
    """
    metrics = QFontMetrics(font)
    units = Utf16(text)
    layout = QTextLayout(text, font)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    shown: list[QTextLine] = []
    while len(shown) < lines and (line := layout.createLine()).isValid():
        line.setLineWidth(box.width())
        shown.append(line)
    layout.endLayout()
    top = box.top() + (line_height - metrics.height()) / 2
    painter.setFont(font)
    for number, line in enumerate(shown):
        last = number == lines - 1
        if last and line.textStart() + line.textLength() < units.units(len(text)):
            rest = text[units.points(line.textStart()) :]
            rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(QPointF(box.left(), top + metrics.ascent()), rest)
        else:
            line.draw(painter, QPointF(box.left(), top))
        top += line_height
    return len(shown)


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
