"""The page's charts: columns of months in parts an account, and lying bars of purposes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import font, px, theme

_SERIES = ("accent", "note", "warn", "danger", "muted", "text")
_FOOT, _HEAD = 22, 20  # drawn px


def series_colour(number: int) -> QColor:
    """The colour of a series, the same in chart and table."""
    return theme().color(_SERIES[number % len(_SERIES)])


class ColumnChart(QWidget):
    """Standing columns: `columns` are each a name, parts (one a series), and the sum as it is written."""

    def __init__(self, columns: list[tuple[str, tuple[int, ...], str]], spoken: str) -> None:
        super().__init__()
        self._columns = columns
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(180))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(140), px(150))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        most = max((sum(parts) for _, parts, _ in self._columns), default=0) or 1
        base, top = self.height() - px(_FOOT), px(_HEAD)
        painter.setPen(now.color("line"))
        for share in (0, 1):
            height = base - round((base - top) * share)
            painter.drawLine(0, height, self.width(), height)
        room = self.width() / max(1, len(self._columns))
        wide = min(px(40), int(room * 0.55))
        for place, (name, parts, written) in enumerate(self._columns):
            left = int(room * (place + 0.5) - wide / 2)
            bottom = base
            for number, part in enumerate(parts):
                height = round((base - top) * part / most)
                if height:
                    painter.fillRect(left, bottom - height, wide, max(1, height - 1), series_colour(number))
                bottom -= height
            cell = QRect(int(room * place), 0, int(room), px(18))
            painter.setFont(font(12, QFont.Weight.DemiBold))
            painter.setPen(now.color("text"))
            painter.drawText(cell.translated(0, bottom - px(19)), Qt.AlignmentFlag.AlignCenter, written)
            painter.setFont(font(12))
            painter.setPen(now.color("muted"))
            painter.drawText(cell.translated(0, base + px(3)), Qt.AlignmentFlag.AlignCenter, name)


class Bar(QWidget):
    """One lying bar; where there is nothing it says so in words, red for a true zero."""

    def __init__(self, share: float, words: str = "", *, alarm: bool = False) -> None:
        super().__init__()
        self._share, self._words, self._alarm = share, words, alarm
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        if self._words:
            painter.setFont(font(13, QFont.Weight.DemiBold if self._alarm else QFont.Weight.Normal))
            painter.setPen(now.color("danger" if self._alarm else "muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self._words)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("accent"))
        height, width = px(12), max(px(3), round(self.width() * self._share))
        painter.drawRoundedRect(0, (self.height() - height) // 2, width, height, px(3), px(3))


class Swatch(QWidget):
    """The colour of a series beside its name."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(px(10), px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(series_colour(self._number))
        painter.drawRoundedRect(self.rect(), px(3), px(3))
