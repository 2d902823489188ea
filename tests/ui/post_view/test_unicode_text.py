"""A text in the old Bijoy encoding is shown in Unicode, and one key puts that in its place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import CheckState
from app.services.posts import queue
from app.ui.context import Context
from app.ui.post_form.dialog import ComposeDialog
from app.ui.post_form.editor import PostEditor
from app.ui.post_view.unicode_text import UnicodeText
from app.ui.queue.page import QueuePage
from app.ui.rules.dialogs import ExceptionDialog
from app.ui.translation import tr
from tests.services.posts import CLEAN, write
from tests.ui.conftest import Press

OpenPage = Callable[[], QueuePage]
BIJOY = "AvMvgx wbe©vP‡b †bŠKv gvK©vq †fvU w`b|"
UNICODE = "আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন।"


def in_unicode(page: QueuePage) -> UnicodeText:
    found = page.findChild(UnicodeText)
    assert isinstance(found, UnicodeText)
    return found


def test_one_key_makes_a_version_in_unicode(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"], BIJOY, images=1)
    page = open_page()
    assert in_unicode(page).isVisible()
    press(page, "b")
    after = queue.draft(desk, draft.id)
    assert (after.version.number, after.version.text) == (2, UNICODE)
    assert after.version.attachments[0].sha256 == draft.version.attachments[0].sha256
    assert after.version.sources == draft.version.sources
    qtbot.waitUntil(lambda: queue.draft(desk, draft.id).checks.state is CheckState.DONE)
    qtbot.waitUntil(lambda: not in_unicode(page).isVisible())
    press(page, "b")  # and there is nothing left to replace
    assert queue.draft(desk, draft.id).versions == 2


def test_other_texts_are_left_alone(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"], CLEAN)
    page = open_page()
    assert not in_unicode(page).isVisible()
    press(page, "b")
    assert queue.draft(desk, draft.id).versions == 1


def test_an_exception_from_bijoy_is_offered_in_unicode(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"], BIJOY)
    page = open_page()
    number = next(found.number for found in draft.findings if found.rule != "text.bijoy")
    press(page, str(number))
    page.add_exception()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, ExceptionDialog)
    assert asked.phrase() in UNICODE
    assert asked.phrase() not in BIJOY
    asked.reject()


def test_the_form_replaces_it_while_writing(
    qtbot: QtBot, desk: Desk, context: Context, open_page: OpenPage
) -> None:
    page = open_page()
    page.compose()
    form = QApplication.activeModalWidget()
    assert isinstance(form, ComposeDialog)
    editor = form.findChild(PostEditor)
    assert isinstance(editor, PostEditor)
    editor.insertPlainText(BIJOY)

    def offers() -> list[QPushButton]:
        sought = tr("queue.unicode.replace")
        return [one for one in form.findChildren(QPushButton) if one.isVisible() and one.text() == sought]

    qtbot.waitUntil(lambda: len(offers()) == 1)  # the rule pack is loaded first
    offers()[0].click()
    assert editor.post() == UNICODE
    editor.undo()
    assert editor.post() == BIJOY
    editor.clear()
    form.reject()
