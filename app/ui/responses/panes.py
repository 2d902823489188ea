"""The three parts of the responses page beside each other, each with its share of the width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.responses.side import FactsArea, FactsCard

_SHARES = ((1600, 0.23, 0.25), (0, 0.265, 0.275))  # of the width, for the list and the right part
# Of a width below so many drawn px, for the right part: a name needs room beside what changes it.
_SIDE_OF_NARROW = ((760, 0.34), (900, 0.345), (960, 0.31))


class Panes(QSplitter):
    """The list, what scrolls in the middle (`middle`), and at the right the facts over the findings."""

    def __init__(
        self, listed: QWidget, cards: Sequence[QWidget], facts: FactsCard, findings: QWidget
    ) -> None:
        super().__init__()
        self._rest = QWidget()
        self.middle = _middle(cards)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        side = self._side(facts, findings)
        for part, least in ((listed, 220), (self.middle, 280), (side, 260)):
            self.addWidget(part)
            part.setMinimumWidth(least)

    def leave_findings_out(self, *, out: bool) -> None:
        """Keep the facts on top where there are no findings beneath."""
        self._rest.setVisible(out)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        _, listed, side = next(shares for shares in _SHARES if width >= shares[0])
        side = next((share for below, share in _SIDE_OF_NARROW if width < theme.px(below)), side)
        left, right = round(width * listed), round(width * side)
        self.setSizes([left, width - left - right, right])

    def _side(self, facts: FactsCard, findings: QWidget) -> QWidget:
        side, beside = QWidget(), QWidget()
        above = QVBoxLayout(beside)
        above.setContentsMargins(14, 0, 14, 0)  # not scaled with the text, nor is what follows
        above.addWidget(facts)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 14, 0, 0)  # large text needs the room
        column.setSpacing(0)
        column.addWidget(FactsArea(beside))
        column.addWidget(findings, 1)
        column.addWidget(self._rest, 1)
        return side


def _middle(cards: Sequence[QWidget]) -> QScrollArea:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(16))
    column.setSpacing(theme.px(12))
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
