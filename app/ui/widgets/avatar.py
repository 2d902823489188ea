"""A circle with the first letter of a name, for people and accounts."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import FAMILY, px, theme, theme_changed

_NASALS = "ঁংঃ"
_PLAY = "▶"  # drawn: the program's font lacks it
_SIGNS = {"facebook": "f", "x": "X", "youtube": _PLAY, "linkedin": "in", "telegram": "T", "website": "W"}


def initial(name: str) -> str:
    """The first letter of a name with its vowel sign, without nasals; "?" for a name without letters."""
    start = next((at for at, letter in enumerate(name) if unicodedata.category(letter)[0] in "LN"), None)
    if start is None:
        return "?"
    end = start + 1
    while end < len(name) and name[end] not in _NASALS and unicodedata.category(name[end])[0] == "M":
        end += 1
    return name[start:end].upper()


def platform_sign(platform: str, name: str) -> str:
    """The letter or sign people know a platform by, else the account's initial."""
    return _SIGNS.get(platform, initial(name))


def paint_avatar(
    painter: QPainter, box: QRect, name: str, *, strong: bool = True, sign: str = "", tone: str = "accent"
) -> None:
    """Draw the avatar of `name` in the square `box`; `sign` in place of its initial, on the colour `tone`."""
    now = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.color(tone if strong else "sunken"))
    painter.drawEllipse(QRectF(box))
    letters = QFont(FAMILY)
    letters.setPixelSize(max(1, round(box.height() * 0.42)))
    letters.setWeight(QFont.Weight.Bold)
    painter.setFont(letters)
    ink = now.color("on_accent" if strong else "muted")
    if sign == _PLAY:
        painter.setBrush(ink)
        painter.drawPolygon(_triangle(box))
    else:
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign or initial(name))
    painter.restore()


def _triangle(box: QRect) -> QPolygonF:
    """The sign that plays, its weight in the middle of `box`."""
    middle, half = QRectF(box).center(), box.height() * 0.2
    left = middle.x() - half * 0.7
    return QPolygonF(
        [
            QPointF(left, middle.y() - half),
            QPointF(left, middle.y() + half),
            QPointF(left + 1.9 * half, middle.y()),
        ]
    )


class Avatar(QWidget):
    """The circle as a widget of `size` drawn pixels. Decoration: the name stands beside it."""

    def __init__(
        self, name: str, size: int = 40, *, sign: str = "", strong: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._size, self._sign, self._strong = name, size, sign, strong
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), self.rect(), self._name, strong=self._strong, sign=self._sign)
