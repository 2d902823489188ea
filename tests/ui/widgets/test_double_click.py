"""Whoever double-clicks a button has it act once; leafing and zooming follow fast clicks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.app import application
from app.ui.widgets import Button, LinkLabel

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def _double_click(button: QPushButton) -> None:
    """As Qt tells a widget of one: what would be the second press is the double click."""
    place = QPointF(button.rect().center())
    for kind, held in (
        (QEvent.Type.MouseButtonPress, _LEFT),
        (QEvent.Type.MouseButtonRelease, _NONE),
        (QEvent.Type.MouseButtonDblClick, _LEFT),
        (QEvent.Type.MouseButtonRelease, _NONE),
    ):
        at = QPointF(button.mapToGlobal(place))
        QApplication.sendEvent(
            button, QMouseEvent(kind, place, at, _LEFT, held, Qt.KeyboardModifier.NoModifier)
        )


def _clicks(qtbot: QtBot, button: QPushButton) -> int:
    application()
    qtbot.addWidget(button)
    counted: list[None] = []
    button.clicked.connect(lambda: counted.append(None))
    with qtbot.waitExposed(button):
        button.show()
    _double_click(button)
    return len(counted)


def test_a_button_acts_once(qtbot: QtBot) -> None:
    assert _clicks(qtbot, Button("Save copies")) == 1


def test_a_link_leads_once(qtbot: QtBot) -> None:
    assert _clicks(qtbot, LinkLabel("Open")) == 1


def test_leafing_follows_each_click(qtbot: QtBot) -> None:
    button = Button("Next")
    button.steps = True
    assert _clicks(qtbot, button) == 2
