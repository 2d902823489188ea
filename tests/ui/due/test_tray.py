"""Notifications beside the clock, as Windows shows them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from app.ui.due.notify import by_tray
from app.ui.widgets.logo import program_icon


@pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # no such signal without a screen
def test_however_many_notifications_there_is_one_icon(qapp: QApplication) -> None:
    qapp.setWindowIcon(program_icon())
    for number in range(3):
        by_tray("বাকি কাজ", f"{number}টি")
    [icon] = qapp.findChildren(QSystemTrayIcon)
    icon.messageClicked.emit()
    assert not icon.isVisible()
    icon.deleteLater()
