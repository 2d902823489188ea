"""The reports page: figures that open their rows, signing, what is to be done, files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import ResponseKind
from app.services.posts import publication, review
from app.services.reports import activities, tasks
from app.services.reports.files import read_report
from app.services.reports.making import kept_reports
from app.services.responses import answering, register
from app.services.responses.views import ResponseForm
from app.ui import jobs, messages, preferences
from app.ui.main_window import MainWindow
from app.ui.reports.dialogs import ActivityDialog, RowsDialog, SignDialog, TaskDialog
from app.ui.reports.files import MergeDialog, SaveDialog
from app.ui.reports.page import ReportsPage
from app.ui.reports.tile import TileButton
from app.ui.responses.page import ResponsesPage
from app.ui.widgets.entry_list import EntryList
from app.ui.widgets.place_field import PlaceField
from tests.helpers.days import today
from tests.helpers.window import shown_texts
from tests.services.posts import write
from tests.services.report_quarter import this_quarter


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]) -> ReportsPage:
    """The page over an office with one post published in this quarter."""
    draft = write(desk, team["Jamal"])
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    publication.publish(desk, draft.id, "https://example.org/1", datetime.now(UTC), team["Rahima"])
    window.show_page("reports")
    page = window.page
    assert isinstance(page, ReportsPage)
    settle(qtbot, page)
    return page


def settle(qtbot: QtBot, page: ReportsPage) -> None:
    qtbot.waitUntil(lambda: not jobs.busy())
    qtbot.waitUntil(lambda: page.findChild(TileButton) is not None)


def texts(page: ReportsPage) -> str:
    return "\n".join(text for _, text in shown_texts(page))


def tile(page: ReportsPage, label: str) -> TileButton:
    return next(one for one in page.findChildren(TileButton) if one.tile.label == label)


def test_a_figure_opens_its_rows_and_a_row_its_post(
    qtbot: QtBot, page: ReportsPage, window: MainWindow
) -> None:
    assert tile(page, "Published").tile.value == "1"
    assert not tile(page, "Approved by nobody").tile.known
    assert not tile(page, "Approved by nobody").isEnabled()
    qtbot.mouseClick(tile(page, "Published"), Qt.MouseButton.LeftButton)
    dialog = window.findChild(RowsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.findChild(EntryList).count() == 1)
    qtbot.keyClick(dialog.findChild(EntryList), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.name == "queue")


def test_a_row_behind_a_figure_of_responses_opens_the_response(
    qtbot: QtBot, page: ReportsPage, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    asked = register.add(
        desk, ResponseForm(1, ResponseKind.QUESTION, "কবে খুলবে? ০১৭১২৩৪৫৬৭৮"), team["Rahima"]
    )
    answering.answer(desk, asked, "রবিবার।", team["Rahima"])
    page.arrive()
    qtbot.waitUntil(lambda: not jobs.busy())
    tile = next(one for one in page.findChildren(TileButton) if "responses.in_time" in one.tile.keys)
    tile.click()
    dialog = window.findChild(RowsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.findChild(EntryList).count() == 1)
    assert "০১৭১২৩৪৫৬৭৮" not in "\n".join(text for _, text in shown_texts(dialog))
    qtbot.keyClick(dialog.findChild(EntryList), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.name == "responses")
    assert isinstance(window.page, ResponsesPage)
    assert window.page.one is not None
    assert window.page.one.id == asked


def test_a_quarter_is_signed_by_keyboard_and_shows_what_a_recount_changes(
    qtbot: QtBot, page: ReportsPage, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_S)
    dialog = window.findChild(SignDialog)
    assert dialog is not None
    dialog.findChild(QLineEdit).setText("38.01.6758")
    dialog.submit()
    qtbot.waitUntil(lambda: "22 digits" in dialog.error.text() or "takes" in dialog.error.text())
    dialog.findChild(QLineEdit).setText("৩৮.০১.৬৭৫৮.০০০.০১৬.১৪.০০০৪.২৭")
    dialog.submit()
    qtbot.waitUntil(lambda: len(kept_reports(desk)) == 1)
    settle(qtbot, page)
    assert kept_reports(desk)[0].content.memo == "38.01.6758.000.016.14.0004.27"
    assert "made by Rahima" in texts(page)
    assert not page._sign.isEnabled(), "a kept report is not signed again"
    activities.add_activity(desk, today(), "সভা", "", 12, team["Rahima"])
    page.arrive()
    settle(qtbot, page)
    entries = page.findChild(EntryList)
    spoken = [entries.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(entries.count())]
    assert any("2 figures differ" in text for text in spoken)


def test_tasks_and_activities_are_added_and_done(
    qtbot: QtBot, page: ReportsPage, window: MainWindow, desk: Desk
) -> None:
    quarter = this_quarter()
    qtbot.keyClick(page, Qt.Key.Key_T)
    dialog = window.findChild(TaskDialog)
    assert dialog is not None
    dialog.submit()
    qtbot.waitUntil(lambda: "who is to do it" in dialog.error.text())
    what, who = dialog.findChildren(QLineEdit)[:2]
    what.setText("শর্ত আবার পড়া")
    who.setText("তানভীর")
    dialog.submit()
    qtbot.waitUntil(lambda: len(tasks.tasks(desk, quarter)) == 1)
    settle(qtbot, page)
    qtbot.waitUntil(lambda: "শর্ত আবার পড়া" in texts(page))
    done = next(one for one, text in shown_texts(page) if text == "Done")
    qtbot.mouseClick(done, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tasks.tasks(desk, quarter)[0].done)
    settle(qtbot, page)
    page.add_activity()
    added = window.findChild(ActivityDialog)
    assert added is not None
    title, people = added.findChildren(QLineEdit)[0], added.findChildren(QLineEdit)[-1]
    title.setText("নির্দেশিকা নিয়ে সভা")
    people.setText("৩২")
    added.submit()
    qtbot.waitUntil(lambda: len(activities.activities(desk, quarter.begins, quarter.ends)) == 1)


def test_a_task_done_by_two_clicks_is_done_once(
    qtbot: QtBot, page: ReportsPage, desk: Desk, team: dict[str, int]
) -> None:
    tasks.add_task(desk, this_quarter(), "শর্ত আবার পড়া", "তানভীর", None, team["Rahima"])
    page.arrive()
    qtbot.waitUntil(lambda: "শর্ত আবার পড়া" in texts(page))
    told: list[str] = []
    messages.bridge.shown.connect(lambda message: told.append(message.text))
    done = next(one for one, text in shown_texts(page) if text == "Done")
    jobs.hold()
    for _ in range(2):
        qtbot.mouseClick(done, Qt.MouseButton.LeftButton)
    jobs.let_go()
    qtbot.waitUntil(lambda: not jobs.busy() and tasks.tasks(desk, this_quarter())[0].done)
    assert told == []


def test_the_report_in_front_is_written_and_added_up(
    qtbot: QtBot, page: ReportsPage, window: MainWindow, tmp_path: Path
) -> None:
    out = tmp_path / "r.xlsx"
    page.save(".xlsx")
    dialog = window.findChild(SaveDialog)
    assert dialog is not None
    dialog.findChild(PlaceField).set_path(out)
    dialog.submit()
    qtbot.waitUntil(out.exists)
    settle(qtbot, page)
    assert read_report(out).fingerprint == "", "what was not signed says so"
    page.merge()
    merge = window.findChild(MergeDialog)
    assert merge is not None
    merge.submit()
    assert merge.error.text() == "No file is chosen."
    merge._paths = [out]
    merge.findChild(PlaceField).set_path(tmp_path / "sum.pdf")
    merge.submit()
    qtbot.waitUntil(lambda: any("r.xlsx" in text for _, text in shown_texts(merge)))
    assert not (tmp_path / "sum.pdf").exists()


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(("width", "text"), [(1366, 100), (1366, 125), (1024, 100)])
def test_no_word_of_a_figure_is_cut(
    qtbot: QtBot, page: ReportsPage, window: MainWindow, desk: Desk, language: str, width: int, text: int
) -> None:
    preferences.set_language(desk, language)
    preferences.set_text_size(desk, text)
    window.resize(width, 768)
    settle(qtbot, page)
    for _ in range(4):
        QApplication.processEvents()
    tiles = page.findChildren(TileButton)
    assert len(tiles) == 8
    assert [one.tile.label for one in tiles if one.width() < one.width_of_words()] == []
