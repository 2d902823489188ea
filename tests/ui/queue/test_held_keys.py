"""A key that is held down answers and decides once, and writes no reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts import queue
from app.ui.queue.page import QueuePage
from tests.services.posts import APPEAL, write
from tests.ui.conftest import Press

OpenPage = Callable[[], QueuePage]


def repeat(page: QueuePage, key: Qt.Key, text: str, times: int = 5) -> None:
    """What a key that is still down sends to the focus."""
    for _ in range(times):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, True)
        QApplication.sendEvent(page.focusWidget(), event)
    QApplication.processEvents()


def typed(page: QueuePage) -> str:
    field = page.focusWidget()
    assert isinstance(field, QLineEdit)
    return field.text()


def test_the_key_that_asks_for_a_reason_writes_none(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    write(desk, team["Karim"], APPEAL)
    page = open_page()
    press(page, "r")
    repeat(page, Qt.Key.Key_R, "r")
    assert typed(page) == ""
    press(page, Qt.Key.Key_Escape, "1", "d")
    repeat(page, Qt.Key.Key_D, "d")
    assert typed(page) == ""
    press(page, "see")
    repeat(page, Qt.Key.Key_E, "e", 2)
    assert typed(page) == "seeee"


def test_a_held_enter_confirms_nothing(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"])
    page = open_page()
    press(page, "x", "unfit")
    repeat(page, Qt.Key.Key_Return, "\r")
    assert queue.draft(desk, draft.id).state is State.PENDING
    press(page, Qt.Key.Key_Return)
    assert queue.draft(desk, draft.id).state is State.REJECTED
