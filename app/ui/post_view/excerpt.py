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
    layout = QTextLayout(text, font)  # owns its lines: it has to live as long as they are used
    shown = _lay_out(layout, box.width(), lines)
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


def lines_of_excerpt(text: str, font: QFont, width: int, most: int) -> int:
    """How many lines `draw_excerpt` would draw in a box `width` pixels wide, up to `most`."""
    return len(_lay_out(QTextLayout(text, font), width, most))


def _lay_out(layout: QTextLayout, width: int, most: int) -> list[QTextLine]:
    """The first `most` lines of a text, each up to `width` pixels wide."""
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    shown: list[QTextLine] = []
    while len(shown) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        shown.append(line)
    layout.endLayout()
    return shown


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
