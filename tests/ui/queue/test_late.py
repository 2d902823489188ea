"""Approved, but the time it was to go out is over: a list of its own, said, and settled in three ways."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.bangla.dates import DHAKA
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.checking import draft_checks
from app.services.posts import intake, queue, review
from app.services.posts.views import PostForm
from app.ui.archive.publication_dialog import PublicationDialog
from app.ui.main_window import MainWindow
from app.ui.post_form.dialog import ComposeDialog
from app.ui.queue.page import QueuePage
from app.ui.translation import tr
from app.work import Work
from tests.services.posts import CLEAN
from tests.ui.conftest import Press


@pytest.fixture
def late(desk: Desk, team: dict[str, int]) -> int:
    """A post that two approved and whose time was yesterday."""
    yesterday = (datetime.now(DHAKA) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    form = PostForm(CLEAN, account_id=1, purpose="5.c", schedule=yesterday)
    draft_id = intake.compose(desk, form, team["Karim"])
    draft_checks.check_draft(desk, draft_id, Work())
    for name in ("Rahima", "Selina"):
        review.approve(desk, draft_id, queue.draft(desk, draft_id).version.digest, team[name])
    return draft_id


def press_button(qtbot: QtBot, root: QueuePage, said: str) -> None:
    (found,) = (one for one in root.findChildren(QPushButton) if one.text() == said and one.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_it_is_found_said_and_recorded_or_given_a_new_time(
    qtbot: QtBot, desk: Desk, late: int, window: MainWindow, press: Press
) -> None:
    page = window.page
    assert isinstance(page, QueuePage)
    press_button(qtbot, page, tr("queue.pill", name=tr("queue.show.late"), n=1))
    assert tr("queue.late") in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    press_button(qtbot, page, tr("queue.new_time"))
    form = page.findChild(ComposeDialog)
    assert form is not None
    form.reject()
    press_button(qtbot, page, tr("queue.publish"))
    dialog = window.findChild(PublicationDialog)
    assert dialog is not None
    dialog.close()


def test_it_is_taken_back_with_a_reason(
    qtbot: QtBot, desk: Desk, late: int, window: MainWindow, press: Press
) -> None:
    page = window.page
    assert isinstance(page, QueuePage)
    press_button(qtbot, page, tr("queue.pill", name=tr("queue.show.late"), n=1))
    press_button(qtbot, page, tr("queue.reverse"))
    press(window, "the fair is over", Qt.Key.Key_Return)
    assert queue.draft(desk, late).state is State.PENDING
