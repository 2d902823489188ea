"""The register of who received the guideline, in the window: entered, marked and printed by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.services.awareness import readers
from app.services.awareness.views import ReaderForm
from app.services.base.desk import Desk
from app.services.due import reminders
from app.services.office import office
from app.ui import jobs
from app.ui.awareness.dialog import AwarenessDialog
from app.ui.awareness.forms import MarkDialog, PasteDialog, ReaderDialog
from app.ui.main_window import MainWindow
from app.ui.preview.dialog import PreviewDialog


def opened(qtbot: QtBot, window: MainWindow) -> AwarenessDialog:
    window.context.open_awareness()
    dialog = window.findChild(AwarenessDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: not jobs.busy())
    return dialog


def press(qtbot: QtBot, dialog: AwarenessDialog, key: str) -> None:
    """Press a key where the dialog has the focus again."""
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.list, key)


def test_from_a_list_to_signatures_and_paper(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    dialog = opened(qtbot, window)
    assert dialog.standing.text() == "Nobody is in the register yet"
    press(qtbot, dialog, "v")
    paste = dialog.findChild(PasteDialog)
    assert paste is not None
    paste.text.setPlainText("১. করিম, সহকারী\n২. সেলিনা, শিক্ষক\n৩. ফাতেমা")
    paste.submit()
    qtbot.waitUntil(lambda: dialog.list.count() == 3)
    press(qtbot, dialog, "n")
    one = dialog.findChild(ReaderDialog)
    assert one is not None
    one.name.line.setText("রোকেয়া")
    one.submit()
    qtbot.waitUntil(lambda: dialog.list.count() == 4)
    dialog.enter_team.click()
    qtbot.waitUntil(lambda: dialog.list.count() == 8)
    assert not dialog.enter_team.isVisible()
    dialog.list.selectAll()
    press(qtbot, dialog, "r")
    mark = dialog.findChild(MarkDialog)
    assert mark is not None
    mark.submit()
    qtbot.waitUntil(lambda: all(row.received == reminders.today() for row in readers.readers(desk)))
    qtbot.waitUntil(lambda: dialog.findChild(MarkDialog) is None and not jobs.busy())
    dialog.list.clearSelection()
    dialog.list.setCurrentRow(0)
    press(qtbot, dialog, "s")
    dialog.findChild(MarkDialog).submit()
    qtbot.waitUntil(lambda: sum(row.signed is not None for row in readers.readers(desk)) == 1)
    qtbot.waitUntil(lambda: "1 signed · 7 received, not signed · 0 not received" in dialog.standing.text())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.findChild(PreviewDialog) is not None)
    jobs.stop_all()


def test_a_search_narrows_the_list_and_a_drafter_only_looks(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    readers.enter(desk, [ReaderForm("করিম"), ReaderForm("সেলিনা")], team["Rahima"])
    window.context.set_member(office.member(desk, team["Jamal"]))
    dialog = opened(qtbot, window)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    assert not dialog.add_button.isEnabled()
    assert not dialog.receive_button.isEnabled()
    dialog.findChild(QLineEdit).setText("সেলিনা")
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
