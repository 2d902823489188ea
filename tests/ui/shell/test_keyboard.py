"""The window says why a letter did nothing while another program writes Bangla."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from app.ui.main_window import MainWindow
from app.ui.post_list.view import DraftList
from app.ui.translation import tr
from tests.helpers.window import shown_texts


def test_a_letter_without_a_key_is_explained(window: MainWindow) -> None:
    window.findChild(DraftList).setFocus()
    letter = QKeyEvent(QEvent.Type.KeyPress, ord("আ"), Qt.KeyboardModifier.NoModifier, 0, 0xE7, 0, "আ")
    QCoreApplication.sendEvent(QGuiApplication.focusWindow(), letter)
    assert any(tr("window.bangla_keyboard") == text for _, text in shown_texts(window))
