"""A keyboard that writes Bangla and nothing else, on a real display: commands stay on their keys."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.posts import queue
from app.ui.main_window import MainWindow
from app.ui.post_list.view import DraftList
from app.ui.queue.top_bar import TopBar
from app.ui.widgets.search_field import SearchField
from tests.helpers.window import close_window, open_window
from tests.services.posts import CLEAN, write

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(shutil.which("xdotool") is None, reason="xdotool presses the key"),
    pytest.mark.skipif(shutil.which("setxkbmap") is None, reason="setxkbmap gives the layout"),
    pytest.mark.skipif("DISPLAY" not in os.environ, reason="an X display has the layout"),
]
A, C, K, SLASH, CTRL = "38", "54", "45", "61", "37"  # places on the keyboard, as X numbers them


@pytest.fixture(params=["bd", "bd probhat"], ids=["national", "probhat"])
def layout(request: pytest.FixtureRequest) -> Iterator[None]:
    subprocess.run(["setxkbmap", *request.param.split()], check=True)
    yield
    subprocess.run(["setxkbmap", "us"], check=True)


@pytest.fixture
def draft(desk: Desk, team: dict[str, int]) -> int:
    """A clean post by Karim; Rahima sits at the desk."""
    desk_settings.set_(desk, "member", str(team["Rahima"]))
    return write(desk, team["Karim"], CLEAN).id


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, draft: int) -> Iterator[MainWindow]:
    window = open_window(qtbot, desk)
    qtbot.waitUntil(lambda: window.findChild(DraftList).hasFocus())
    yield window
    close_window(window)


def press(*places: str) -> None:
    for place in places:
        subprocess.run(["xdotool", "keydown", place], check=True)
    for place in reversed(places):
        subprocess.run(["xdotool", "keyup", place], check=True)


@pytest.mark.usefixtures("layout")
def test_commands_stay_on_their_keys(qtbot: QtBot, desk: Desk, window: MainWindow, draft: int) -> None:
    QTest.qWait(1_000)  # a person looks at the post, and the layout arrives
    press(SLASH)
    field = window.findChild(TopBar).findChild(SearchField)
    qtbot.waitUntil(field.hasFocus)
    press(K)
    qtbot.waitUntil(lambda: field.text() != "")
    assert not field.text().isascii(), "typed, as the keyboard writes"
    QApplication.clipboard().setText("before")
    press(CTRL, A)
    press(CTRL, C)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == field.text())
    field.clear()
    window.findChild(DraftList).setFocus()
    QTest.qWait(1_000)
    press(A)
    qtbot.waitUntil(lambda: queue.draft(desk, draft).approvals == 1)
