"""One of several choices as a row: a ring, words that wrap, and a short remark at the end."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy

from app.ui import theme
from app.ui.widgets.paint import rounded

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RING, _GAP, _SIDE, _LEAST = 16, 8, 8, 30  # drawn px


class ChoiceRow(QRadioButton):
    """A radio button as wide as there is room; long words take a second line instead of being cut."""

    def __init__(self, text: str, remark: str = "") -> None:
        super().__init__(text)
        self._remark = remark
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{text}, {remark}" if remark else text)

    def heightForWidth(self, width: int) -> int:
        box = QRect(0, 0, max(1, self._room(width).width()), 10_000)
        high = QFontMetrics(self._font()).boundingRect(box, _WRAPPED, self.text()).height()
        return max(theme.px(_LEAST), high + theme.px(8))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(_LEAST))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(_LEAST))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))  # no layout cuts the last line

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.theme()
        painter = QPainter(self)
        fill = "accent_soft" if self.isChecked() else "sunken" if self.underMouse() else ""
        line = now.color("accent") if self.hasFocus() else None
        rounded(painter, self.rect(), theme.px(6), now.color(fill) if fill else None, line)
        self._paint_ring(painter)
        painter.setFont(self._font())
        painter.setPen(now.color("text"))
        painter.drawText(self._room(self.width()), _WRAPPED, self.text())
        if self._remark:
            painter.setFont(theme.font(13))
            painter.setPen(now.color("muted"))
            right = self.rect().adjusted(0, 0, -theme.px(_SIDE), 0)
            painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._remark)

    def _paint_ring(self, painter: QPainter) -> None:
        now = theme.theme()
        side = theme.px(_RING)
        ring = QRectF(theme.px(_SIDE), (self.height() - side) / 2, side, side).adjusted(1, 1, -1, -1)
        painter.setBrush(now.color("surface"))
        width = side * 0.3 if self.isChecked() else 1.4
        painter.setPen(QPen(now.color("accent" if self.isChecked() else "muted"), width))
        inset = width / 2
        painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))

    def _font(self) -> QFont:
        return theme.font(13, QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)

    def _room(self, width: int) -> QRect:
        left = theme.px(_SIDE + _RING + _GAP)
        remark = QFontMetrics(theme.font(13)).horizontalAdvance(self._remark) + theme.px(_GAP)
        right = width - theme.px(_SIDE) - (remark if self._remark else 0)
        return QRect(left, 0, right - left, self.height())
