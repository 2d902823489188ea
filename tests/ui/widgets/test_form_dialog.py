"""A form is filled in from its first field on, by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.widgets.dialog import FormDialog


def test_the_first_focus_and_tab_come_to_the_fields_before_the_buttons(qtbot: QtBot) -> None:
    dialog = FormDialog("Title", "Save", None)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    first, second = QLineEdit(), QLineEdit()
    dialog.body.addWidget(first)
    dialog.body.addWidget(second)
    with qtbot.waitActive(dialog):
        dialog.show()
    qtbot.waitUntil(first.hasFocus)
    for following in (second, dialog.cancel_button, dialog.save_button, first):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert following.hasFocus()
