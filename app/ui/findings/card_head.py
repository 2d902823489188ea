"""The head of a finding's card: its number, how severe it is, its title, and what is remarked of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.services.posts.views import FindingView
from app.ui import theme, wording
from app.ui.widgets import Chip, Label
from app.ui.widgets.layouts import set_horizontal
from app.ui.widgets.paint import rounded

_TOP, _BESIDE = Qt.AlignmentFlag.AlignTop, QBoxLayout.Direction.LeftToRight
_GAP = 8  # drawn px between its parts
_USUAL = 300  # drawn px of width, until it is known


class CardHead(QWidget):
    """Number, severity and title, and a remark beside them; beneath each other where words need the room."""

    def __init__(self, finding: FindingView, title: Label, remark: Label | None) -> None:
        super().__init__()
        self._title, self._remark = title, remark
        self._marks = QHBoxLayout()
        self._marks.setSpacing(theme.px(_GAP))
        chip = Chip(finding.severity.value, wording.severity(finding.severity))
        for part in (_Number(finding.number), chip):
            self._marks.addWidget(part, alignment=_TOP)
        self._marks.addStretch()
        self._named = QBoxLayout(_BESIDE)
        self._named.addLayout(self._marks)
        self._named.addWidget(title, 1)
        self._whole = QBoxLayout(_BESIDE, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addLayout(self._named, 1)
        if remark is not None:
            self._whole.addWidget(remark, alignment=_TOP)
        self._stand(theme.px(_USUAL))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest part alone."""
        parts = [self._marks.sizeHint().width(), self._title.minimumSizeHint().width()]
        if self._remark is not None:
            parts.append(self._remark.sizeHint().width())
        return QSize(max(parts), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._stand(event.size().width())
        super().resizeEvent(event)

    def _stand(self, width: int) -> None:
        title, marks = self._title, self._marks.sizeHint().width() + theme.px(_GAP)
        written = title.fontMetrics().horizontalAdvance
        _turn(self._named, beside=marks + max(map(written, title.text().split()), default=0) <= width)
        if self._remark is not None:
            needed = marks + written(title.text()) + theme.px(_GAP) + self._remark.sizeHint().width()
            beside = needed <= width
            self._remark.setContentsMargins(0, theme.px(3) if beside else 0, 0, 0)  # on the title's line
            _turn(self._whole, beside=beside)


def _turn(layout: QBoxLayout, *, beside: bool) -> None:
    layout.setSpacing(theme.px(_GAP if beside else 2))
    set_horizontal(layout, beside)


class _Number(QWidget):
    """The number that the card shares with its highlight or box and with the keys 1–9."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._text = wording.number_text(number)
        self.setFixedSize(theme.px(22), theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, self.rect(), theme.px(6), theme.theme().color("sunken"))
        painter.setPen(theme.theme().color("muted"))
        painter.setFont(theme.font(12, QFont.Weight.DemiBold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
