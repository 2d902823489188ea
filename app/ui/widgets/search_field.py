"""A field to search a page's list, reached by the slash key."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from app.ui.theme import icon_pixmap, px, theme_changed
from app.ui.widgets.key_hint import KeyHint

_SIGN = 16  # drawn px, of the magnifier
_BEFORE = 8  # drawn px, between it and the words


class SearchField(QLineEdit):
    """Shows its key while empty and else what empties it; at least `least` drawn px wide.

    `left`: Escape, Return or Down left it.
    """

    left = Signal()

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least
        self.setClearButtonEnabled(True)
        self._inside = QHBoxLayout(self)
        self._inside.addStretch()
        self._hint = KeyHint("/")
        self._inside.addWidget(self._hint)
        self.textChanged.connect(lambda text: self._hint.setVisible(not text))
        theme_changed.connect(self._fit)
        self._fit()

    def focus_all(self) -> None:
        """Take the focus, so that what is typed replaces what stands there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = px(_SIGN)
        place = QRect(px(12), (self.height() - side) // 2, side, side)
        QPainter(self).drawPixmap(place, icon_pixmap("search", "muted", _SIGN))

    def _fit(self) -> None:
        """Make room for the magnifier and the key at the size of text in force."""
        self.setMinimumWidth(px(self._least))
        self.setTextMargins(px(_SIGN + _BEFORE), 0, px(28), 0)
        self._inside.setContentsMargins(0, 0, px(8), 0)
