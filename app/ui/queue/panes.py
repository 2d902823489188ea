"""The three parts of the queue page side by side: list, post, findings."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.ui import theme

_LIST_WIDTH, _FINDINGS_WIDTH = 332, 340  # drawn px


class Panes(QSplitter):
    """Drawn widths where there is room, until a person drags a border: then the widths are theirs."""

    def __init__(self, listed: QWidget, post: QWidget, findings: QWidget) -> None:
        super().__init__()
        self._widths_kept = False
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
        """The post never gets less than the other two."""
        if not self._widths_kept:
            side, other = self.width() * 26 // 100, self.width() * 33 // 100
            side, other = min(theme.px(_LIST_WIDTH), side), min(theme.px(_FINDINGS_WIDTH), other)
            self.setSizes([side, self.width() - side - other, other])

    def _keep_widths(self) -> None:
        self._widths_kept = True
