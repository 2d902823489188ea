"""The steps of a guided rotation as a list: done, under way, still to come."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.bangla.digits import number
from app.ui.theme import font, icon_pixmap, px, theme
from app.ui.translation import language, tr
from app.ui.widgets.paint import rounded

KEYS = ("make", "copy_old", "copy_new", "confirm", "store")
_ROW, _MARK, _GAP = 36, 24, 10  # drawn px


class Steps(QWidget):
    """Five rows; `show_step(2)` says that the first two are done and the third is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, at: int) -> None:
        """`at`: the place of the step under way, 0 to 5; 5 when all are done."""
        self._at = at
        step = tr(f"rotation.step.{KEYS[min(at, len(KEYS) - 1)]}")
        self.setAccessibleName(tr("rotation.step_of", n=min(at + 1, len(KEYS)), all=len(KEYS), step=step))
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(14, QFont.Weight.DemiBold))
        widest = max(metrics.horizontalAdvance(tr(f"rotation.step.{key}")) for key in KEYS)
        return QSize(px(_MARK + _GAP) + widest + px(8), px(_ROW) * len(KEYS))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, key in enumerate(KEYS):
            self._paint_row(painter, place, tr(f"rotation.step.{key}"))

    def _paint_row(self, painter: QPainter, place: int, text: str) -> None:
        now = theme()
        done, current = place < self._at, place == self._at
        top = place * px(_ROW)
        mark = QRect(0, top + (px(_ROW) - px(_MARK)) // 2, px(_MARK), px(_MARK))
        fill = "accent" if current else "accent_soft" if done else "sunken"
        rounded(painter, mark, px(_MARK) // 2, now.color(fill))
        if done:
            tick = icon_pixmap("check", "accent", 16)
            side = round(tick.width() / tick.devicePixelRatio())
            painter.drawPixmap(mark.center().x() - side // 2 + 1, mark.center().y() - side // 2 + 1, tick)
        else:
            painter.setFont(font(12, QFont.Weight.DemiBold))
            painter.setPen(now.color("on_accent" if current else "muted"))
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, number(place + 1, language()))
        painter.setFont(font(14, QFont.Weight.DemiBold if current else QFont.Weight.Normal))
        painter.setPen(now.color("text" if current or done else "muted"))
        room = QRect(mark.right() + px(_GAP), top, self.width() - mark.right() - px(_GAP), px(_ROW))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
