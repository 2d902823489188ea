"""Letters in the window: from a finding and by themselves, changed before they are kept, found again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import ResponseKind
from app.services.letters import keeping
from app.services.letters.views import LetterKind
from app.services.responses import handling, register
from app.services.responses.views import ResponseForm
from app.ui import jobs
from app.ui.letters.dialog import LetterDialog
from app.ui.letters.list_dialog import LettersDialog
from app.ui.main_window import MainWindow
from app.ui.preview.dialog import PreviewDialog
from app.ui.widgets.entry_list import EntryList
from app.ui.widgets.place_field import PlaceField
from tests.services.posts import APPEAL, write


def opened(qtbot: QtBot, window: MainWindow) -> LetterDialog:
    qtbot.waitUntil(lambda: window.findChild(LetterDialog) is not None)
    dialog = window.findChild(LetterDialog)
    assert dialog is not None
    return dialog


def run(window: MainWindow, key: str) -> None:
    next(command for command in window.page.commands if command.key == key).run()


def test_a_finding_is_asked_about_and_the_letter_changed_before_it_is_kept(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], tmp_path: Path
) -> None:
    draft = write(desk, team["Jamal"], APPEAL)
    window.context.open_draft(draft.id)
    qtbot.waitUntil(lambda: not jobs.busy())
    run(window, "queue.key.ask_meaning")
    dialog = opened(qtbot, window)
    body = dialog.findChildren(QPlainTextEdit)[0]
    assert "10(c)" in body.toPlainText()
    dialog.findChild(PlaceField).set_path(tmp_path / "l.pdf")
    dialog.findChildren(QLineEdit)[0].setText("38.01")
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))
    assert keeping.letters(desk) == ()
    dialog.findChildren(QLineEdit)[0].setText("38.01.6758.000.016.14.0004.27")
    body.appendPlainText("4. Please answer before the fair.")
    dialog.submit()
    qtbot.waitUntil(lambda: len(keeping.letters(desk)) == 1)
    (kept,) = keeping.letters(desk, "before the fair")
    assert (kept.form.kind, kept.form.draft, kept.by) == (LetterKind.CLARIFICATION, draft.id, "Rahima")
    qtbot.waitUntil((tmp_path / "l.pdf").exists)


def test_a_post_is_returned_by_letter_and_letters_are_found(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], tmp_path: Path
) -> None:
    draft = write(desk, team["Jamal"], APPEAL)
    window.context.open_draft(draft.id)
    qtbot.waitUntil(lambda: not jobs.busy())
    run(window, "queue.key.return_letter")
    dialog = opened(qtbot, window)
    dialog.findChild(PlaceField).set_path(tmp_path / "r.html")
    dialog.submit()
    qtbot.waitUntil(lambda: len(keeping.letters(desk)) == 1)
    window.show_page("reports")
    run(window, "letters.list")
    listed = window.findChild(LettersDialog)
    assert listed is not None
    entries = listed.findChild(EntryList)
    qtbot.waitUntil(lambda: entries.count() == 1)
    listed.findChild(QLineEdit).setText("no such words")
    qtbot.waitUntil(lambda: entries.count() == 0)


def test_a_grievance_goes_on_by_letter_from_where_it_stands(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], tmp_path: Path
) -> None:
    asked = register.add(desk, ResponseForm(1, ResponseKind.GRIEVANCE, "রাস্তার বাতি জ্বলে না।"), team["Rahima"])
    handling.refer(desk, asked, "পৌরসভা", team["Rahima"])
    window.context.open_response(asked)
    qtbot.waitUntil(lambda: not jobs.busy())
    run(window, "responses_page.key.refer_letter")
    dialog = opened(qtbot, window)
    told = "".join(text.toPlainText() for text in dialog.findChildren(QPlainTextEdit))
    assert all(words in told for words in ("রাস্তার বাতি", "পৌরসভা"))
    dialog.look()
    qtbot.waitUntil(lambda: window.findChild(PreviewDialog) is not None)
    assert keeping.letters(desk) == (), "looking keeps nothing"
    dialog.findChild(PlaceField).set_path(tmp_path / "f.pdf")
    dialog.submit()
    qtbot.waitUntil(lambda: len(keeping.letters(desk)) == 1)
    assert keeping.letters(desk)[0].form.response == asked
    jobs.stop_all()


def test_the_office_order_and_the_hand_over_begin_at_the_team(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    window.show_page("accounts")
    qtbot.waitUntil(lambda: not jobs.busy())
    for key, words in (("letters.team_order", "Office order"), ("letters.hand_over", "Hand-over")):
        run(window, key)
        dialog = opened(qtbot, window)
        assert any(words in line.text() for line in dialog.findChildren(QLineEdit))
        dialog.reject()
        qtbot.waitUntil(lambda: window.findChild(LetterDialog) is None)
