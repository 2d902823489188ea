"""Approving reads every attachment, so it is done behind the window: one at a time, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts import intake, queue, review
from app.ui import jobs
from app.ui.messages import Message
from app.ui.post_view.post_text import PostText
from app.ui.queue.page import QueuePage
from app.ui.translation import tr
from tests.helpers.patience import PATIENCE
from tests.services.posts import form, write
from tests.ui.conftest import Press

OpenPage = Callable[[], QueuePage]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Approving takes as long as this is closed, as it does over large clips on a slow disk."""
    opened, approve = Event(), review.approve

    def slowly(desk: Desk, draft_id: int, digest: str, by: int) -> State:
        opened.wait(PATIENCE)
        return approve(desk, draft_id, digest, by)

    monkeypatch.setattr(review, "approve", slowly)
    yield opened
    opened.set()


def text_of(page: QueuePage) -> str:
    post = page.findChild(PostText)
    assert isinstance(post, PostText)
    return post.toPlainText()


def button(page: QueuePage, key: str) -> QPushButton | None:
    texts = (tr(key),)
    return next(
        (one for one in page.findChildren(QPushButton) if one.isVisible() and one.text() in texts), None
    )


def test_a_long_approval_is_shown_and_nothing_is_decided_meanwhile(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, gate: Event
) -> None:
    older, newer = (write(desk, team["Karim"], text) for text in ("প্রথম।", "দ্বিতীয়।"))
    page = open_page()
    press(page, "a")
    qtbot.waitUntil(lambda: button(page, "queue.approving") is not None)
    for key in ("queue.approving", "queue.return", "queue.reject"):
        shown = button(page, key)
        assert shown is not None
        assert not shown.isEnabled()
    press(page, "a", "r", "x")
    assert page.focusWidget() is not None
    assert text_of(page) == "প্রথম।"
    gate.set()
    qtbot.waitUntil(lambda: text_of(page) == "দ্বিতীয়।" and not jobs.busy())
    assert [queue.draft(desk, one.id).approvals for one in (older, newer)] == [1, 0]
    for key in ("queue.approve", "queue.return", "queue.reject"):
        shown = button(page, key)
        assert shown is not None
        assert shown.isEnabled()


def test_whoever_went_elsewhere_meanwhile_stays_there(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, gate: Event
) -> None:
    oldest, middle, _ = (write(desk, team["Karim"], text) for text in ("ক", "খ", "গ"))
    page = open_page()
    press(page, "a", "j")
    assert text_of(page) == "খ"
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert queue.draft(desk, oldest.id).approvals == 1
    assert text_of(page) == "খ"
    assert queue.draft(desk, middle.id).approvals == 0


def test_an_approval_takes_no_keys_from_what_was_begun_meanwhile(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, gate: Event
) -> None:
    for text in ("প্রথম।", "দ্বিতীয়।"):
        write(desk, team["Karim"], text)
    page = open_page()
    press(page, "a", "/")
    search = page.focusWidget()
    assert isinstance(search, QLineEdit)
    gate.set()
    qtbot.waitUntil(lambda: text_of(page) == "দ্বিতীয়।" and not jobs.busy())
    assert page.focusWidget() is search


def test_what_was_changed_meanwhile_is_not_approved(
    qtbot: QtBot,
    desk: Desk,
    team: dict[str, int],
    open_page: OpenPage,
    press: Press,
    gate: Event,
    messages: list[Message],
) -> None:
    draft = write(desk, team["Karim"])
    page = open_page()
    press(page, "a")
    intake.revise(desk, draft.id, form("অন্য লেখা।"), team["Karim"])
    gate.set()
    qtbot.waitUntil(lambda: [one.text for one in messages] == [tr("error.review.changed_meanwhile")])
    qtbot.waitUntil(lambda: not jobs.busy())
    assert queue.draft(desk, draft.id).approvals == 0
    assert text_of(page) == "অন্য লেখা।"
    shown = button(page, "queue.approve")
    assert shown is not None
    assert shown.isEnabled()


def test_an_approval_is_taken_back_with_one_key(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, messages: list[Message]
) -> None:
    draft = write(desk, team["Karim"])
    page = open_page()
    press(page, "a")
    qtbot.waitUntil(lambda: bool(messages))
    assert messages[0].seconds == review.UNDO_SECONDS
    press(page, "z")
    assert queue.draft(desk, draft.id).approvals == 0
    assert [one.void_reason for one in queue.draft(desk, draft.id).decisions] == ["undone"]


def test_enter_in_the_reason_returns_and_never_rejects(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    second, first = (write(desk, team["Karim"], text) for text in ("ক", "খ"))
    page = open_page()
    press(page, "r", Qt.Key.Key_Escape)
    press(page, "x", Qt.Key.Key_Escape)  # thought better of rejecting
    field = page._bar._reason.field
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    press(page, "the source is missing", Qt.Key.Key_Return)
    assert queue.draft(desk, second.id).state is State.RETURNED
    press(page, "x", "j", Qt.Key.Key_Escape)
    field.setFocus()
    field.clear()
    press(page, Qt.Key.Key_Return)
    assert queue.draft(desk, first.id).state is State.PENDING, "no reason, no decision"
    press(page, "wrong picture", Qt.Key.Key_Return)
    assert queue.draft(desk, first.id).state is State.RETURNED


def test_asking_to_reject_one_post_does_not_reject_the_next(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    second, first = (write(desk, team["Karim"], text) for text in ("ক", "খ"))
    page = open_page()
    press(page, "x")  # a reason is asked for
    page.open_draft(first.id)
    page._bar._reason.setFocus()
    press(page, "the source is missing", Qt.Key.Key_Return)
    assert queue.draft(desk, first.id).state is State.RETURNED
    assert queue.draft(desk, second.id).state is State.PENDING
