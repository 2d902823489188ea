"""A value of the keyring is on screen for a moment and no longer."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.base.secret import Secret
from app.ui.app import application
from app.ui.credentials.shown_dialog import SECONDS, ShownDialog
from app.ui.translation import set_language, tr
from tests.helpers.window import shown_texts


def test_it_counts_its_seconds_and_closes(qtbot: QtBot) -> None:
    application()
    set_language("en")
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = ShownDialog("Facebook", Secret("planted-password"), owner)
    dialog.show()
    second = dialog.findChild(QTimer)
    assert isinstance(second, QTimer)
    assert second.isActive()
    assert second.interval() == 1000
    second.stop()  # the seconds are counted by hand
    for left in range(SECONDS, 0, -1):
        assert dialog.isVisible()
        texts = [text for _, text in shown_texts(dialog)]
        assert tr("password.shown_for", n=left) in texts
        assert "planted-password" in texts
        second.timeout.emit()
    assert not dialog.isVisible()
