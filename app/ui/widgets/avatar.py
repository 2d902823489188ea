"""A circle with the first letter of a name, for people and accounts."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import FAMILY, px, theme, theme_changed

_NASALS = "ঁংঃ"
_SIGNS = {"facebook": "f", "x": "X", "youtube": "Y", "linkedin": "in", "telegram": "T", "website": "W"}


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
    """The letter people know a platform by, else the account's initial."""
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
    painter.setPen(now.color("on_accent" if strong else "muted"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign or initial(name))
    painter.restore()


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
