"""A secret on the clipboard is marked, goes away in time, and never takes away what someone else copied."""

from __future__ import annotations

import subprocess
import sys
import textwrap

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.ui.clipboard import SecretClipboard

SECRET = "শাপলা-নদী-৪২-Kite"


def board_text() -> str:
    return QGuiApplication.clipboard().text()


def test_a_lent_secret_is_marked_and_taken_back_in_time(qtbot: QtBot) -> None:
    clipboard = SecretClipboard(seconds=0.2)
    with qtbot.waitSignal(clipboard.cleared):
        clipboard.lend(SECRET)
        data = QGuiApplication.clipboard().mimeData()
        assert board_text() == SECRET
        assert bytes(data.data("x-kde-passwordManagerHint")) == b"secret"
        assert 0 <= clipboard.seconds_left <= 1
    assert board_text() == ""
    assert clipboard.seconds_left == 0


def test_what_someone_copied_since_stays(qtbot: QtBot) -> None:
    clipboard = SecretClipboard(seconds=60)
    clipboard.lend(SECRET)
    with qtbot.waitSignal(clipboard.cleared):
        QGuiApplication.clipboard().setText("নোটিশ")
    clipboard.clear()
    assert board_text() == "নোটিশ"


def test_a_second_secret_starts_the_time_anew(qtbot: QtBot) -> None:
    clipboard = SecretClipboard(seconds=60)
    clipboard.lend("first")
    clipboard.lend(SECRET)
    assert board_text() == SECRET
    assert clipboard.seconds_left == 60
    clipboard.clear()
    assert board_text() == ""


def test_quitting_takes_it_away() -> None:
    program = textwrap.dedent("""
        from PySide6.QtCore import QTimer
        from PySide6.QtGui import QGuiApplication
        from app.ui.clipboard import SecretClipboard
        application = QGuiApplication(["test"])
        clipboard = SecretClipboard()
        clipboard.lend("secret")
        QTimer.singleShot(0, application.quit)
        application.exec()
        print("left:", repr(QGuiApplication.clipboard().text()))
    """)
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.stdout.strip() == "left: ''", ran.stderr


def test_the_object_keeps_no_copy_of_the_secret(qtbot: QtBot) -> None:
    clipboard = SecretClipboard(seconds=60)
    clipboard.lend(SECRET)
    assert not any(SECRET in repr(value) for value in vars(clipboard).values())
    clipboard.clear()
