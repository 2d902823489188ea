"""A quorum of two among three, walked in the real window by keyboard: every way round it is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from app.models.tables import Event
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.base.secret import Secret
from app.services.posts import queue
from app.services.record.audit import audit
from app.ui import jobs
from app.ui.main_window import MainWindow
from app.ui.post_list.view import DraftList
from app.ui.sign_in.lock_page import LockPage
from app.work import Work
from tests.helpers.window import Clock, close_window, look, open_window
from tests.person.keyboard import CTRL, Keyboard
from tests.services import seconded
from tests.services.posts import CLEAN, write

pytestmark = pytest.mark.window
KEY = Qt.Key
WORDS = {"Selina": "boat river mango evening", "Rahima": "seven lanterns near the ghat"}


class Desk3:
    """The window of a team of three with a drafter, and what a person can do at its keyboard."""

    def __init__(self, qtbot: QtBot, desk: Desk, window: MainWindow, clock: Clock) -> None:
        self.desk, self.window = desk, window
        self._qtbot, self._clock = qtbot, clock
        self._keyboard = Keyboard(qtbot, clock)

    def sit_down(self, name: str) -> None:
        """Ctrl+M, and the member from the menu."""
        self._keyboard.choose_in_menu(KEY.Key_M, name)

    def sign_in(self, name: str, words: str) -> None:
        """On the lock page: who, and a passphrase typed where there is a field for one."""
        page = self.window.findChild(LockPage)
        [who] = page.findChildren(QComboBox)
        place = next(n for n in range(who.count()) if who.itemText(n).startswith(name))
        for _ in range(who.count()):
            step = place - who.currentIndex()
            if step:
                who.setFocus()  # one that has a passphrase takes the keys to its field
                self._keyboard.press(KEY.Key_Down if step > 0 else KEY.Key_Up)
        if QApplication.focusWidget() is not who:  # else nothing is asked of this one
            self._keyboard.press(words)
        self._keyboard.press(KEY.Key_Return)
        self._settle()

    def approve(self, draft_id: int) -> int:
        """Go to the draft, look at all of it, press A; how many approvals count then."""
        self._keyboard.press("k" * 3)
        listed = self.window.findChild(DraftList)
        while listed.draft_id != draft_id:
            self._keyboard.press("j")
        self._settle()
        self._keyboard.press("a")
        self._settle()
        return queue.draft(self.desk, draft_id).approvals

    def press(self, *keys: str | Qt.Key) -> None:
        self._keyboard.press(*keys)
        self._settle()

    def lock(self) -> None:
        self._keyboard.press(KEY.Key_L, modifier=CTRL)

    def _settle(self) -> None:
        self._qtbot.waitUntil(lambda: not jobs.busy())
        look(self._clock)


def opened(qtbot: QtBot, desk: Desk) -> Iterator[Desk3]:
    clock = Clock()
    window = open_window(qtbot, desk, clock=clock)
    yield Desk3(qtbot, desk, window, clock)
    close_window(window)


@pytest.fixture
def posts(desk: Desk, team: dict[str, int]) -> tuple[int, int]:
    """One by Jamal, the drafter, and one by Karim, a moderator. Rahima sat at the desk last."""
    desk_settings.set_(desk, "member", str(team["Rahima"]))
    return write(desk, team["Jamal"]).id, write(desk, team["Karim"], f"{CLEAN} দুই").id


@pytest.fixture
def walk(qtbot: QtBot, desk: Desk, posts: tuple[int, int]) -> Iterator[Desk3]:
    yield from opened(qtbot, desk)


@pytest.fixture
def signed(qtbot: QtBot, desk: Desk, posts: tuple[int, int], team: dict[str, int]) -> Iterator[Desk3]:
    """The same once Selina and Rahima have passphrases; Karim and Jamal have none."""
    for name, words in WORDS.items():
        seconded.set_first(desk, team[name], Secret(words))
    yield from opened(qtbot, desk)


def decided_by(desk: Desk) -> list[str]:
    with desk.store.read():
        events = Event.select().where(Event.kind == "draft.decided").order_by(Event.id)
        return [event.member_name for event in events]


def tried(desk: Desk) -> list[tuple[str, int | None, str]]:
    with desk.store.read():
        events = Event.select().where(Event.kind == "attempt.refused").order_by(Event.id)
        return [(event.body["name"], event.draft, event.body["about"]) for event in events]


def test_without_passphrases_two_of_three_are_needed(desk: Desk, posts: tuple[int, int], walk: Desk3) -> None:
    jamals, karims = posts
    assert walk.approve(jamals) == 1
    assert walk.approve(jamals) == 1, "nobody approves twice"
    walk.sit_down("Jamal")
    assert walk.approve(jamals) == 1, "a drafter approves nothing"
    walk.sit_down("Karim")
    assert walk.approve(karims) == 0, "nor anybody their own"
    walk.sit_down("Rahima")
    assert walk.approve(karims) == 1
    assert queue.draft(desk, karims).state is State.PENDING
    walk.sit_down("Selina")
    walk.approve(jamals)
    walk.press("z")
    assert queue.draft(desk, jamals).state is State.PENDING, "taken back, the quorum is open again"
    assert walk.approve(jamals) == 2
    assert queue.draft(desk, jamals).state is State.APPROVED
    assert decided_by(desk) == ["Rahima", "Rahima", "Selina", "Selina"], "what was refused decided nothing"
    assert tried(desk) == [("Jamal", jamals, "role"), ("Karim", karims, "own")]
    assert audit(desk, Work()).ok


def test_with_passphrases_nobody_is_their_own_second(
    desk: Desk, posts: tuple[int, int], signed: Desk3
) -> None:
    jamals, karims = posts
    window = signed.window
    assert window.locked
    signed.sign_in("Karim", "karim karim karim karim")
    assert window.locked, "one without a passphrase is not claimed by who happens to sit there"
    signed.sign_in("Rahima", WORDS["Selina"])
    assert window.locked, "nor is a colleague's passphrase one's own"
    signed.press(KEY.Key_Escape)
    signed.sign_in("Rahima", WORDS["Rahima"])
    assert window.at_work
    assert signed.approve(jamals) == 1
    assert signed.approve(jamals) == 1
    signed.sit_down("Karim")
    assert window.locked
    for colleague in ("Karim", "Jamal"):
        signed.sign_in(colleague, WORDS["Rahima"])
        assert window.locked
    signed.sign_in("Rahima", WORDS["Rahima"])
    assert queue.draft(desk, jamals).state is State.PENDING
    signed.lock()
    signed.sign_in("Selina", WORDS["Selina"])
    assert signed.approve(jamals) == 2
    assert queue.draft(desk, jamals).state is State.APPROVED
    assert signed.approve(karims) == 1
    assert decided_by(desk) == ["Rahima", "Selina", "Selina"]
    assert tried(desk) == [("Rahima", None, "passphrase")], "once: the same again says nothing new"
    assert audit(desk, Work()).ok
