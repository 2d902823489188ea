"""A person at the keyboard: keys go where the focus is, in whatever window or menu is in front."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
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

    def choose_in_menu(self, open_with: Qt.Key, entry: str) -> None:
        """Ctrl and a key that opens a menu, Down to the entry that begins so, and Return.

        As a person does, by what is marked. The menu holds the caller until it closes.
        """
        chosen = []

        def choose() -> None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                return
            waiting.stop()
            chosen.append(entry)
            for _ in menu.actions():
                marked = menu.activeAction()
                if marked is not None and marked.text().startswith(entry):
                    break
                self.press(Qt.Key.Key_Down)
            self.press(Qt.Key.Key_Return)

        waiting = QTimer(interval=10)
        waiting.timeout.connect(choose)
        waiting.start()
        try:
            self.press(open_with, modifier=CTRL)
            self._qtbot.waitUntil(lambda: bool(chosen) and QApplication.activePopupWidget() is None)
        finally:
            waiting.stop()

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
