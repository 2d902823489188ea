"""The choice of a banner's colours: each as it will look."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from app.ui.banner_maker.schemes import SCHEMES
from app.ui.theme import font, px, theme
from app.ui.translation import tr
from app.ui.widgets.paint import rounded

_STRONG, _CLICK = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus


class Swatches(QWidget):
    """`chosen` carries the name of the scheme a person picked."""

    chosen = Signal(str)

    def __init__(self, first: str) -> None:
        super().__init__()
        self._swatches = {name: _Swatch(name) for name in SCHEMES}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for name, swatch in self._swatches.items():
            group.addButton(swatch)
            row.addWidget(swatch)
            swatch.clicked.connect(lambda _checked=False, picked=name: self._pick(picked))
        row.addStretch(1)
        self._mark(first)

    def value(self) -> str:
        return next(name for name, swatch in self._swatches.items() if swatch.isChecked())

    def _pick(self, name: str) -> None:
        self._mark(name)
        self.chosen.emit(name)

    def _mark(self, name: str) -> None:
        self._swatches[name].setChecked(True)
        self.setFocusProxy(self._swatches[name])
        for swatch in self._swatches.values():
            swatch.setFocusPolicy(_STRONG if swatch.isChecked() else _CLICK)


class _Swatch(QAbstractButton):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._scheme = SCHEMES[name]
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr(f"banner_maker.scheme.{name}"))
        self.setToolTip(tr(f"banner_maker.scheme.{name}"))
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(px(52), px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        if self.isChecked() or self.hasFocus():
            rounded(painter, self.rect(), px(10), None, now.color("accent"), 3 if self.hasFocus() else 2)
        box: QRect = self.rect().adjusted(px(4), px(4), -px(4), -px(4))
        rounded(painter, box, px(6), self._scheme.color("ground"), now.color("line"))
        painter.setPen(self._scheme.color("ink"))
        painter.setFont(font(15, QFont.Weight.Bold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "অ")
