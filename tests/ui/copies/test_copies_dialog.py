"""Copies for publishing leave the window: saved into a new folder, or the text copied."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.intake.types import IncomingFile
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.checking import draft_checks
from app.services.posts import intake, queue, review, watching
from app.services.posts.views import DraftView, FormImage
from app.ui.copies.dialog import CopiesDialog, offer_copies
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from app.ui.widgets import Button
from app.work import Work
from tests.helpers.clips import phone_video
from tests.helpers.window import shown_texts
from tests.services.posts import CLEAN, form, write
from tests.ui.conftest import Open


@pytest.fixture
def approved(desk: Desk, team: dict[str, int]) -> DraftView:
    draft = write(desk, team["Jamal"], images=1)
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    return queue.draft(desk, draft.id)


def opened(window: MainWindow) -> CopiesDialog:
    [dialog] = [one for one in window.findChildren(CopiesDialog) if one.isVisible()]
    return dialog


def place(dialog: CopiesDialog) -> QLineEdit:
    [line] = [one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == tr("export.place")]
    return line


def press(dialog: CopiesDialog, key: str) -> None:
    next(one for one in dialog.findChildren(Button) if one.text() == tr(key) and one.isVisible()).click()


def says(dialog: CopiesDialog, sentence: str) -> bool:
    return any(sentence in text for _, text in shown_texts(dialog))


@pytest.mark.parametrize("page", ["queue", "archive"])
def test_copies_are_saved_by_a_key(
    qtbot: QtBot, approved: DraftView, window: MainWindow, desk: Desk, tmp_path: Path, page: str
) -> None:
    window.show_page(page)
    window.page.context.open_draft(approved.id)
    window.show_page(page)
    qtbot.waitUntil(lambda: says_about(window, "ভূমি উন্নয়ন"))
    qtbot.keyClick(window.focusWidget() or window.page, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: bool(window.findChildren(CopiesDialog)))
    dialog = opened(window)
    place(dialog).clear()
    press(dialog, "copies.save")
    assert says(dialog, tr("export.place_missing"))
    place(dialog).setText(str(tmp_path))
    press(dialog, "copies.save")
    qtbot.waitUntil(lambda: says(dialog, tr("error.archive.exists", name=tmp_path.name)))
    out = tmp_path / "post-1"
    place(dialog).setText(str(out))
    press(dialog, "copies.save")
    qtbot.waitUntil(lambda: says(dialog, tr("copies.done")))
    assert sorted(file.name for file in out.iterdir()) == ["01.jpg", "alt-texts.txt", "text.txt"]
    assert says(dialog, "01.jpg")
    assert says(dialog, "বিদ্যালয়ের মাঠ")
    assert queue.history(desk, approved.id)[-1].key == "copies_saved"


def says_about(window: MainWindow, sentence: str) -> bool:
    return any(sentence in text for _, text in shown_texts(window))


def test_the_text_is_copied(qtbot: QtBot, approved: DraftView, window: MainWindow) -> None:
    window.page.context.open_draft(approved.id)
    qtbot.keyClick(window.page, Qt.Key.Key_S)
    dialog = opened(window)
    press(dialog, "copies.copy_text")
    assert QGuiApplication.clipboard().text() == CLEAN
    assert says(dialog, tr("copies.copied"))


def test_a_post_that_waits_offers_no_copies(
    qtbot: QtBot, desk: Desk, team: dict[str, int], window: MainWindow
) -> None:
    draft = write(desk, team["Jamal"], "নতুন বইয়ের তালিকা প্রকাশ করা হয়েছে।")
    window.page.context.open_draft(draft.id)
    assert queue.draft(desk, draft.id).state is State.PENDING
    qtbot.keyClick(window.page, Qt.Key.Key_S)
    assert window.findChildren(CopiesDialog) == []


def test_of_a_video_the_dialog_says_what_its_copy_is(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_main: Open, tmp_path: Path
) -> None:
    video = FormImage(alt="মাঠের সভা", file=IncomingFile("meeting.mp4", phone_video()))
    draft_id = intake.compose(desk, replace(form(), images=(video,)), team["Jamal"])
    draft_checks.check_draft(desk, draft_id, Work())
    digest = queue.draft(desk, draft_id).version.digest
    for name in ("Rahima", "Karim"):
        watching.watch(desk, draft_id, 0, team[name])
        review.approve(desk, draft_id, digest, team[name])
    desk_settings.set_(desk, "member", str(team["Rahima"]))
    window = open_main()
    offer_copies(window.page.context, draft_id, window)
    dialog = opened(window)
    assert says(dialog, "images, videos and audio")
    assert says(dialog, "Picture and sound of videos and audio stay the same")
    place(dialog).setText(str(tmp_path / "copies"))
    dialog.submit()
    qtbot.waitUntil(lambda: says(dialog, tr("copies.done")))
    assert says(dialog, "01.mp4")
    assert says(dialog, tr("clips.described", alt="মাঠের সভা"))
