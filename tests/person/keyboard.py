"""A person at the keyboard: keys go where the focus is, in whatever window or menu is in front."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.window import Clock, look

CTRL = Qt.KeyboardModifier.ControlModifier
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class Keyboard:
    """`press` keys one after another; a `str` is typed letter by letter (ASCII, as QTest knows).

    Before each, whoever sits there looks at what is on screen by `clock`.
    """

    def __init__(self, qtbot: QtBot, clock: Clock) -> None:
        self._qtbot = qtbot
        self._clock = clock

    def press(self, *keys: str | Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        for key in keys:
            look(self._clock)
            if isinstance(key, str) and modifier == NO_MODIFIER:
                for letter in key:
                    QTest.keyClick(_target(), letter)
            else:
                QTest.keyClick(_target(), key, modifier)
            QApplication.processEvents()

    def press_in_menu(self, open_with: Qt.Key, *keys: Qt.Key) -> None:
        """Ctrl and a key that opens a menu, then keys in it. The menu holds the caller until it closes."""

        def choose() -> None:
            if QApplication.activePopupWidget() is None:
                QTimer.singleShot(10, choose)
            else:
                self.press(*keys)

        QTimer.singleShot(10, choose)
        self.press(open_with, modifier=CTRL)
        self._qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)

    def wait_for_window(self, kind: type[QWidget]) -> QWidget:
        """Until a window of this kind is in front and has the keys."""
        self._qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))
        window = QApplication.activeWindow()
        assert window is not None
        return window


def _target() -> QWidget:
    target = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None, "no window has the keyboard"
    return target
