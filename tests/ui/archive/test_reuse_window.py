"""The archive's list narrowed and kept as a search, a post used again, and the images' view, by keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts import publication, queue, review
from app.services.posts.saved_searches import saved_searches
from app.ui.archive.filters import Filters
from app.ui.archive.search_more import SaveSearchDialog, SearchDialog
from app.ui.history.reuse_dialog import ReuseDialog
from app.ui.main_window import MainWindow
from app.ui.media.view import MediaView
from app.ui.translation import tr
from tests.helpers.window import shown_texts
from tests.services.posts import write


def says(root: QWidget, sentence: str) -> bool:
    return any(sentence in text for _, text in shown_texts(root))


def listed(page: QWidget) -> QListView:
    return next(one for one in page.findChildren(QListView) if one.accessibleName() == tr("archive.list"))


@pytest.fixture
def posts(desk: Desk, team: dict[str, int]) -> list[int]:
    made = []
    for text, images in (("মেলা হবে।", 1), ("ভূমি সেবা সপ্তাহ।", 0)):
        draft = write(desk, team["Jamal"], text, images=images)
        for name in ("Rahima", "Karim"):
            review.approve(desk, draft.id, draft.version.digest, team[name])
        made.append(draft.id)
    review.mark_important(desk, made[0], True, team["Karim"])
    publication.publish(desk, made[0], "facebook.com/sample/1", datetime.now(UTC), team["Rahima"])
    return made


def test_a_search_is_narrowed_and_kept_and_its_post_used_again(
    qtbot: QtBot, desk: Desk, posts: list[int], window: MainWindow
) -> None:
    window.show_page("archive")
    page = window.page
    qtbot.waitUntil(lambda: listed(page).model().rowCount() == 2)
    filters = page.findChild(Filters)
    assert filters is not None
    filters.narrow()
    form = window.findChild(SearchDialog)
    assert form is not None
    form.important.setChecked(True)
    form.person.line.setText("karim")
    form.submit()
    qtbot.waitUntil(lambda: listed(page).model().rowCount() == 1)
    assert says(page, tr("search_more.offer_n", n=2))
    filters.keep_search()
    keep = window.findChild(SaveSearchDialog)
    assert keep is not None
    keep.name.line.setText("Important ones")
    keep.submit()
    qtbot.waitUntil(lambda: "Important ones" in saved_searches(desk))
    qtbot.waitUntil(lambda: window.findChild(SaveSearchDialog) is None)
    next(one for one in page.commands if one.key == "reuse.title").run()
    again = window.findChild(ReuseDialog)
    assert again is not None
    again.submit()
    assert says(again, tr("error.review.reason_missing")), "it went out today"
    again.reason.line.setText("the date has changed")
    again.submit()
    qtbot.waitUntil(lambda: queue.counts(desk)[State.PENDING] == 1)
    [made] = queue.ids(desk, State.PENDING)
    assert queue.draft(desk, made).version.text == "মেলা হবে।"


def test_images_are_shown_once_with_the_posts_they_stood_in(
    qtbot: QtBot, posts: list[int], window: MainWindow
) -> None:
    window.context.open_archive_view("media")
    view = window.page.findChild(MediaView)
    assert view is not None
    qtbot.waitUntil(lambda: view.grid.count() == 1)
    assert says(view, tr("media.approved"))
    assert says(view, "মেলা হবে।")
    qtbot.waitUntil(lambda: not view.grid.item(0).icon().isNull())
