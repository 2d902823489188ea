"""The three parts of the queue page side by side: list, post, findings."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.ui.theme import px

# From which width on (px) the list and the findings have which shares of it; the post has the rest. On a
# narrow screen the list's rows need more of it, on a wide one the post gains the room.
_SHARES = ((1600, 0.24, 0.30), (0, 0.265, 0.275))
# In fewer drawn px than these the findings' buttons want more of the room.
_LARGE_TEXT = ((760, 0.265, 0.345), (900, 0.26, 0.32))


class Column(QWidget):
    """A part with another that stays beneath it while it is scrolled: both its children, which `fill` it."""

    def fill(self, upper: QWidget, lower: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(upper, 1)
        column.addWidget(lower)


class Panes(QSplitter):
    """Shares of the width there is, until a person drags a border: then the widths are theirs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths_kept = False

    def show_parts(self, listed: QWidget, post: QWidget, findings: QWidget) -> None:
        """The three parts from left to right, given once."""
        for part, stretch in ((listed, 0), (post, 1), (findings, 0)):
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, stretch)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._keep_widths)
        # Not scaled with the text: large text on a small screen still has all three parts side by side.
        listed.setMinimumWidth(220)
        post.setMinimumWidth(280)
        findings.setMinimumWidth(260)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        if not self._widths_kept:
            width = self.width()
            _, listed, found = next(shares for shares in _SHARES if width >= shares[0])
            for below, *shares in reversed(_LARGE_TEXT):
                if width < px(below):
                    listed, found = shares
            side, other = round(width * listed), round(width * found)
            self.setSizes([side, self.width() - side - other, other])

    def _keep_widths(self) -> None:
        self._widths_kept = True
