"""A button or link with the focus is pressed by Enter as by the space bar, and once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.app import application
from app.ui.widgets import Button, LinkLabel


@pytest.mark.parametrize("kind", [Button, LinkLabel])
def test_enter_presses_what_has_the_focus(qtbot: QtBot, kind: type[QPushButton]) -> None:
    application()
    button = kind("Record")
    qtbot.addWidget(button)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("once"))
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert len(pressed) == 2
    press, key = QEvent.Type.KeyPress, Qt.Key.Key_Return
    QApplication.sendEvent(button, QKeyEvent(press, key, Qt.KeyboardModifier.ControlModifier))
    held = QKeyEvent(press, key, Qt.KeyboardModifier.NoModifier, "", autorep=True)
    QApplication.sendEvent(button, held)
    assert len(pressed) == 2, "a held key decides nothing"
    button.setEnabled(False)
    QApplication.sendEvent(button, QKeyEvent(press, key, Qt.KeyboardModifier.NoModifier))
    assert len(pressed) == 2
