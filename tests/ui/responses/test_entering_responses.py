"""How what citizens wrote comes in: by hand, pasted, from a file or dropped, beside its screenshot."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QDate, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.responses import listing
from app.services.responses.listing import ShowResponses, WantedResponses
from app.ui import messages, theme
from app.ui.responses.entry_dialog import EntryDialog, FileDialog, PasteDialog
from app.ui.responses.shot_view import ShotView
from app.ui.translation import set_language
from app.ui.widgets.dialog import FormDialog
from tests.ui.conftest import Press
from tests.ui.responses.conftest import Open, only, run, settle, submit


def test_by_hand_pasted_and_from_a_file(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, press: Press, tmp_path: object
) -> None:
    page = open_responses()
    press(page, "n")
    entry = only(page, EntryDialog)
    entry.findChild(QPlainTextEdit).setPlainText("কবে খুলবে?")
    submit(qtbot, entry)
    assert [one.text for one in listing.responses(desk, WantedResponses())] == ["কবে খুলবে?"]

    QApplication.clipboard().setText("করিম\nপ্রথম প্রশ্ন\n\nরহিম\nদ্বিতীয় প্রশ্ন\n\n\n")
    run(page, "responses_page.key.paste")
    paste = only(page, PasteDialog)
    assert isinstance(paste, PasteDialog)
    paste._named.setChecked(True)
    submit(qtbot, paste)
    found = {one.author: one.text for one in listing.responses(desk, WantedResponses())}
    assert found == {"": "কবে খুলবে?", "করিম": "প্রথম প্রশ্ন", "রহিম": "দ্বিতীয় প্রশ্ন"}

    sheet = tmp_path / "comments.csv"  # type: ignore[operator]
    sheet.write_text("text,author\nফাইল থেকে,নাজমা\nআরেকটি,\n", encoding="utf-8")
    page._verbs.take_file(sheet)
    submit(qtbot, only(page, FileDialog))
    assert len(listing.responses(desk, WantedResponses())) == 5
    sheet.write_text("nothing,here\n1,2\n", encoding="utf-8")
    page._verbs.take_file(sheet)
    dialog = [one for one in page.findChildren(FileDialog) if one.isVisible()][-1]
    submit(qtbot, dialog)
    assert "no column is headed" in dialog.error.text()
    assert len(listing.responses(desk, WantedResponses())) == 5


def test_one_that_is_likely_there_already_is_told_and_entered_when_meant(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open
) -> None:
    page = open_responses()
    for presses, entered, told in ((1, 1, False), (1, 1, True), (2, 2, False)):
        run(page, "responses_page.key.add")
        entry = shown(page, EntryDialog)
        entry.findChild(QPlainTextEdit).setPlainText("কবে খুলবে?")
        for _press in range(presses):
            submit(qtbot, entry)
        assert len(listing.responses(desk, WantedResponses())) == entered
        if told:
            assert "likely response 1" in entry.error.text()
            entry.reject()
            settle(qtbot)
    run(page, "responses_page.key.add")
    entry = shown(page, EntryDialog)
    for words in ("কবে খুলবে?", "কবে বন্ধ?"):
        entry.findChild(QPlainTextEdit).setPlainText(words)
        submit(qtbot, entry)
    assert len(listing.responses(desk, WantedResponses())) == 3, "another is not asked about"


def dropped(target: QWidget, mime: QMimeData) -> None:
    """Let something go over the page or a dialog, as from a browser or a folder."""
    where, copy = QPoint(90, 90), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where, copy, mime, left, none)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(where), copy, mime, left, none))


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def shown(page: QWidget, kind: type[FormDialog]) -> FormDialog:
    (dialog,) = (one for one in page.findChildren(kind) if one.isVisible())
    return dialog


def test_a_dropped_text_is_asked_about_and_makes_no_response_by_itself(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open
) -> None:
    page = open_responses()
    mime = QMimeData()
    mime.setText("প্রথম কথা\n\nদ্বিতীয় কথা")
    dropped(page, mime)
    assert listing.responses(desk, WantedResponses(ShowResponses.ALL)) == ()
    submit(qtbot, shown(page, PasteDialog))
    found = {one.text for one in listing.responses(desk, WantedResponses())}
    assert found == {"প্রথম কথা", "দ্বিতীয় কথা"}


def test_screenshots_dropped_together_are_entered_one_after_another(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, tmp_path: Path
) -> None:
    page = open_responses()
    shots = [tmp_path / f"{name}.png" for name in "abc"]
    for number, shot in enumerate(shots):
        Image.new("RGB", (60, 40), (number * 80, 20, 20)).save(shot)
    dropped(page, files(*shots))
    submit(qtbot, shown(page, EntryDialog))
    submit(qtbot, shown(page, EntryDialog))
    kept = [one.screenshot for one in listing.responses(desk, WantedResponses())]
    assert len(set(kept)) == 2
    assert page._verbs._waiting == []
    shown(page, EntryDialog).reject()
    dropped(page, files(*shots))
    with qtbot.waitSignal(messages.bridge.shown) as said:
        shown(page, EntryDialog).reject()
    assert said.args is not None
    assert "2 more" in said.args[0].text
    dropped(page, files(tmp_path / "gone.png", shots[0]))
    assert all(not one.isVisible() for one in page.findChildren(EntryDialog)), "one cannot be read: none is"


def test_several_sheets_dropped_together_are_all_asked_about(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, tmp_path: Path
) -> None:
    page = open_responses()
    sheets = [tmp_path / "january.csv", tmp_path / "february.csv", tmp_path / "march.csv"]
    for sheet in sheets:
        sheet.write_text(f"text,author\n{sheet.stem} থেকে,\n", encoding="utf-8")
    dropped(page, files(*sheets))
    submit(qtbot, shown(page, FileDialog))
    submit(qtbot, shown(page, FileDialog))
    assert len(listing.responses(desk, WantedResponses())) == 2
    shown(page, FileDialog).reject()
    assert len(listing.responses(desk, WantedResponses())) == 2


def test_a_screenshot_that_cannot_be_read_is_said_in_the_form(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, press: Press, tmp_path: Path
) -> None:
    page = open_responses()
    press(page, "n")
    entry = only(page, EntryDialog)
    assert isinstance(entry, EntryDialog)
    dropped(entry, files(tmp_path / "gone.png"))
    assert "gone.png" in entry.error.text()


def test_a_mistyped_year_is_said_in_the_form(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, press: Press
) -> None:
    page = open_responses()
    press(page, "n")
    entry = only(page, EntryDialog)
    assert isinstance(entry, EntryDialog)
    entry.findChild(QPlainTextEdit).setPlainText("কবে খুলবে?")
    entry._at.setDate(QDate(1990, 11, 25))
    entry.submit()
    qtbot.waitUntil(lambda: "25 November 1990" in entry.error.text())
    assert listing.responses(desk, WantedResponses()) == ()


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_dropped_screenshot_is_seen_while_one_types_what_it_says(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, tmp_path: Path, language: str
) -> None:
    set_language(language)
    page = open_responses()
    phone, broken = tmp_path / "phone.png", tmp_path / "broken.png"
    Image.new("RGB", (720, 1560), (200, 30, 30)).save(phone)
    broken.write_bytes(phone.read_bytes()[:900])
    dropped(page, files(phone))
    entry = shown(page, EntryDialog)
    (view,) = entry.findChildren(ShotView)
    qtbot.waitUntil(lambda: not view.seen.isNull())
    assert view.isVisible()
    assert "phone.png" in view.accessibleName()
    assert view.accessibleDescription()
    fitted = view.seen.size() / view.seen.devicePixelRatio()
    assert fitted.width() > 300
    assert fitted.width() <= view.viewport().width(), "nothing is cut at its side"
    assert fitted.height() / fitted.width() == pytest.approx(1560 / 720, rel=0.02)
    assert view.seen.toImage().pixelColor(5, 5).red() == 200
    field = entry.findChild(QPlainTextEdit)
    assert field.hasFocus(), "one types at once"
    assert not view.geometry().intersects(field.parentWidget().geometry())
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.seen.width() / view.seen.devicePixelRatio() >= 720
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.seen.size() / view.seen.devicePixelRatio() == fitted

    dropped(field.viewport(), files(broken))
    settle(qtbot)
    assert field.toPlainText() == "", "a file's address is not what was said"
    assert "broken.png" in entry.error.text()
    assert not view.isVisible()
    dropped(field.viewport(), files(phone))
    settle(qtbot)
    assert view.isVisible()
    assert not entry.error.text()
    submit(qtbot, entry)
    (kept,) = listing.responses(desk, WantedResponses())
    assert desk.blobs.read(kept.screenshot) == phone.read_bytes()


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_form_with_a_screenshot_fits_a_small_window_of_large_text(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, tmp_path: Path, language: str
) -> None:
    set_language(language)
    theme.apply("light", 125)
    page = open_responses()
    shot = tmp_path / "phone.png"
    Image.new("RGB", (720, 1560), (200, 30, 30)).save(shot)
    dropped(page, files(shot))
    entry = shown(page, EntryDialog)
    settle(qtbot)
    entry.resize(1100, 800)  # beside the fields
    settle(qtbot)
    entry.resize(1100, 640)
    settle(qtbot)
    assert (entry.width(), entry.height()) == (1100, 640)
    entry.resize(entry.minimumWidth(), 640)
    settle(qtbot)
    (view,) = entry.findChildren(ShotView)
    assert view.geometry().bottom() < entry.findChild(QPlainTextEdit).mapTo(entry, QPoint()).y(), "above it"
