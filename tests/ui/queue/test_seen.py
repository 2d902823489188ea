"""A decision counts only for what was on screen: no key is quicker than the eye."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.office import office
from app.services.posts import queue
from app.ui import jobs
from app.ui.context import Context
from app.ui.history.dialog import HistoryDialog
from app.ui.images.image_view import ImageView
from app.ui.post_list.view import DraftList
from app.ui.post_view.post import PostView
from app.ui.queue.page import QueuePage
from app.ui.translation import tr
from app.ui.widgets.seen import PartKind
from tests.helpers.window import Clock, look, look_through
from tests.services.posts import APPEAL, CLEAN, write
from tests.ui.conftest import Approve, Press

OpenPage = Callable[[], QueuePage]
LONG = "\n".join(f"{CLEAN} {n}" for n in range(60))


def at_once(qtbot: QtBot, page: QueuePage, keys: str, clock: Clock, wait: float = 0.05) -> None:
    """Keys in a quick hand: so many seconds between one and the next, on screen all the time."""
    for key in keys:
        qtbot.keyClicks(page.focusWidget(), key)
        for _ in range(3):
            QApplication.processEvents()
        clock.tick(wait)
    qtbot.waitUntil(lambda: not jobs.busy())


def said(page: QueuePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def approvals(desk: Desk, *drafts: int) -> list[int]:
    return [queue.draft(desk, id_).approvals for id_ in drafts]


def test_next_and_approve_in_a_quick_hand_approve_nothing_unseen(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock, approve: Approve
) -> None:
    older, newer = (write(desk, team["Karim"], text).id for text in ("ক", "খ"))
    page = open_page()
    look(clock)
    at_once(qtbot, page, "ja", clock)
    assert approvals(desk, older, newer) == [0, 0]
    assert tr("queue.unseen.new") in said(page)
    approve(page)  # pressed again, after a look
    assert approvals(desk, older, newer) == [0, 1]


def test_what_was_pressed_too_early_is_not_done_later(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock
) -> None:
    draft = write(desk, team["Karim"]).id
    page = open_page()
    at_once(qtbot, page, "aaa", clock)
    clock.tick(5)
    look(clock)
    assert approvals(desk, draft) == [0]


def test_the_mouse_and_a_screen_reader_are_no_quicker(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock, press: Press
) -> None:
    draft = write(desk, team["Karim"]).id
    page = open_page()
    (button,) = (one for one in page.findChildren(QPushButton) if one.text() == tr("queue.approve"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    spoken = QAccessible.queryAccessibleInterface(button).actionInterface()
    spoken.doAction(QAccessibleActionInterface.pressAction())
    qtbot.waitUntil(lambda: not jobs.busy())
    assert approvals(desk, draft) == [0]
    look(clock)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: approvals(desk, draft) == [1])


def test_going_on_and_approving_by_a_screen_readers_actions_approve_nothing_unseen(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock
) -> None:
    first, second = (write(desk, team["Karim"], text).id for text in ("ক", "খ"))
    page = open_page()
    look(clock)
    listed = page.findChild(DraftList)
    (button,) = (one for one in page.findChildren(QPushButton) if one.text() == tr("queue.approve"))
    row = QAccessible.queryAccessibleInterface(listed).child(1)
    assert "খ" in row.text(QAccessible.Text.Name)
    row.actionInterface().doAction(QAccessibleActionInterface.toggleAction())
    assert listed.draft_id == second
    press = QAccessible.queryAccessibleInterface(button).actionInterface()
    for _ in range(3):
        press.doAction(QAccessibleActionInterface.pressAction())
        qtbot.waitUntil(lambda: not jobs.busy())
    assert approvals(desk, first, second) == [0, 0]
    look(clock)
    press.doAction(QAccessibleActionInterface.pressAction())
    qtbot.waitUntil(lambda: approvals(desk, first, second) == [0, 1])


def test_a_long_text_is_read_to_its_end(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock, approve: Approve
) -> None:
    draft = write(desk, team["Karim"], LONG).id
    page = open_page()
    approve(page)
    assert approvals(desk, draft) == [0]
    assert tr("queue.unseen.text") in said(page)
    post = page.findChild(PostView)
    post.verticalScrollBar().setValue(post.verticalScrollBar().maximum())
    approve(page)
    assert approvals(desk, draft) == [0], "what lies between was never shown"
    look_through(page, clock)
    approve(page)
    assert approvals(desk, draft) == [1]


def test_space_leads_through_what_is_left_to_see(
    qtbot: QtBot,
    desk: Desk,
    team: dict[str, int],
    open_page: OpenPage,
    clock: Clock,
    press: Press,
    approve: Approve,
) -> None:
    draft = write(desk, team["Karim"], LONG, images=2).id
    page = open_page()
    views = page.findChildren(ImageView)
    for _ in range(20):
        press(page, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: not jobs.busy())
    look(clock)
    assert {view.drawn for view in views} == {PartKind.PICTURE}
    approve(page)
    assert approvals(desk, draft) == [1]


def test_all_pictures_have_to_be_shown(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock, approve: Approve
) -> None:
    draft = write(desk, team["Karim"], images=3).id
    page = open_page()
    qtbot.waitUntil(lambda: not jobs.busy())
    approve(page)
    assert approvals(desk, draft) == [0]
    assert any(tr("queue.unseen.pictures_many", n=n) in said(page) for n in (2, 3)) or tr(
        "queue.unseen.pictures", n=1
    ) in said(page)
    look_through(page, clock)
    qtbot.waitUntil(lambda: not jobs.busy())
    look_through(page, clock)
    approve(page)
    assert approvals(desk, draft) == [1]


def test_whoever_sits_down_has_seen_nothing_yet(
    qtbot: QtBot,
    desk: Desk,
    team: dict[str, int],
    context: Context,
    open_page: OpenPage,
    clock: Clock,
) -> None:
    draft = write(desk, team["Karim"]).id
    page = open_page()
    look(clock)
    context.set_member(office.member(desk, team["Selina"]))
    at_once(qtbot, page, "a", clock)
    assert approvals(desk, draft) == [0]


def test_a_finding_is_answered_only_once_it_was_read(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock, press: Press
) -> None:
    draft = write(desk, team["Karim"], APPEAL).id
    page = open_page()
    at_once(qtbot, page, "u", clock)
    assert queue.draft(desk, draft).findings[0].answer is None
    assert tr("queue.unseen.new_finding") in said(page) or tr("queue.unseen.findings", n=1) in said(page)
    press(page, "u")
    assert queue.draft(desk, draft).findings[0].answer is not None


def test_a_reason_given_too_early_stays_and_decides_nothing(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock, press: Press
) -> None:
    draft = write(desk, team["Karim"]).id
    page = open_page()
    at_once(qtbot, page, "x", clock)
    at_once(qtbot, page, "u", clock)  # typed
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert queue.draft(desk, draft).state is State.PENDING
    press(page, Qt.Key.Key_Return)
    rejected = queue.draft(desk, draft)
    assert (rejected.state, rejected.decisions[0].reason) == (State.REJECTED, "u")


def test_a_glimpse_before_a_dialog_or_another_post_is_not_enough(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock, approve: Approve
) -> None:
    older, newer = (write(desk, team["Karim"], text).id for text in ("ক", "খ"))
    page = open_page()
    at_once(qtbot, page, "jk", clock)  # both were on screen for a twentieth of a second
    at_once(qtbot, page, "h", clock)
    dialog = page.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    clock.tick(5)
    dialog.close()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    at_once(qtbot, page, "a", clock)
    at_once(qtbot, page, "ja", clock)
    assert approvals(desk, older, newer) == [0, 0]
    approve(page)
    assert approvals(desk, older, newer) == [0, 1]


def test_what_lies_behind_a_dialog_is_not_seen(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock, approve: Approve
) -> None:
    draft = write(desk, team["Karim"]).id
    page = open_page()
    at_once(qtbot, page, "h", clock)
    dialog = page.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    page.update()
    look(clock)
    dialog.close()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    at_once(qtbot, page, "a", clock)
    assert approvals(desk, draft) == [0]
    approve(page)
    assert approvals(desk, draft) == [1]
