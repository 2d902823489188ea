"""An account's banner on its page: what was approved, and the way to a new one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.posts import intake, queue, review
from app.services.posts.views import FormImage
from app.ui.main_window import MainWindow
from app.ui.post_form.dialog import ComposeDialog
from app.ui.translation import tr
from app.ui.widgets import LinkLabel
from app.work import Work
from tests.helpers.images import encoded, picture
from tests.helpers.window import shown_texts
from tests.services.posts import form

ACCOUNT = 1


def approved_banner(desk: Desk, team: dict[str, int]) -> int:
    file = IncomingFile("banner.png", encoded(picture(851, 315), "PNG"), "")
    banner = replace(form(""), use="banner", account_id=ACCOUNT, images=(FormImage(alt="", file=file),))
    draft_id = intake.compose(desk, banner, team["Jamal"])
    draft_checks.check_draft(desk, draft_id, Work())
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft_id, queue.draft(desk, draft_id).version.digest, team[name])
    return draft_id


def opened(window: MainWindow) -> MainWindow:
    window.show_page("accounts")
    assert window.page._list.choose(str(ACCOUNT))
    return window


def test_what_was_approved_is_shown_and_leads_to_its_draft(
    window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    draft_id = approved_banner(desk, team)
    opened(window)
    shown = [text for _, text in shown_texts(window.page)]
    assert tr("looks.approved") in shown
    assert shown.count(tr("looks.none")) == 1  # the profile picture
    [draft] = [one for one in window.findChildren(LinkLabel) if one.text() == tr("looks.draft", n=draft_id)]
    draft.click()
    assert window.page.name == "queue"


def test_a_new_banner_is_written_like_a_post(qtbot: QtBot, window: MainWindow) -> None:
    opened(window)
    [change] = [
        one
        for one in window.findChildren(QPushButton)
        if one.text() == tr("looks.change_banner") and one.isVisible()
    ]
    change.click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ComposeDialog)))
    dialog = window.findChild(ComposeDialog)
    assert isinstance(dialog, ComposeDialog)
    begun = dialog._fields.form()
    assert (begun.use, begun.account_id) == ("banner", ACCOUNT)
    dialog.close()
