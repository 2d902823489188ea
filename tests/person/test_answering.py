"""A morning of answers by keys alone: many pasted at once, written from a saved reply, approved, recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import PURPOSES, ResponseState, Role, State
from app.services.office.office import members, set_up
from app.services.office.views import AccountForm, MemberForm, OfficeForm
from app.services.posts import queue
from app.services.record.audit import audit
from app.services.responses import listing, register, saved_replies
from app.services.responses.listing import ShowResponses, WantedResponses
from app.ui import jobs
from app.ui.main_window import MainWindow
from app.ui.responses.ask_dialog import AnsweredDialog
from app.ui.responses.entry_dialog import PasteDialog
from app.ui.responses.list_view import ResponseList
from app.work import Work
from tests.helpers.window import Clock, close_window, open_window, shown_texts
from tests.person.keyboard import CTRL, Keyboard

pytestmark = pytest.mark.window
KEY = Qt.Key
ASKED = "করিম\nভর্তির ফরম কোথায় পাব?\n\nরহিমা\nফরম কত টাকা?\n\nনাজমা\nকবে শেষ দিন?"
ROOM = "203"
KEYS = 7  # of an answer from a saved reply to where it stands, beside the room and the address typed


class Counting(Keyboard):
    """Counts the keys that are commands, not what is typed into a field."""

    def __init__(self, qtbot: QtBot, clock: Clock) -> None:
        super().__init__(qtbot, clock)
        self.keys = 0

    def press(
        self, *keys: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.keys += sum(not isinstance(key, str) or len(key) == 1 for key in keys)
        super().press(*keys, modifier=modifier)


@pytest.fixture
def me(desk: Desk) -> int:
    """The one moderator of an office with one page, which answers by a saved reply."""
    page = AccountForm("facebook", "sample_upeo", "নমুনা শিক্ষা অফিস", purposes=PURPOSES)
    set_up(
        desk,
        OfficeForm(
            name_bn="নমুনা উপজেলা শিক্ষা অফিস",
            name_en="Sample Upazila Education Office",
            members=(MemberForm("Rahima", Role.MODERATOR),),
            accounts=(page,),
        ),
    )
    (only,) = members(desk)
    saved_replies.save(desk, "Form", "ফরম দপ্তরের {কক্ষ} নম্বর কক্ষে বিনামূল্যে পাওয়া যায়।", only.id)
    return only.id


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, me: int, clock: Clock) -> Iterator[MainWindow]:
    window = open_window(qtbot, desk, clock=clock)
    yield window
    close_window(window)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keyboard(qtbot: QtBot, clock: Clock) -> Counting:
    return Counting(qtbot, clock)


def settle(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not jobs.busy())
    QApplication.processEvents()


def test_a_morning_of_answers_by_keys_alone(
    qtbot: QtBot, desk: Desk, window: MainWindow, keyboard: Counting
) -> None:
    keyboard.press(KEY.Key_3, modifier=CTRL)
    settle(qtbot)

    # Many at a time: the clipboard goes in, the first lines are names, Ctrl+Return.
    QApplication.clipboard().setText(ASKED)
    keyboard.press(KEY.Key_V, modifier=CTRL)
    dialog = keyboard.wait_for_window(PasteDialog)
    assert isinstance(dialog, PasteDialog)
    keyboard.press(KEY.Key_Tab, KEY.Key_Space)
    keyboard.press(KEY.Key_Return, modifier=CTRL)
    keyboard.wait_for_window(MainWindow)
    waiting = listing.responses(desk, WantedResponses())
    assert {one.author for one in waiting} == {"করিম", "রহিমা", "নাজমা"}
    listed = window.findChild(ResponseList)
    assert listed.hasFocus()

    took = []
    for number in range(len(waiting)):
        before = keyboard.keys
        _answer(qtbot, desk, window, keyboard, f"https://example.org/c/{number}", hurried=number == 0)
        took.append(keyboard.keys - before)
    everything = listing.responses(desk, WantedResponses(ShowResponses.ALL))
    assert {one.state for one in everything} == {ResponseState.ANSWERED}
    assert took[1:] == [KEYS, KEYS]
    assert audit(desk, Work()).problems == ()


def _answer(
    qtbot: QtBot, desk: Desk, window: MainWindow, keyboard: Counting, url: str, *, hurried: bool
) -> None:
    """The response on screen from a saved reply to where its answer stands; `hurried` forgets the room."""
    keyboard.press("y")
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    keyboard.press(KEY.Key_Down, KEY.Key_Return)
    if hurried:
        keyboard.press(KEY.Key_Return, modifier=CTRL)
        settle(qtbot)
        keyboard.press("a")
        settle(qtbot)
        (id_,) = queue.ids(desk, State.PENDING)
        assert queue.draft(desk, id_).approvals == 0
        assert any("1 place" in text for _, text in shown_texts(window)), "why it is not approved"
        keyboard.press("e", KEY.Key_Tab)
    keyboard.press(ROOM)
    keyboard.press(KEY.Key_Return, modifier=CTRL)
    settle(qtbot)
    (id_,) = queue.ids(desk, State.PENDING)
    assert ROOM in queue.draft(desk, id_).version.text
    keyboard.press("a")
    settle(qtbot)
    assert queue.draft(desk, id_).state is State.APPROVED, queue.draft(desk, id_).findings
    keyboard.press("p")
    keyboard.wait_for_window(AnsweredDialog)
    keyboard.press(url, KEY.Key_Return)
    keyboard.wait_for_window(MainWindow)
    settle(qtbot)
    (answered,) = [
        one for one in listing.responses(desk, WantedResponses(ShowResponses.ALL)) if one.answer_url == url
    ]
    found = register.response(desk, answered.id)
    assert found.answered_at is not None
    assert abs((datetime.now(UTC) - found.answered_at).total_seconds()) < 600
