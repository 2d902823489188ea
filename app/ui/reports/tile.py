"""One figure of the quarter: its number large, what it is beneath, and a way to the rows behind it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy, QWidget

from app.ui.theme import font, icon_pixmap, px, theme
from app.ui.widgets.paint import rounded
from app.values import dataclass

_HEIGHT, _SIDE, _COLUMNS = 96, 16, 4  # drawn px; tiles in a row


@dataclass(frozen=True, slots=True)
class Tile:
    """What a tile says. `known` is False where there is no data; `alarm` paints the remark red.

    `keys` are the figures whose rows it opens, () for none.
    """

    value: str
    label: str
    remark: str = ""
    extra: str = ""
    known: bool = True
    alarm: bool = False
    keys: tuple[str, ...] = ()


class TileButton(QPushButton):
    """Paints a tile; pressed, it asks for its rows."""

    def __init__(self, tile: Tile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tile = tile
        self.setFlat(True)
        self.setEnabled(bool(tile.keys))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if tile.keys:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        spoken = (f"{tile.value} {tile.extra}".strip(), tile.label, tile.remark)
        self.setAccessibleName(". ".join(filter(None, spoken)))
        self.setToolTip(tile.remark)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(_HEIGHT))

    def width_of_words(self) -> int:
        """How wide a tile is in which none of its words are cut."""
        lines = ((self.tile.label, font(13)), (self.tile.remark, self._remark_font()))
        return max(QFontMetrics(letters).horizontalAdvance(text) for text, letters in lines) + 2 * px(_SIDE)

    def _remark_font(self) -> QFont:
        return font(12, QFont.Weight.DemiBold if self.tile.alarm else QFont.Weight.Normal)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now, tile = theme(), self.tile
        box = self.rect().adjusted(1, 1, -1, -1)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.fillRect(box, now.color("sunken"))
        left, right = px(_SIDE), self.width() - px(_SIDE)
        room = QRect(left, px(12), right - left - px(20), px(32))
        value = font(26 if tile.known else 18, QFont.Weight.Bold)
        self._write(painter, room, tile.value, value, "text" if tile.known else "muted")
        if tile.extra:
            used = QFontMetrics(value).horizontalAdvance(tile.value) + px(8)
            beside = room.adjusted(used, px(4), 0, 0)
            self._write(painter, beside, tile.extra, font(13), "muted")
        self._write(painter, QRect(left, px(45), right - left, px(22)), tile.label, font(13), "text")
        self._write(
            painter,
            QRect(left, px(66), right - left, px(20)),
            tile.remark,
            self._remark_font(),
            "danger" if tile.alarm else "muted",
        )
        if self.isEnabled():
            painter.drawPixmap(right - px(14), px(14), icon_pixmap("chevron-right", "muted", 16))
        if self.hasFocus():
            rounded(painter, box, px(6), None, now.color("accent"), 2)

    @staticmethod
    def _write(painter: QPainter, room: QRect, text: str, letters: QFont, token: str) -> None:
        painter.setFont(letters)
        painter.setPen(theme().color(token))
        shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class TileGrid(QFrame):
    """Tiles in one card with hairlines between them: four in a row, two where not all their words fit."""

    def __init__(self, buttons: list[TileButton]) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._buttons = buttons
        self._columns = 0
        self._lines: list[QFrame] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        self._place(_COLUMNS)

    def minimumSizeHint(self) -> QSize:
        """As narrow as two tiles."""
        return QSize(2 * px(120), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = max((button.width_of_words() for button in self._buttons), default=0)
        self._place(_COLUMNS if self.width() >= _COLUMNS * (widest + 2) else _COLUMNS // 2)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for line in self._lines:
            line.deleteLater()
        self._lines = []
        for place, button in enumerate(self._buttons):
            row, column = divmod(place, columns)
            self._grid.addWidget(button, 2 * row, 2 * column)
            if column:
                self._add_line("upright", 2 * row, 2 * column - 1)
        for row in range(1, (len(self._buttons) + columns - 1) // columns):
            self._add_line(True, 2 * row - 1, 0, 2 * columns - 1)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(2 * column, int(column < columns))

    def _add_line(self, kind: object, row: int, column: int, width: int = 1) -> None:
        line = _line(kind)
        self._grid.addWidget(line, row, column, 1, width)
        self._lines.append(line)


def _line(kind: object) -> QFrame:
    line = QFrame()
    line.setProperty("line", kind)
    return line
