"""A field to search a page's list, reached by the slash key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from app.ui import theme
from app.ui.widgets.key_hint import KeyHint


class SearchField(QLineEdit):
    """Shows its key while empty; at least `least` drawn px wide. `left`: Escape, Return or Down left it."""

    left = Signal()

    def __init__(self, least: int) -> None:
        super().__init__()
        self.setClearButtonEnabled(False)
        self.setMinimumWidth(theme.px(least))
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, theme.px(8), 0)
        inside.addStretch()
        self._hint = KeyHint("/")
        inside.addWidget(self._hint)
        self.setTextMargins(0, 0, theme.px(28), 0)
        self.textChanged.connect(lambda text: self._hint.setVisible(not text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            self.left.emit()
        else:
            super().keyPressEvent(event)
