"""Taking an archive in by the window: from the page's button to the post, searched, marked, written again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.archive.keys import grouped
from app.archive.verify import verify_archive
from app.services.base.desk import Desk
from app.services.office import confirming
from app.services.office.office import change_office
from app.services.office.views import OfficeForm
from app.services.posts import queue
from app.ui.archive.archives_view import ArchivesView
from app.ui.archive.page import ArchivePage
from app.ui.history.reuse_dialog import ReuseDialog
from app.ui.main_window import MainWindow
from app.ui.restored.restore_dialog import RestoreArchiveDialog
from app.ui.restored.rewrite_dialog import RewriteDialog
from app.ui.restored.view import RestoredView
from app.ui.translation import tr
from app.work import Work
from tests.helpers.window import shown_texts
from tests.services.old_office import ADDRESS, FIRST, OldOffice, old_office


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> OldOffice:
    return old_office(tmp_path_factory.mktemp("old-office"))


def texts(widget: object) -> str:
    return "\n".join(text for _, text in shown_texts(widget))  # type: ignore[arg-type]


def dialog(kind: type) -> object:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_an_archive_comes_back_is_found_and_written_again(
    qtbot: QtBot, desk: Desk, team: dict[str, int], window: MainWindow, old: OldOffice, tmp_path: Path
) -> None:
    window.show_page("archive")
    page = window.page
    assert isinstance(page, ArchivePage)
    assert tr("archive.view.restored") not in texts(page), "most offices never need it"
    page.show_view("archives")
    assert isinstance(page.view, ArchivesView)
    qtbot.keyClick(page.view.entries, Qt.Key.Key_N)
    asked = dialog(RestoreArchiveDialog)
    assert isinstance(asked, RestoreArchiveDialog)
    asked.take([old.whole])
    qtbot.waitUntil(lambda: grouped(old.fingerprint) in asked.error.text())
    asked.key.line.setText(grouped(old.fingerprint))
    asked.take([old.base, old.later])
    qtbot.waitUntil(lambda: tr("restored_page.proposed", id=1) in texts(asked))
    confirming.confirm(desk, 1, team["Selina"])
    asked.take([old.base, old.later])
    came = tr("restored_page.came", n=2, all=2)
    qtbot.waitUntil(lambda: texts(asked).count(came) == 2)
    assert asked.error.text() == ""
    asked.reject()
    qtbot.waitUntil(lambda: isinstance(page.view, RestoredView))
    view = page.view
    assert isinstance(view, RestoredView)
    qtbot.waitUntil(lambda: view.entries.count() == 3)
    qtbot.waitUntil(lambda: tr("archive.view.restored") in texts(page))

    window.activateWindow()
    qtbot.waitUntil(view.entries.hasFocus)
    qtbot.keyClick(view.entries, Qt.Key.Key_Slash)
    assert view.search.hasFocus()
    view.search.setText("টিকা")
    qtbot.waitUntil(lambda: view.entries.count() == 1)
    qtbot.waitUntil(lambda: ADDRESS in texts(view))
    shown = texts(view)
    assert FIRST in shown
    assert grouped(old.fingerprint) in shown
    assert tr("restored_page.of_another") not in shown
    assert tr("archive_page.act.correction") in shown
    view.search.setText("নেই")
    qtbot.waitUntil(lambda: tr("restored_page.nothing_found") in texts(view))
    change_office(desk, OfficeForm("অন্য দপ্তর", "Another office"), team["Selina"])
    view.search.clear()
    qtbot.waitUntil(lambda: view.entries.count() == 3)
    qtbot.waitUntil(lambda: grouped(old.fingerprint) in texts(view))
    assert tr("restored_page.of_another") in texts(view)

    view.entries.setFocus()
    qtbot.keyClick(view.entries, Qt.Key.Key_W)
    writing = dialog(RewriteDialog)
    assert isinstance(writing, RewriteDialog)
    out = tmp_path / "again.zip"
    writing.place.set_path(out)
    writing.submit()
    qtbot.waitUntil(lambda: tr("restored_page.rewritten", path=str(out)) in texts(writing))
    assert verify_archive(out, Work(), expected_key=old.fingerprint).ok
    writing.reject()

    window.activateWindow()
    qtbot.waitUntil(view.entries.hasFocus)
    view.search.setText("টিকা")
    qtbot.waitUntil(lambda: ADDRESS in texts(view))
    qtbot.keyClick(view.entries, Qt.Key.Key_U)
    again = dialog(ReuseDialog)
    assert isinstance(again, ReuseDialog)
    again.submit()
    assert tr("error.review.reason_missing") in texts(again), "it went out today, and should rest"
    again.reason.line.setText("নতুন টিকা")
    again.submit()
    qtbot.waitUntil(lambda: window.page is not page)
    assert queue.draft(desk, 1).version.text == FIRST
