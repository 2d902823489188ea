"""The whole job on the demo office, in a real window, by keyboard; the record is asked what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import CheckState, Reply, State
from app.services.office import office
from app.services.posts import queue, verifying
from app.services.posts.views import DraftView
from app.services.program import demo
from app.ui import jobs
from app.ui.archive.export_dialog import ExportDialog
from app.ui.history.dialog import HistoryDialog
from app.ui.main_window import MainWindow
from app.ui.post_form.dialog import ComposeDialog
from app.ui.post_form.editor import PostEditor
from app.ui.post_list.view import DraftList
from app.work import Work
from tests.helpers.window import Clock, close_window, open_window
from tests.person.keyboard import CTRL, Keyboard

pytestmark = pytest.mark.window
KEY = Qt.Key


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, clock: Clock) -> Iterator[MainWindow]:
    """The demo office, its checks done behind the window."""
    demo.set_up_demo(desk, Work())
    window = open_window(qtbot, desk, clock=clock)
    everything = queue.ids(desk, None)
    qtbot.waitUntil(
        lambda: all(queue.draft(desk, id_).checks.state is CheckState.DONE for id_ in everything),
        timeout=120_000,
    )
    qtbot.waitUntil(lambda: not jobs.busy())
    yield window
    close_window(window)


@pytest.fixture
def keyboard(qtbot: QtBot, window: MainWindow, clock: Clock) -> Keyboard:
    return Keyboard(qtbot, clock)


def drafts(desk: Desk) -> list[DraftView]:
    return [queue.draft(desk, id_) for id_ in queue.ids(desk, None)]


def shown(window: MainWindow, desk: Desk) -> DraftView:
    """The draft the list stands on."""
    return queue.draft(desk, window.findChild(DraftList).draft_id)


def go_to(keyboard: Keyboard, window: MainWindow, draft_id: int) -> None:
    """J until the draft is there or the list ends, then K."""
    listed = window.findChild(DraftList)
    for key in "jk":
        before = None
        while listed.draft_id not in (draft_id, before):
            before = listed.draft_id
            keyboard.press(key)
        if listed.draft_id == draft_id:
            return
    raise AssertionError("the draft is not in the list")


def sit_down(keyboard: Keyboard, name: str) -> None:
    """Choose who is at the desk from the menu on Ctrl+M."""
    keyboard.choose_in_menu(KEY.Key_M, name)


def approve(qtbot: QtBot, keyboard: Keyboard) -> None:
    """Scroll through to the end, then approve, which reads every attachment behind the window."""
    for _ in range(8):
        qtbot.waitUntil(lambda: not jobs.busy())  # pictures come from there too
        keyboard.press(KEY.Key_Space)
    keyboard.press("a")
    qtbot.waitUntil(lambda: not jobs.busy())


def test_the_whole_job(
    qtbot: QtBot, desk: Desk, window: MainWindow, keyboard: Keyboard, tmp_path: Path
) -> None:
    first, second, *_ = [member.name for member in office.members(desk) if member.decides]
    clean, other, third = [draft for draft in drafts(desk) if not draft.findings][:3]
    blocked = next(
        draft
        for draft in drafts(desk)
        if any(finding.rule.startswith("politics.") for finding in draft.findings)
    )

    sit_down(keyboard, first)
    assert window.context.member is not None
    assert window.context.member.name == first

    # Every finding is answered, with the reason typed into its card.
    go_to(keyboard, window, blocked.id)
    approve(qtbot, keyboard)
    assert shown(window, desk).approvals == 0
    for _ in blocked.findings:
        keyboard.press("d", "quoted from a leaflet", KEY.Key_Return)
    assert {f.answer.reply for f in queue.draft(desk, blocked.id).findings if f.answer} == {Reply.DISMISSED}
    assert all(finding.answer for finding in queue.draft(desk, blocked.id).findings)
    approve(qtbot, keyboard)

    # Approve, return with a reason, take it back, reject.
    go_to(keyboard, window, clean.id)
    approve(qtbot, keyboard)
    go_to(keyboard, window, other.id)
    keyboard.press("r", "name the source", KEY.Key_Return)
    assert queue.draft(desk, other.id).state is State.RETURNED
    keyboard.press("z")
    assert queue.draft(desk, other.id).state is State.PENDING
    assert shown(window, desk).id == other.id
    keyboard.press("x", "not for this page", KEY.Key_Return)
    assert queue.draft(desk, other.id).state is State.REJECTED

    # An edit is a new version, and what it changed is shown.
    go_to(keyboard, window, third.id)
    keyboard.press("e")
    keyboard.wait_for_window(ComposeDialog)
    assert isinstance(QApplication.focusWidget(), PostEditor)
    keyboard.press(KEY.Key_End, modifier=CTRL)
    keyboard.press(" Ask at the office.")
    keyboard.press(KEY.Key_Return, modifier=CTRL)
    keyboard.wait_for_window(HistoryDialog)
    keyboard.press(KEY.Key_Escape)
    keyboard.wait_for_window(MainWindow)
    edited = queue.draft(desk, third.id)
    assert (edited.versions, edited.version.text) == (2, third.version.text + " Ask at the office.")

    # A second member's approval completes what a team of three needs.
    sit_down(keyboard, second)
    for id_ in (clean.id, blocked.id):
        # What was said of an image has the drafts that hold it too checked again, behind the window.
        qtbot.waitUntil(lambda id_=id_: queue.draft(desk, id_).checks.state is CheckState.DONE)
        qtbot.waitUntil(lambda: not jobs.busy())
        go_to(keyboard, window, id_)
        approve(qtbot, keyboard)
        assert queue.draft(desk, id_).state is State.APPROVED

    # Search stays out of the way of the other keys.
    keyboard.press("/", "axr")
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    keyboard.press(KEY.Key_Escape)
    assert queue.counts(desk)[State.APPROVED] == 2

    # The archive of what was approved, verified without the window.
    out = tmp_path / "archive.zip"
    keyboard.press(KEY.Key_4, modifier=CTRL)
    keyboard.press("e")
    dialog = keyboard.wait_for_window(ExportDialog)
    (place,) = (
        field
        for field in dialog.findChildren(QLineEdit)
        if field.accessibleName() and field.text().endswith(".zip")
    )
    for _ in range(10):
        if QApplication.focusWidget() is place:
            break
        keyboard.press(KEY.Key_Tab)
    keyboard.press("a", modifier=CTRL)
    keyboard.press(str(out))
    keyboard.press(KEY.Key_Return, modifier=CTRL)
    qtbot.waitUntil(out.exists)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert verifying.verify(out, Work(), allow_unsigned=True).ok
    keyboard.press(KEY.Key_Escape)
