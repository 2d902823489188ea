"""Whoever clicks a button twice, slowly, gets one dialog: every button of every page and view."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.services.base.desk import Desk
from app.services.posts import review
from app.ui import jobs
from app.ui.archive.page import ArchivePage
from app.ui.archive.views import VIEWS
from app.ui.main_window import MainWindow
from app.ui.widgets import Button, LinkLabel
from tests.services.posts import APPEAL, write
from tests.services.went_out import out_since

PAGES = ("queue", "due", "accounts", "responses", "archive", "reports", "rules", "guide", "settings")


def _settled(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not jobs.busy())
    QApplication.processEvents()


def _buttons(window: MainWindow) -> list[Button | LinkLabel]:
    every = [*window.page.findChildren(Button), *window.page.findChildren(LinkLabel)]
    return [one for one in every if one.isVisible() and one.isEnabled() and one.menu() is None]


def _dialogs() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def _go(qtbot: QtBot, window: MainWindow, name: str, view: str) -> None:
    window.show_page(name)
    if isinstance(window.page, ArchivePage) and view:
        window.page.show_view(view)
    _settled(qtbot)


def _click_twice(qtbot: QtBot, button: Button | LinkLabel) -> list[str]:
    """What opens where the second click comes before anything that the first began has ended."""
    jobs.hold()
    for _ in range(2):
        if isValid(button) and button.isVisible() and button.isEnabled() and not _dialogs():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
    jobs.let_go()
    _settled(qtbot)
    opened = _dialogs()
    names = [type(one).__name__ for one in opened]
    for one in opened:
        one.hide()
        one.deleteLater()
    QApplication.processEvents()
    return names


@pytest.mark.parametrize("name", PAGES)
def test_two_slow_clicks_open_one_dialog(
    qtbot: QtBot,
    desk: Desk,
    team: dict[str, int],
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    monkeypatch.setattr(QFileDialog, "exec", lambda _self: 0)  # the desktop's own, which holds the caller
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    write(desk, team["Jamal"], APPEAL, images=1)
    out = write(desk, team["Jamal"], "মেলা হবে।")
    for member in ("Rahima", "Karim"):
        review.approve(desk, out.id, out.version.digest, team[member])
    out_since(desk, out.id, datetime.now(UTC), team["Rahima"])
    twice = []
    for view in [one.name for one in VIEWS] if name == "archive" else [""]:
        _go(qtbot, window, name, view)
        for place in range(len(_buttons(window))):
            _go(qtbot, window, name, view)
            buttons = _buttons(window)
            if place >= len(buttons):
                break
            words = buttons[place].text()
            opened = _click_twice(qtbot, buttons[place])
            if len(opened) > 1:
                twice.append(f"{view} “{words}” opened {opened}")
    assert twice == []
