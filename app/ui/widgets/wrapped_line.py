"""A field for one line of text that is longer than the field is wide: it wraps, and grows with its words."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

_MOST = 4  # lines; beyond that it scrolls


class WrappedLine(QPlainTextEdit):
    """Tab leaves it. No line ends but by wrapping: Enter does nothing there, and what is pasted is joined."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._grow)

    def text(self) -> str:
        return " ".join(self.toPlainText().split())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        # Bangla stands taller than the font says.
        block, needed = self.document().firstBlock(), 0.0
        while block.isValid():
            needed += self.blockBoundingRect(block).height()
            block = block.next()
        line = needed / max(1.0, self.document().size().height())  # whose height counts lines
        around = self.height() - self.viewport().height() + 2 * round(self.document().documentMargin())
        self.setFixedHeight(ceil(min(needed, _MOST * line)) + around + 1)
