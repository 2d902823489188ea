"""The view of the archives: their list, the yearly check by a key, a moved one found, a book written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from app.archive.verify import verify_archive
from app.services.base.desk import Desk
from app.services.office import office
from app.services.posts import archive, review
from app.services.posts.fixity import last_check
from app.services.posts.redacting import preview
from app.ui import jobs, messages
from app.ui.archive.archives_view import ArchivesView
from app.ui.archive.book_dialog import BookDialog
from app.ui.archive.export_dialog import numbers_in
from app.ui.archive.page import ArchivePage
from app.ui.archive.redact_dialog import RedactDialog
from app.ui.archive.redact_lines import RedactLines
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from app.ui.widgets import Button
from app.work import Work
from tests.helpers.window import shown_texts
from tests.services.posts import write


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, team: dict[str, int], window: MainWindow, tmp_path: Path) -> ArchivesView:
    draft = write(desk, team["Jamal"], images=1)
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    for n in (1, 2):
        archive.export(desk, tmp_path / f"{n}.zip", work=Work())
    window.show_page("archive")
    assert isinstance(window.page, ArchivePage)
    window.page.show_view("archives")
    found = window.page.view
    assert isinstance(found, ArchivesView)
    qtbot.waitUntil(lambda: found.entries.count() == 2)
    return found


def texts(view: ArchivesView) -> str:
    return "\n".join(text for _, text in shown_texts(view))


def test_a_missing_archive_is_named_and_found_again(
    qtbot: QtBot, view: ArchivesView, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "1.zip").rename(tmp_path / "moved.zip")
    qtbot.keyClick(view.entries, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: last_check(desk) is not None)
    qtbot.waitUntil(lambda: tr("archives_view.was_missing", n=1) in texts(view))
    qtbot.keyClick(view.entries, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: tr("archives_view.find") in texts(view))
    view.place(1, tmp_path / "moved.zip")
    qtbot.waitUntil(lambda: str(tmp_path / "moved.zip") in texts(view))


def test_an_archive_s_place_said_twice_is_looked_at_once(
    qtbot: QtBot, view: ArchivesView, desk: Desk, tmp_path: Path
) -> None:
    told: list[tuple[str, str]] = []
    messages.bridge.shown.connect(lambda message: told.append((message.kind, message.text)))
    jobs.hold()
    for _ in range(2):
        view.place(1, tmp_path / "2.zip")
    jobs.let_go()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert told == [("error", tr("error.archive.another_one", n=1, name="2.zip"))]


def test_a_book_is_written(qtbot: QtBot, view: ArchivesView, tmp_path: Path) -> None:
    qtbot.keyClick(view.entries, Qt.Key.Key_B)
    (dialog,) = view.window().findChildren(BookDialog)
    dialog.place.set_path(tmp_path / "book.html")
    dialog.submit()
    qtbot.waitUntil(lambda: any(text == tr("book_dialog.done") for _, text in shown_texts(dialog)))


def test_a_redacted_copy_is_made_of_what_was_selected(
    qtbot: QtBot, view: ArchivesView, tmp_path: Path
) -> None:
    qtbot.keyClick(view.entries, Qt.Key.Key_R)
    (dialog,) = view.window().findChildren(RedactDialog)
    dialog.posts.line.setText("1")
    dialog.read()
    qtbot.waitUntil(lambda: "অনলাইনে" in dialog.text.toPlainText())
    assert dialog.text.find("অনলাইনে") or dialog.text.find("অনলাইনে", QTextDocument.FindFlag.FindBackward)
    dialog.hide_selected()
    dialog.words.line.setText("Karim")
    dialog.hide_typed()
    dialog.request.line.setText("আবেদন ১২")
    dialog.place.set_path(tmp_path / "copy.zip")
    dialog.submit()
    qtbot.waitUntil(lambda: tr("error.redact.no_ground") in [text for _, text in shown_texts(dialog)])
    dialog.ground.line.setText("ধারা ৭(জ)")
    dialog.submit()
    qtbot.waitUntil((tmp_path / "copy.zip").exists)
    assert verify_archive(tmp_path / "copy.zip", Work()).redactions == 2


def test_each_field_has_its_name_and_a_whole_line_hides_its_words(view: ArchivesView, desk: Desk) -> None:
    found = preview(desk, [1])
    lines = RedactLines(found)
    told = {field.place: field.text for field in found[0][1]}
    for line in lines.text.splitlines():
        assert lines.words(line) in ("", *told.values(), *told["text"].splitlines()), line
    platform = f"{tr('redacted_page.field.platform')}: {tr('platform.facebook')}"
    assert platform in lines.text
    assert lines.words(platform) == "facebook"
    member = told["decision.0.member"]
    assert lines.words(f"{tr('redacted_page.field.decision_member')}: {member[:4]}") == member[:4]


@pytest.mark.parametrize(
    ("text", "found"), [("", ()), ("১২, 15-17", (12, 15, 16, 17)), (" 3;1 ", (1, 3)), ("5–5", (5,))]
)
def test_numbers_of_posts_as_people_write_them(text: str, found: tuple[int, ...]) -> None:
    assert numbers_in(text) == found


@pytest.mark.parametrize("text", ["x", "5-1", "1-999999999", "1..3"])
def test_what_is_no_number_is_said(text: str) -> None:
    with pytest.raises(ValueError):
        numbers_in(text)


def test_a_drafter_is_not_offered_what_is_only_refused(
    view: ArchivesView, desk: Desk, team: dict[str, int]
) -> None:
    buttons = {one.text(): one for one in view.findChildren(Button)}
    view.context.set_member(office.member(desk, team["Jamal"]))
    assert buttons[tr("archives_view.book")].isEnabled()
    for key in ("archives_view.redact", "restored_page.offer"):
        assert not buttons[tr(key)].isEnabled()
        assert buttons[tr(key)].toolTip() == tr("queue.drafter")
    view.redact()
    assert not view.window().findChildren(RedactDialog)
    view.context.set_member(office.member(desk, team["Karim"]))
    assert buttons[tr("archives_view.redact")].isEnabled()


def test_the_list_says_what_it_is_to_a_screen_reader(view: ArchivesView) -> None:
    assert view.entries.accessibleName() == tr("archive.view.archives")
