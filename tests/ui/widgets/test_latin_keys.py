"""Keys of a keyboard that writes Bangla: they type in a field, and are commands elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.latin_keys import LatinKeys, latin

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
PLACES = {"A": (38, 0x41), "C": (54, 0x43), "D": (40, 0x44), "1": (10, 0x31), "/": (61, 0xBF)}
NOWHERE = (0, 0xE7)  # as Windows gives a letter that a program sent, VK_PACKET


class Desk(QWidget):
    """A list with keys of its own, and a field."""

    keys: LatinKeys

    def __init__(self) -> None:
        super().__init__()
        self.list, self.field = QListWidget(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.list)
        column.addWidget(self.field)
        self.done: list[str] = []
        for keys in ("A", "C", "Shift+D", "1", "?", "/", "Ctrl+A"):
            self.command(keys)

    def command(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: self.done.append(keys))
        return shortcut

    def press(
        self,
        key: tuple[int, int],
        writes: str,
        modifiers: Qt.KeyboardModifier = NONE,
        *,
        held: bool = False,
    ) -> None:
        place, virtual = key
        event = QKeyEvent(QEvent.Type.KeyPress, ord(writes), modifiers, place, virtual, 0, writes, held)
        QCoreApplication.sendEvent(self.windowHandle(), event)


@pytest.fixture
def at(qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    qtbot.waitExposed(desk)
    desk.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk)
    desk.list.setFocus()
    desk.keys = LatinKeys(desk.windowHandle())
    return desk


def test_a_letter_outside_fields_is_a_command(at: Desk) -> None:
    at.press(PLACES["A"], "ৃ")
    at.press(PLACES["D"], "ী", SHIFT)
    at.press(PLACES["1"], "১")
    at.press(PLACES["/"], "্")
    at.press(PLACES["/"], "য", SHIFT)
    at.press(PLACES["A"], "ৃ", CTRL)
    assert at.done == ["A", "Shift+D", "1", "/", "?", "Ctrl+A"]
    at.press(PLACES["D"], "ি")
    assert len(at.done) == 6, "D alone is no command here"


def test_a_field_takes_what_the_keyboard_writes(at: Desk) -> None:
    at.field.setFocus()
    at.press(PLACES["A"], "আ")
    at.press(PLACES["C"], "ম")
    assert at.field.text() == "আম"
    at.press(PLACES["A"], "ৃ", CTRL)
    assert at.field.selectedText() == "আম", "the field's own key goes before the command"
    at.press(PLACES["C"], "ে", CTRL)
    assert QApplication.clipboard().text() == "আম"
    assert at.done == []


def test_a_held_key_counts_once(at: Desk) -> None:
    at.press(PLACES["A"], "ৃ")
    at.press(PLACES["A"], "ৃ", held=True)
    assert at.done == ["A"]


def test_a_command_that_is_off_or_meant_twice_stays_undone(at: Desk) -> None:
    at.findChild(QShortcut).setEnabled(False)
    at.press(PLACES["A"], "ৃ")
    at.command("C")
    at.press(PLACES["C"], "ে")
    assert at.done == []


def test_a_letter_without_a_key_is_told_of(qtbot: QtBot, at: Desk) -> None:
    """Which key it was, nobody knows: the same letter is elsewhere with each program that writes Bangla."""
    with qtbot.waitSignal(at.keys.unknown):
        at.press(NOWHERE, "আ")
    at.field.setFocus()
    with qtbot.assertNotEmitted(at.keys.unknown):
        at.press(NOWHERE, "আ")
    assert at.field.text() == "আ"
    assert at.done == []


@pytest.mark.parametrize("letter", PLACES)
def test_each_system_has_its_own_number_of_a_key(letter: str) -> None:
    place, virtual = PLACES[letter]
    event = QKeyEvent(QEvent.Type.KeyPress, 0x9C3, NONE, place, virtual, 0)
    assert latin(event, windows=True) == latin(event, windows=False) == letter
