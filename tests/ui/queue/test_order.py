"""The list's order: it stands still while one works, and one menu changes and keeps it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.base.enums import Order
from app.services.posts import review
from app.ui.context import Context
from app.ui.post_list.head import ListHead
from app.ui.post_list.model import ROW
from app.ui.post_list.view import DraftList
from app.ui.queue.page import QueuePage
from app.ui.translation import tr
from tests.services.posts import APPEAL, write
from tests.ui.conftest import Press

OpenPage = Callable[[], QueuePage]


def listed(page: QueuePage) -> list[int]:
    model = page.findChild(DraftList).model()
    return [model.index(place, 0).data(ROW).id for place in range(model.rowCount())]


def choose(page: QueuePage, said: str) -> None:
    """Open the menu of the list and choose from it."""
    head = page.findChild(ListHead)
    head._menu.aboutToShow.emit()
    action = next(found for found in head._menu.findChildren(QAction) if found.text() == said)
    action.trigger()


def test_new_posts_stand_at_the_end_until_they_are_wanted_in_their_places(
    qtbot: QtBot, desk: Desk, team: dict[str, int], context: Context, open_page: OpenPage
) -> None:
    first, second = (write(desk, team["Karim"], text).id for text in ("ক", "খ"))
    page = open_page()
    choose(page, tr("queue.order.newest"))
    assert listed(page) == [second, first]
    third = write(desk, team["Karim"], "গ").id
    context.drafts_changed.emit()
    assert listed(page) == [second, first, third]
    (new,) = (one for one in page.findChildren(QPushButton) if one.text() == tr("queue.list_head.new", n=1))
    qtbot.mouseClick(new, Qt.MouseButton.LeftButton)
    assert listed(page) == [third, second, first]
    assert not new.isVisible()


def test_a_draft_that_comes_back_finds_its_place_again(
    desk: Desk, team: dict[str, int], context: Context, open_page: OpenPage
) -> None:
    drafts = [write(desk, team["Karim"], text).id for text in ("ক", "খ", "গ")]
    page = open_page()
    review.reject(desk, drafts[0], "এখন নয়", team["Rahima"])
    context.drafts_changed.emit()
    assert listed(page) == drafts[1:]
    review.undo(desk, drafts[0], team["Rahima"])
    context.drafts_changed.emit()
    assert listed(page) == drafts


def test_an_order_is_kept_for_the_desk_when_asked(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    clean, blocked = (write(desk, team["Karim"], text).id for text in ("ক", APPEAL))
    page = open_page()
    choose(page, tr("queue.order.gravest"))
    assert listed(page) == [blocked, clean]
    assert desk_settings.get(desk, "queue_order") == ""
    choose(page, tr("queue.list_head.keep"))
    assert listed(open_page()) == [blocked, clean]
    choose(page, tr("queue.list_head.keep"))
    assert desk_settings.get(desk, "queue_order") == Order.DUE
