"""Making something at a place: who is refused is where they were, and goes on from there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Refusal
from app.ui.app import application
from app.ui.translation import set_language
from app.ui.widgets.making_dialog import MakingDialog
from app.work import Work


class _Refused(MakingDialog):
    def submit(self) -> None:
        def work(_work: Work) -> None:
            raise Refusal("review.reason_missing")

        if self.chosen_place() is not None:
            self.make("working", work, lambda _none: None)


def test_after_a_refusal_the_focus_is_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    application()
    set_language("en")
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = _Refused("Title", "Make", tmp_path / "out.zip", owner)
    dialog.add_fields({"export.place": dialog.place}, "A hint")
    with qtbot.waitActive(dialog):
        dialog.show()
    where = dialog.focusWidget()
    assert where is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(dialog.error.text()) and dialog.save_button.isEnabled())
    assert dialog.focusWidget() is where
    dialog.close()


def test_a_long_form_scrolls_and_leaves_the_buttons_on_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    application()
    set_language("en")
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = _Refused("Title", "Make", tmp_path / "out.zip", owner)
    dialog.add_fields({"export.place": dialog.place}, "A hint")
    dialog.add_fields({"export.posts": QLineEdit(minimumHeight=2000)}, "Another")
    with qtbot.waitActive(dialog):
        dialog.show()
    room = dialog.screen().availableSize().height()
    assert dialog.minimumSizeHint().height() <= room
    qtbot.waitUntil(lambda: dialog.height() <= room)
    dialog.close()
