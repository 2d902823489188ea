"""A form is filled in from its first field on, by keyboard alone."""

from __future__ import annotations

import gc
from threading import Event

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.errors import Refusal
from app.ui import jobs
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


class _Form(FormDialog):
    """Counts how often it is saved."""

    saved = 0

    def submit(self) -> None:
        self.saved += 1


class _Final(_Form):
    enter_saves = False


def test_enter_goes_through_the_fields_and_saves_behind_the_last(qtbot: QtBot) -> None:
    dialog = _Form("Title", "Save", None)
    fields = [QLineEdit(), QComboBox(), QCheckBox("yes"), QLineEdit()]
    _show(qtbot, dialog, fields)
    for following in fields[1:]:
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        assert following.hasFocus()
        assert dialog.saved == 0
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(dialog.focusWidget(), held)
    assert dialog.saved == 0, "whoever holds Enter in the field before has not saved"
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert dialog.saved == 1


def test_enter_makes_a_line_where_there_are_many(qtbot: QtBot) -> None:
    dialog = _Form("Title", "Save", None)
    text = QPlainTextEdit("one")
    _show(qtbot, dialog, [text])
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert (text.toPlainText(), dialog.saved) == ("\none", 0)
    QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.saved == 1


def test_a_field_with_an_enter_of_its_own_keeps_it(qtbot: QtBot) -> None:
    dialog = _Form("Title", "Save", None)
    added: list[str] = []
    line = QLineEdit("word")
    line.returnPressed.connect(lambda: added.append(line.text()))
    _show(qtbot, dialog, [line])
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert (added, dialog.saved) == (["word"], 0)


def test_what_cannot_be_undone_takes_a_second_enter(qtbot: QtBot) -> None:
    dialog = _Final("Title", "Destroy", None)
    _show(qtbot, dialog, [QLineEdit()])
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.saved == 0
    assert dialog.save_button.hasFocus()
    QTest.keyClick(dialog.save_button, Qt.Key.Key_Return)
    assert dialog.saved == 1


def test_a_form_stays_open_while_garbage_is_collected(qtbot: QtBot) -> None:
    """Nobody holds it but the window: what Enter and Tab look at must not take it from there."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    for fields in ((QLineEdit, QSpinBox, QComboBox), ()):
        dialog = _Final("Title", "Destroy", window)
        for field in fields:
            dialog.body.addWidget(field())
        with qtbot.waitActive(dialog):
            dialog.open()
        for _field in fields:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        del dialog
        gc.collect()
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, _Final)
        assert not fields or shown.save_button.hasFocus()
        shown.reject()
        del shown


def _show(qtbot: QtBot, dialog: FormDialog, fields: list[QWidget]) -> None:
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    for field in fields:
        dialog.body.addWidget(field)
    with qtbot.waitActive(dialog):
        dialog.show()
    fields[0].setFocus()


class _Storing(FormDialog):
    """Keeps something, in a job."""

    def __init__(self) -> None:
        super().__init__("Title", "Save", None)
        self.kept = 0

    def submit(self) -> None:
        self.store(self._keep, lambda: None)

    def _keep(self) -> None:
        self.kept += 1


def test_saving_that_is_asked_for_twice_is_done_once(qtbot: QtBot) -> None:
    dialog = _Storing()
    _show(qtbot, dialog, [QLineEdit()])
    for _ in range(3):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert dialog.kept == 1


class _Held(FormDialog):
    """Keeps something once it is let go, or refuses to."""

    def __init__(self, refusal: Refusal | None = None) -> None:
        super().__init__("Title", "Save", None)
        self.go, self.told = Event(), list[bool]()
        self._refusal = refusal

    def submit(self) -> None:
        self.store(self._keep, lambda: self.told.append(self.isVisible()))

    def _keep(self) -> None:
        assert self.go.wait(10)  # s; no test hangs for ever
        if self._refusal is not None:
            raise self._refusal


def test_a_form_is_closed_before_others_are_told_that_it_saved(qtbot: QtBot) -> None:
    """What they open then stands alone, and a bug of theirs leaves no form that would save a second time."""
    dialog = _Held()
    _show(qtbot, dialog, [QLineEdit()])
    dialog.go.set()
    dialog.submit()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert dialog.told == [False]


def test_escape_during_the_saving_closes_the_form_once_others_were_told(qtbot: QtBot) -> None:
    dialog = _Held()
    _show(qtbot, dialog, [QLineEdit()])
    dialog.submit()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "nobody would be told, and what was made would be shown to nobody"
    dialog.go.set()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert dialog.told == [False]
    assert dialog.result() == FormDialog.DialogCode.Accepted


def test_escape_during_a_saving_that_is_refused_closes_the_form(qtbot: QtBot) -> None:
    dialog = _Held(Refusal("office.handle_missing"))
    _show(qtbot, dialog, [QLineEdit()])
    dialog.submit()
    dialog.close()
    dialog.go.set()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert not dialog.isVisible()
    assert dialog.told == []


def test_the_focus_comes_back_to_the_button_whose_saving_was_refused(qtbot: QtBot) -> None:
    dialog = _Held(Refusal("office.handle_missing"))
    _show(qtbot, dialog, [QLineEdit()])
    dialog.save_button.setFocus()
    QTest.keyClick(dialog.save_button, Qt.Key.Key_Return)
    dialog.go.set()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert dialog.save_button.hasFocus()
