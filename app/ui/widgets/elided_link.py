"""A link that may be longer than its room: it ends in “…”, and the whole of it is in the tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.widgets import LinkLabel
from app.ui.widgets.as_written import tip_text


class ElidedLink(LinkLabel):
    """Its words, and not the room for its focus frame, are in line with the text above it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._whole = text
        self.setStyleSheet("padding-left: 0;")
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.ensurePolished()  # or the font is not yet the style sheet's
        # One more: the width of letters is a fraction, and half a pixel less would cut the last word.
        width = self.fontMetrics().horizontalAdvance(self._whole) + self._frame() + 1
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._frame()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip(tip_text(self._whole) if shown != self._whole else "")

    def _frame(self) -> int:
        return theme.px(4) + 3  # what the style sheet puts around a link's words
