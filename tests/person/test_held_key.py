"""A key that is held down, on a real display: it decides once, and never what nobody has seen."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.office import accounts
from app.services.posts import queue
from app.ui import jobs
from app.ui.banner_maker.dialog import BannerDialog, make_banner
from app.ui.main_window import MainWindow
from app.ui.post_form.dialog import ComposeDialog
from app.ui.post_list.view import DraftList
from app.ui.translation import tr
from tests.helpers.window import close_window, open_window
from tests.services.posts import CLEAN, write

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(shutil.which("xdotool") is None, reason="xdotool holds the key"),
    pytest.mark.skipif("DISPLAY" not in os.environ, reason="an X display repeats the key"),
]
POSTS = 30


@pytest.fixture
def drafts(desk: Desk, team: dict[str, int]) -> list[int]:
    """Thirty clean posts by Karim; Rahima sits at the desk."""
    desk_settings.set_(desk, "member", str(team["Rahima"]))
    return [write(desk, team["Karim"], f"{CLEAN} {n}").id for n in range(POSTS)]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, drafts: list[int]) -> Iterator[MainWindow]:
    window = open_window(qtbot, desk)
    qtbot.waitUntil(lambda: window.findChild(DraftList).hasFocus())
    yield window
    close_window(window)


@contextmanager
def held(key: str) -> Iterator[None]:
    """The key is down, and the X server repeats it."""
    subprocess.run(["xdotool", "keydown", key], check=True)
    try:
        yield
    finally:
        subprocess.run(["xdotool", "keyup", key], check=True)


def approved(desk: Desk, drafts: list[int]) -> int:
    return sum(queue.draft(desk, id_).approvals for id_ in drafts)


def test_a_key_held_for_five_seconds_approves_one_post(
    qtbot: QtBot, desk: Desk, window: MainWindow, drafts: list[int]
) -> None:
    QTest.qWait(1_000)  # a person looks at the first post
    with held("a"):
        QTest.qWait(5_000)
    qtbot.waitUntil(lambda: not jobs.busy())
    QApplication.processEvents()
    assert approved(desk, drafts) == 1
    QTest.qWait(600)
    subprocess.run(["xdotool", "key", "a"], check=True)  # the second was looked at meanwhile
    qtbot.waitUntil(lambda: approved(desk, drafts) == 2)


def press(*keys: str) -> None:
    subprocess.run(["xdotool", "key", *keys], check=True)


def test_a_key_pressed_five_times_approves_five_posts(
    qtbot: QtBot, desk: Desk, window: MainWindow, drafts: list[int]
) -> None:
    for wanted in range(1, 6):
        QTest.qWait(1_000)
        press("a")
        qtbot.waitUntil(lambda wanted=wanted: approved(desk, drafts) == wanted)
        qtbot.waitUntil(lambda: not jobs.busy())


def states(desk: Desk) -> list[State]:
    return [queue.draft(desk, id_).state for id_ in queue.ids(desk, None)]


@pytest.mark.parametrize(("key", "state"), [("x", State.REJECTED), ("r", State.RETURNED)])
def test_a_key_and_enter_held_refuse_one_post(
    qtbot: QtBot, desk: Desk, window: MainWindow, drafts: list[int], key: str, state: State
) -> None:
    for done in (1, 2, 3):
        QTest.qWait(1_000)
        with held(key):
            QTest.qWait(1_500)
        assert states(desk).count(state) == done - 1, "a reason is asked for"
        (field,) = (
            one for one in window.findChildren(QLineEdit) if one.placeholderText() == tr("queue.reason.hint")
        )
        assert field.text() == ""
        subprocess.run(["xdotool", "type", "--delay", "60", "unfit"], check=True)
        qtbot.waitUntil(lambda field=field: field.text() == "unfit")
        with held("Return"):
            QTest.qWait(1_500)
        assert states(desk).count(state) == done
    press("z")
    qtbot.waitUntil(lambda: states(desk).count(state) == 2)
    with held("z"):
        QTest.qWait(1_500)
    assert states(desk).count(state) == 1


def test_enter_held_over_a_form_that_opens_another_saves_nothing(
    qtbot: QtBot, desk: Desk, window: MainWindow, drafts: list[int]
) -> None:
    window.show_page("accounts")
    make_banner(window.context, accounts.accounts(desk)[0], window)
    (maker,) = window.findChildren(BannerDialog)
    qtbot.waitUntil(maker.isActiveWindow)
    qtbot.waitUntil(lambda: not jobs.busy())
    subprocess.run(["xdotool", "keydown", "ctrl"], check=True)
    try:
        with held("Return"):
            qtbot.waitUntil(lambda: bool(window.findChildren(ComposeDialog)))
            (form,) = window.findChildren(ComposeDialog)
            qtbot.waitUntil(form.isActiveWindow)
            QTest.qWait(2_000)
    finally:
        subprocess.run(["xdotool", "keyup", "ctrl"], check=True)
    assert form.isVisible()
    assert len(states(desk)) == POSTS
    qtbot.waitUntil(lambda: not jobs.busy())
    press("ctrl+Return")
    qtbot.waitUntil(lambda: len(states(desk)) == POSTS + 1)


@pytest.mark.parametrize("key", ["space", "Return"])
def test_a_key_held_on_the_button_approves_no_second_post(
    qtbot: QtBot, desk: Desk, window: MainWindow, drafts: list[int], key: str
) -> None:
    (button,) = (one for one in window.findChildren(QPushButton) if one.text() == tr("queue.approve"))
    button.setFocus()
    QTest.qWait(1_000)
    with held(key):
        QTest.qWait(2_500)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert approved(desk, drafts) <= 1


def test_next_and_approve_50_milliseconds_apart_approve_nothing(
    qtbot: QtBot, desk: Desk, window: MainWindow, drafts: list[int]
) -> None:
    QTest.qWait(1_000)
    subprocess.run(["xdotool", "key", "--delay", "50", "j", "a", "j", "a", "j", "a"], check=True)
    QTest.qWait(300)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert approved(desk, drafts) == 0
