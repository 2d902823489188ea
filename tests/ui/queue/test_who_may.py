"""What may not be done is off and says why; what wants a reason says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.office import office
from app.services.posts import queue
from app.ui.context import Context
from app.ui.queue.page import QueuePage
from app.ui.translation import set_language, tr
from tests.helpers.window import Clock, look
from tests.services.posts import APPEAL, write
from tests.ui.conftest import Press

OpenPage = Callable[[], QueuePage]


def said(page: QueuePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def button(page: QueuePage, key: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.isVisible() and one.text() == tr(key))


@pytest.mark.parametrize(("key", "wanted"), [("r", "return"), ("x", "reject")])
def test_a_decision_without_a_reason_says_that_one_is_wanted(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, key: str, wanted: str
) -> None:
    draft = write(desk, team["Jamal"])
    page = open_page()
    press(page, key)
    assert tr(f"queue.wanted.{wanted}") in said(page)
    press(page, "w")
    assert tr(f"queue.wanted.{wanted}") not in said(page)
    press(page, Qt.Key.Key_Backspace, Qt.Key.Key_Return)
    assert tr(f"queue.wanted.{wanted}") in said(page)
    assert queue.draft(desk, draft.id).state is State.PENDING


def test_a_drafter_sees_no_live_button_that_would_be_refused(
    desk: Desk, team: dict[str, int], context: Context, open_page: OpenPage, press: Press, clock: Clock
) -> None:
    write(desk, team["Rahima"], APPEAL)
    jamal = office.member(desk, team["Jamal"])
    assert not jamal.decides
    context.set_member(jamal)
    page = open_page()
    look(clock)
    for key in ("approve", "return", "reject", "uphold", "dismiss.ask"):
        shown = button(page, f"queue.{key}")
        assert not shown.isEnabled(), key
        assert tr("queue.drafter") in (shown.toolTip(), shown.accessibleDescription()), key
    for key in ("r", "x", "u", "d"):
        press(page, key)
        assert tr("queue.drafter") in said(page)
    set_language("bn")
    look(clock)
    assert button(page, "queue.return").toolTip() == tr("queue.drafter")
    assert button(page, "queue.uphold").toolTip() == tr("queue.drafter")
    set_language("en")
    context.set_member(office.member(desk, team["Rahima"]))
    look(clock)
    assert all(button(page, f"queue.{key}").isEnabled() for key in ("return", "reject", "uphold"))
