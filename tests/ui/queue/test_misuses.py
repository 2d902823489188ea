"""The window misused: by a quick or a clumsy hand, out of sight, behind something, by command meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts import intake, publication, queue, review
from app.ui import jobs
from app.ui.queue.page import QueuePage
from app.ui.translation import tr
from tests.helpers.window import Clock, look
from tests.services.posts import CLEAN, form, write
from tests.ui.conftest import Approve, Press

OpenPage = Callable[[], QueuePage]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def drafts(desk: Desk, team: dict[str, int]) -> list[int]:
    return [write(desk, team["Karim"], f"{CLEAN} {n}").id for n in range(3)]


def approvals(desk: Desk, drafts: list[int]) -> list[int]:
    return [queue.draft(desk, id_).approvals for id_ in drafts]


def approve_button(page: QueuePage) -> QPushButton:
    (button,) = (one for one in page.findChildren(QPushButton) if one.text() == tr("queue.approve"))
    return button


def press_aloud(qtbot: QtBot, button: QPushButton) -> None:
    """As a screen reader does, wherever the window is."""
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    spoken = QAccessible.queryAccessibleInterface(button).actionInterface()
    spoken.doAction(QAccessibleActionInterface.pressAction())
    qtbot.waitUntil(lambda: bool(pressed))  # it goes down first, and up a moment later


def settle(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not jobs.busy())
    QApplication.processEvents()


def test_a_double_click_approves_one_post(
    qtbot: QtBot, desk: Desk, drafts: list[int], open_page: OpenPage, clock: Clock
) -> None:
    page = open_page()
    look(clock)
    button = approve_button(page)
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
        settle(qtbot)
        clock.tick(0.2)
    assert sum(approvals(desk, drafts)) == 1


def test_a_macro_of_the_keys_approves_nothing_that_was_not_looked_at(
    qtbot: QtBot, desk: Desk, drafts: list[int], open_page: OpenPage, clock: Clock
) -> None:
    page = open_page()
    QTest.keyClicks(page.focusWidget(), "jajajakakaka")
    settle(qtbot)
    clock.tick(5)
    settle(qtbot)
    assert approvals(desk, drafts) == [0, 0, 0]


def test_what_was_minimised_at_once_is_not_seen(
    qtbot: QtBot, desk: Desk, drafts: list[int], open_page: OpenPage, clock: Clock
) -> None:
    page = open_page()
    page.showMinimized()
    look(clock)
    look(clock)
    press_aloud(qtbot, approve_button(page))
    settle(qtbot)
    assert approvals(desk, drafts) == [0, 0, 0]


def test_what_lies_off_the_screen_is_not_seen(
    qtbot: QtBot, desk: Desk, drafts: list[int], open_page: OpenPage, clock: Clock
) -> None:
    page = open_page()
    page.move(page.screen().geometry().right() - 40, 100)
    QApplication.processEvents()
    page.open_draft(drafts[1])
    look(clock)
    look(clock)
    press_aloud(qtbot, approve_button(page))
    settle(qtbot)
    assert approvals(desk, drafts) == [0, 0, 0]


def test_in_a_window_of_one_pixel_nothing_is_seen(
    qtbot: QtBot, desk: Desk, drafts: list[int], open_page: OpenPage, clock: Clock
) -> None:
    page = open_page()
    page.setMinimumSize(1, 1)
    page.setFixedSize(1, 1)
    QApplication.processEvents()
    page.open_draft(drafts[1])
    look(clock)
    look(clock)
    press_aloud(qtbot, approve_button(page))
    settle(qtbot)
    assert approvals(desk, drafts) == [0, 0, 0]


@pytest.mark.qt_log_level_fail("CRITICAL")  # without a display Qt complains of what a popup asks for
@pytest.mark.parametrize("kind", [Qt.WindowType.Popup, Qt.WindowType.Dialog])
def test_what_lies_under_a_menu_or_half_under_a_dialog_is_not_seen(
    qtbot: QtBot, desk: Desk, drafts: list[int], open_page: OpenPage, clock: Clock, kind: Qt.WindowType
) -> None:
    page = open_page()
    cover = QWidget(page, kind)
    cover.setGeometry(QRect(page.mapToGlobal(QPoint(300, 80)), QSize(500, 300)))
    cover.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.open_draft(drafts[1])
    look(clock)
    look(clock)
    press_aloud(qtbot, approve_button(page))
    settle(qtbot)
    assert approvals(desk, drafts) == [0, 0, 0]
    cover.close()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.wait(400)  # nothing is painted where a compositor keeps what was covered
    look(clock)
    press_aloud(qtbot, approve_button(page))
    qtbot.waitUntil(lambda: approvals(desk, drafts) == [0, 1, 0])


def test_alt_with_a_letter_decides_nothing(
    qtbot: QtBot, desk: Desk, drafts: list[int], open_page: OpenPage, clock: Clock
) -> None:
    page = open_page()
    look(clock)
    for key in (Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_X, Qt.Key.Key_Z, Qt.Key.Key_Alt):
        QTest.keyClick(page.focusWidget() or page, key, ALT)
        settle(qtbot)
    assert approvals(desk, drafts) == [0, 0, 0]
    assert {queue.draft(desk, id_).state for id_ in drafts} == {State.PENDING}


def test_what_a_command_changed_is_not_approved_as_it_was_shown(
    qtbot: QtBot, desk: Desk, team: dict[str, int], drafts: list[int], open_page: OpenPage, clock: Clock
) -> None:
    page = open_page()
    page.open_draft(drafts[0])
    look(clock)
    intake.revise(desk, drafts[0], form("অন্য কথা।"), team["Karim"])  # as `anumodon` in a terminal does
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_A)
    settle(qtbot)
    assert approvals(desk, drafts) == [0, 0, 0]


def test_a_published_post_is_not_taken_back_by_the_key(
    qtbot: QtBot,
    desk: Desk,
    team: dict[str, int],
    drafts: list[int],
    open_page: OpenPage,
    approve: Approve,
    press: Press,
) -> None:
    review.approve(desk, drafts[0], queue.draft(desk, drafts[0]).version.digest, team["Selina"])
    page = open_page()
    page.open_draft(drafts[0])
    approve(page)
    assert queue.draft(desk, drafts[0]).state is State.APPROVED
    publication.publish(
        desk, drafts[0], "https://www.facebook.com/u/posts/1", datetime.now(UTC), team["Rahima"]
    )
    press(page, "z")
    after = queue.draft(desk, drafts[0])
    assert (after.state, after.approvals) == (State.PUBLISHED, 2)
