"""The calendar as a pill of the archive page: what is late first, the day's posts, keys, and a file saved."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QStandardPaths, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.posts.calendar import CalendarEntry
from app.services.posts.gaps import AHEAD
from app.services.posts.views import PostForm
from app.ui import jobs
from app.ui.archive.page import ArchivePage
from app.ui.archive.publication_dialog import PublicationDialog
from app.ui.calendar.chip import chip_height, tip
from app.ui.calendar.grid import Grid
from app.ui.calendar.view import CalendarView
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from app.ui.widgets import Button, Chip, LinkLabel, Pill
from tests.helpers.days import today
from tests.helpers.window import shown_texts
from tests.services.posts import CLEAN
from tests.services.test_calendar import scheduled
from tests.ui.conftest import Open


def says(root: QWidget, sentence: str) -> bool:
    return any(sentence in text for _, text in shown_texts(root))


@pytest.fixture
def posts(desk: Desk, office_of_one: dict[str, int]) -> tuple[int, int]:
    """One approved whose time has passed, one for tomorrow."""
    me = office_of_one["Rahima"]
    over = scheduled(desk, me, f"{today() - timedelta(days=1)}T15:00")
    return over, scheduled(desk, me, f"{today() + timedelta(days=1)}T10:00")


@pytest.fixture
def view(qtbot: QtBot, posts: tuple[int, int], open_main: Open) -> CalendarView:
    window: MainWindow = open_main()
    window.show_page("archive")
    page = window.page
    assert isinstance(page, ArchivePage)
    [pill] = [one for one in page.findChildren(Pill) if one.text() == tr("archive.view.calendar")]
    pill.click()
    qtbot.waitUntil(lambda: tr("calendar.standing.late") in [one.text() for one in page.findChildren(Chip)])
    assert isinstance(page.view, CalendarView)
    return page.view


def test_what_is_late_comes_first_with_its_ways_out(
    qtbot: QtBot, view: CalendarView, posts: tuple[int, int]
) -> None:
    [publish] = [one for one in view.findChildren(Button) if one.text() == tr("archive.publish")]
    publish.click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in view.window().findChildren(PublicationDialog)))


def test_days_are_gone_through_by_key_and_a_post_is_opened(
    qtbot: QtBot, view: CalendarView, posts: tuple[int, int]
) -> None:
    opened: list[int] = []
    view.context.draft_wanted.connect(opened.append)
    grid = view.findChild(Grid)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert CLEAN[:20] in grid.accessibleName()
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened == [posts[1]]


def test_the_days_shown_are_saved_to_a_new_file(
    qtbot: QtBot, view: CalendarView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path / "documents"))
    for _ in range(2):
        view.save(".ics")
        qtbot.waitUntil(lambda: not jobs.busy())
    files = sorted((tmp_path / "documents").iterdir())
    assert len(files) == 2, "nothing is overwritten"
    assert files[0].read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_gap_ahead_begins_a_post_for_its_first_day(qtbot: QtBot, view: CalendarView) -> None:
    begun: list[PostForm] = []
    view.context.compose_wanted.disconnect()
    view.context.compose_wanted.connect(begun.append)
    assert says(view, tr("calendar.gaps"))
    first, *_ = [one for one in view.findChildren(LinkLabel) if one.text() == tr("calendar.gap_add")]
    first.followed.emit()
    [form] = begun
    assert today() < date.fromisoformat(form.schedule) <= today() + timedelta(days=AHEAD)


def test_a_week_tells_more_of_each_post_than_a_line(qtbot: QtBot, view: CalendarView, desk: Desk) -> None:
    grid = view.findChild(Grid)
    tall = {span: _chips(qtbot, view, grid, span) for span in ("month", "week")}
    assert all(box.height() == chip_height() for box, _ in tall["month"])
    assert all(box.height() > chip_height(1) for box, _ in tall["week"]), "the text takes two lines"
    _box, post = tall["week"][0]
    assert CLEAN in tip(post)
    assert tr(f"calendar.standing.{post.standing}") in tip(post)


def _chips(qtbot: QtBot, view: CalendarView, grid: Grid, span: str) -> list[tuple[QRect, CalendarEntry]]:
    """The posts of the week of today as they are drawn."""
    [pill] = [one for one in view.findChildren(Pill) if one.text() == tr(f"calendar.{span}")]
    pill.click()
    qtbot.waitUntil(lambda: not jobs.busy())
    places = range(grid.width() // 7 // 2, grid.width(), grid.width() // 7)
    found = [grid.chip_at(QPoint(left, top)) for left in places for top in range(0, grid.height(), 10)]
    return [one for one in found if one is not None]
