"""The slash key comes to the search of a page's list, which says so; Escape empties it and goes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.posts import review
from app.ui import jobs
from app.ui.archive.page import ArchivePage
from app.ui.main_window import MainWindow
from app.ui.widgets.key_hint import KeyHint
from app.ui.widgets.search_field import SearchField
from tests.services.posts import APPEAL, write


@pytest.mark.parametrize("page", ["queue", "accounts", "archive", "media", "rules", "guide"])
def test_search_begins_with_its_key_and_ends_in_the_list(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], page: str
) -> None:
    draft = write(desk, team["Jamal"], images=1)
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    write(desk, team["Jamal"], APPEAL)
    if page == "media":
        window.show_page("archive")
        assert isinstance(window.page, ArchivePage)
        window.page.show_view(page)
    else:
        window.show_page(page)
    qtbot.waitUntil(lambda: not jobs.busy())
    search = next(one for one in window.page.findChildren(SearchField) if one.isVisible())
    (hint,) = search.findChildren(KeyHint)
    assert hint.isVisible()
    QTest.keyClicks(window.focusWidget() or window, "/")
    assert QApplication.focusWidget() is search
    QTest.keyClicks(search, "a")
    assert search.text() == "a"
    assert not hint.isVisible()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert isinstance(QApplication.focusWidget(), QAbstractItemView)
