"""What Qt itself puts on screen speaks the window's language."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.ui.app import application
from app.ui.translation import set_language, tr
from tests.helpers.window import shown_texts

LATIN = re.compile(r"[A-Za-z]{2,}")


@pytest.mark.parametrize("field_kind", [QLineEdit, QPlainTextEdit])
def test_a_text_fields_menu(qtbot: QtBot, field_kind: type[QLineEdit] | type[QPlainTextEdit]) -> None:
    application()
    set_language("bn")
    field = field_kind()
    qtbot.addWidget(field)
    entries = [action.text() for action in field.createStandardContextMenu().actions()]
    said = [entry.partition("\t")[0] for entry in entries if entry]
    assert tr("qt.paste") in said
    assert [entry for entry in said if LATIN.search(entry)] == []
    set_language("en")
    entries = [action.text() for action in field.createStandardContextMenu().actions()]
    assert any(entry.startswith("Paste") for entry in entries)


def test_the_file_dialog(qtbot: QtBot) -> None:
    application()
    set_language("bn")
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setNameFilter("(*.zip)")
    qtbot.addWidget(dialog)
    dialog.show()
    said = [text for widget, text in shown_texts(dialog) if not widget.inherits("QAbstractItemView")]
    assert tr("qt.look_in") in said
    assert [text for text in said if LATIN.search(text.replace("(*.zip)", "")) and "/" not in text] == []
