"""Many drafts ticked in the list: only those that were seen are approved, and what stays behind is said."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.i18n import LANGUAGES
from app.paths import resources
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts import intake, queue, review
from app.services.posts.views import PostForm
from app.ui import jobs
from app.ui.bulk.return_dialog import ReturnDialog
from app.ui.bulk.schedule_dialog import ScheduleDialog
from app.ui.post_list.view import DraftList
from app.ui.queue.page import QueuePage
from app.ui.translation import tr
from app.ui.widgets import Button
from tests.helpers.window import Clock, look
from tests.services.posts import APPEAL, CLEAN, write
from tests.ui.conftest import Press

OpenPage = Callable[[], QueuePage]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def drafts(desk: Desk, team: dict[str, int]) -> list[int]:
    """Three clean posts by Karim, one by Rahima herself, one that is blocked; Rahima sits at the desk."""
    clean = [write(desk, team["Karim"], f"{CLEAN} {n}").id for n in range(3)]
    return [*clean, write(desk, team["Rahima"], f"{CLEAN} ঙ").id, write(desk, team["Karim"], APPEAL).id]


def said(page: QueuePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def button(page: QueuePage, text: str) -> QPushButton:
    return next(one for one in page.findChildren(Button) if one.isVisible() and one.text() == text)


def settled(qtbot: QtBot, clock: Clock) -> None:
    qtbot.waitUntil(lambda: not jobs.busy())
    look(clock)


def approvals(desk: Desk, drafts: list[int]) -> list[int]:
    return [queue.draft(desk, id_).approvals for id_ in drafts]


def test_only_what_was_seen_and_may_be_is_approved(
    qtbot: QtBot, desk: Desk, drafts: list[int], open_page: OpenPage, press: Press, clock: Clock
) -> None:
    page = open_page()
    look(clock)
    press(page, "j")  # the first and the second were looked at
    look(clock)
    press(page, Qt.Key.Key_A, modifier=CTRL)
    settled(qtbot, clock)
    assert tr("bulk.title", n=5) in said(page)
    assert tr("bulk.unseen_n", n=3) in said(page)
    assert tr("bulk.rest", n=3) in said(page)
    assert button(page, tr("bulk.approve", n=2)).isEnabled()
    press(page, "u", "x")
    assert all(finding.answer is None for finding in queue.draft(desk, drafts[4]).findings)
    press(page, "a")
    settled(qtbot, clock)
    assert approvals(desk, drafts) == [1, 1, 0, 0, 0]
    assert tr("bulk.title", n=3) in said(page), "what was approved leaves the choice"
    press(page, "a", "a")
    settled(qtbot, clock)
    assert approvals(desk, drafts) == [1, 1, 0, 0, 0]
    press(page, "z")
    press(page, "z")
    settled(qtbot, clock)
    assert approvals(desk, drafts) == [0, 0, 0, 0, 0], "taken back one by one"


def test_the_unseen_are_looked_at_and_the_choice_is_kept(
    qtbot: QtBot, desk: Desk, drafts: list[int], open_page: OpenPage, press: Press, clock: Clock
) -> None:
    page = open_page()
    look(clock)
    press(page, Qt.Key.Key_Down, modifier=SHIFT)
    settled(qtbot, clock)
    assert tr("bulk.title", n=2) in said(page)
    press(page, Qt.Key.Key_Right)
    settled(qtbot, clock)
    look(clock)
    press(page, Qt.Key.Key_Return, modifier=CTRL)
    settled(qtbot, clock)
    assert tr("bulk.may", n=2) in said(page)
    press(page, Qt.Key.Key_Escape)
    look(clock)
    assert tr("bulk.title", n=2) not in said(page)
    assert not page.findChild(DraftList).ticked


def test_a_key_pressed_as_the_summary_appears_is_dropped(
    qtbot: QtBot, desk: Desk, drafts: list[int], open_page: OpenPage, press: Press, clock: Clock
) -> None:
    page = open_page()
    look(clock)
    press(page, Qt.Key.Key_Space, modifier=CTRL)
    qtbot.waitUntil(lambda: tr("bulk.title", n=1) in said(page))
    qtbot.keyClicks(page.findChild(DraftList), "a")
    assert tr("queue.unseen.new") in said(page)
    settled(qtbot, clock)
    assert approvals(desk, drafts) == [0] * 5


def test_several_are_returned_with_one_reason(
    qtbot: QtBot, desk: Desk, drafts: list[int], open_page: OpenPage, press: Press, clock: Clock
) -> None:
    page = open_page()
    look(clock)
    press(page, "j")
    look(clock)
    press(page, Qt.Key.Key_A, modifier=CTRL)
    settled(qtbot, clock)
    press(page, "r")
    [form] = [one for one in page.window().findChildren(QDialog) if isinstance(one, ReturnDialog)]
    [reason] = form.findChildren(QLineEdit)
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert form.isVisible(), "never without a reason"
    qtbot.keyClicks(reason, "spelling")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    settled(qtbot, clock)
    assert [queue.draft(desk, id_).state for id_ in drafts].count(State.RETURNED) == 2


def test_a_purpose_is_set_only_where_it_is_missing(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, clock: Clock
) -> None:
    whole = write(desk, team["Karim"]).id
    bare = intake.compose(desk, PostForm(text=f"{CLEAN} খ", account_id=1), team["Karim"])
    page = open_page()
    look(clock)
    press(page, Qt.Key.Key_A, modifier=CTRL)
    settled(qtbot, clock)
    menus = [one.menu() for one in page.findChildren(Button) if one.text() == tr("bulk.purpose")]
    (menu,) = (menu for menu in menus if isinstance(menu, QMenu))
    menu.aboutToShow.emit()
    assert tr("bulk.only_purpose", n=1) in [action.text() for action in menu.actions()]
    menu.actions()[2].trigger()
    settled(qtbot, clock)
    assert (queue.draft(desk, bare).version.purpose, queue.draft(desk, bare).version.number) == ("5.c", 2)
    assert queue.draft(desk, whole).version.number == 1


def test_a_time_is_set_for_every_open_one_and_says_what_that_does(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, clock: Clock
) -> None:
    ids = [write(desk, team["Karim"], f"{CLEAN} {n}").id for n in range(2)]
    review.approve(desk, ids[0], queue.draft(desk, ids[0]).version.digest, team["Selina"])
    page = open_page()
    look(clock)

    press(page, Qt.Key.Key_A, modifier=CTRL)
    settled(qtbot, clock)

    def ask() -> ScheduleDialog:
        button(page, tr("bulk.schedule")).click()
        [dialog] = [one for one in page.window().findChildren(ScheduleDialog) if one.isVisible()]
        return dialog

    dialog = ask()
    said_there = [label.text() for label in dialog.findChildren(QLabel)]
    assert tr("bulk.versions", n=1) in said_there, "one was approved before"
    (time,) = dialog.findChildren(QDateTimeEdit)
    time.setDateTime(QDateTime(2027, 3, 14, 9, 30, 0))
    next(one for one in dialog.findChildren(Button) if one.text() == tr("bulk.schedule_set", n=2)).click()
    settled(qtbot, clock)
    after = [queue.draft(desk, id_) for id_ in ids]
    assert [one.version.schedule for one in after] == ["2027-03-14T09:30"] * 2
    assert [(one.version.number, one.approvals) for one in after] == [(2, 0), (2, 0)]

    dialog = ask()
    assert tr("bulk.schedule_replaces", n=2) in [label.text() for label in dialog.findChildren(QLabel)]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settled(qtbot, clock)
    assert [queue.draft(desk, id_).version.number for id_ in ids] == [2, 2]
    press(page, Qt.Key.Key_Escape)
    settled(qtbot, clock)
    assert not page.findChild(DraftList).ticked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_why_one_stays_behind_has_words(language: str) -> None:
    """A reply with a place to be filled in, or without consent, once took the page of many away."""
    folder = resources() / "i18n" / language

    def keys(file: str, *path: str) -> set[str]:
        told: Any = tomllib.loads((folder / f"{file}.toml").read_text(encoding="utf-8"))
        for part in path:
            told = told[part]
        return {key for key in told if not key.endswith("_many")}

    obstacles = keys("review", "error", "review", "cannot")
    wanted = {"checks" if key.startswith("checks_") else key for key in obstacles}
    assert wanted - keys("bulk", "bulk", "why") == set()
