"""Z takes back one decision after another and says which; what is offered belongs to its post."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.base.secret import Secret
from app.services.posts import queue
from app.ui.main_window import MainWindow
from app.ui.messages import Message
from app.ui.queue.page import QueuePage
from app.ui.shell.toasts import Toasts
from app.ui.translation import tr
from tests.services import seconded
from tests.services.posts import write
from tests.ui.conftest import Approve, Open, Press

OpenPage = Callable[[], QueuePage]


def states(desk: Desk, drafts: list[int]) -> list[State]:
    return [queue.draft(desk, id_).state for id_ in drafts]


def decide_all(page: QueuePage, press: Press, approve: Approve, drafts: list[int]) -> None:
    """The first approved, the second rejected, the third returned."""
    page.open_draft(drafts[0])
    approve(page)
    for id_, key in zip(drafts[1:], "xr", strict=True):
        page.open_draft(id_)
        press(page, key, "unfit", Qt.Key.Key_Return)


def test_several_decisions_are_taken_back_newest_first(
    desk: Desk,
    team: dict[str, int],
    open_page: OpenPage,
    press: Press,
    approve: Approve,
    messages: list[Message],
) -> None:
    drafts = [write(desk, team["Karim"], text).id for text in ("ক খ", "গ ঘ", "চ ছ")]
    page = open_page()
    decide_all(page, press, approve, drafts)
    assert states(desk, drafts) == [State.PENDING, State.REJECTED, State.RETURNED]
    told = []
    for _ in drafts:
        press(page, "z")
        told.append(messages[-1].text)
    assert states(desk, drafts) == [State.PENDING] * 3
    assert [queue.draft(desk, id_).approvals for id_ in drafts] == [0, 0, 0]
    names = [
        tr("queue.done.post_name", id=id_, words=words)
        for id_, words in zip(reversed(drafts), ("চ ছ", "গ ঘ", "ক খ"), strict=True)
    ]
    expected = [tr("queue.done.undone", post=name) for name in names]
    assert [text[: len(start)] for text, start in zip(told, expected, strict=True)] == expected
    press(page, "z")
    assert messages[-1].text == tr("queue.done.nothing_to_undo")


def test_an_offer_takes_back_the_decision_it_stands_for(
    desk: Desk,
    team: dict[str, int],
    open_page: OpenPage,
    press: Press,
    approve: Approve,
    messages: list[Message],
) -> None:
    drafts = [write(desk, team["Karim"], text).id for text in ("ক", "খ", "গ")]
    page = open_page()
    decide_all(page, press, approve, drafts)
    (rejected,) = (one for one in messages if one.text.startswith(tr("queue.done.rejected")))
    assert rejected.action is not None
    rejected.action[1]()
    assert states(desk, drafts) == [State.PENDING, State.PENDING, State.RETURNED]
    assert tr("queue.done.post_name", id=drafts[1], words="খ") in messages[-1].text


def test_a_locked_window_offers_nothing(
    desk: Desk, team: dict[str, int], open_main: Open, window: MainWindow, press: Press
) -> None:
    seconded.set_first(desk, team["Rahima"], Secret("a long passphrase for Rahima"))
    draft = write(desk, team["Karim"]).id
    window.context.drafts_changed.emit()
    press(window, "x", "unfit", Qt.Key.Key_Return)
    toasts = window.findChild(Toasts)
    assert [one.text() for one in toasts.findChildren(QPushButton) if one.isVisible()] == [
        tr("queue.undo"),
        "",
    ]
    window.lock()
    assert window.locked
    assert toasts.texts() == []
    press(window, "z")
    assert queue.draft(desk, draft).state is State.REJECTED
