"""A list of more posts than anybody looks through shows the newest, says so, and opens an older one too."""

from __future__ import annotations

import pytest

from app.services.base.desk import Desk
from app.services.base.enums import Show
from app.services.posts import review
from app.ui.queue import listing
from app.ui.queue.page import QueuePage
from app.ui.translation import tr
from app.ui.widgets import Label
from tests.services.posts import write
from tests.ui.queue.test_order import OpenPage, listed


def hint(page: QueuePage) -> Label:
    return next(label for label in page.findChildren(Label) if label.text() == tr("queue.more", n=2))


@pytest.fixture
def rejected(desk: Desk, team: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Four rejected drafts and one that waits; the window lists two of those that are over."""
    monkeypatch.setattr(listing, "MOST_OVER", 2)
    me = team["Karim"]
    drafts = [write(desk, me).id for _ in range(5)]
    for draft in drafts[:4]:
        review.reject(desk, draft, "উৎস নেই", me)
    return drafts[:4]


def test_the_newest_are_listed_and_it_is_said_that_there_are_more(
    rejected: list[int], open_page: OpenPage
) -> None:
    page = open_page()
    assert not hint(page).isVisibleTo(page)
    page._top.choose(Show.REJECTED)
    page.arrange()
    assert listed(page) == [rejected[3], rejected[2]]
    assert hint(page).isVisibleTo(page)


def test_an_older_one_is_opened_from_elsewhere(rejected: list[int], open_page: OpenPage) -> None:
    page = open_page()
    page.open_draft(rejected[0])
    page.arrange()
    assert listed(page) == [rejected[3], rejected[2], rejected[0]]
    assert page._list.draft_id == rejected[0]
    page._top.choose(Show.PENDING)
    page.arrange()
    assert rejected[0] not in listed(page)
