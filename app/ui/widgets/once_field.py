"""A line of text whose Enter decides: a key that is held down neither confirms nor fills it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OnceField(QLineEdit):
    """Enter counts once however long it is held.

    The key that brought the focus here may still be down: what repeats is not typed until a key was pressed
    anew, or holding the key that asks for a reason would write one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pressed = False  # a key, since the focus came

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._pressed = False
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and (not self._pressed or event.key() in _ENTER):
            event.accept()
            return
        self._pressed = True
        super().keyPressEvent(event)
