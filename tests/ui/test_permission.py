"""A drafter at the desk is offered nothing that would only be refused, and is told why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.office import office
from app.services.posts import review
from app.ui import jobs
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from app.ui.widgets import Button
from tests.helpers.window import shown_texts
from tests.services.posts import write
from tests.ui.conftest import Open


@pytest.fixture
def drafters(open_main: Open, desk: Desk, team: dict[str, int]) -> MainWindow:
    """Jamal, who drafts, sits at the desk; a post is approved and not out yet."""
    draft = write(desk, team["Jamal"])
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    desk_settings.set_(desk, "member", str(team["Jamal"]))
    return open_main()


@pytest.mark.parametrize(
    ("page", "keys"),
    [
        ("accounts", ("office.edit", "team.change", "team.add", "team.order", "team.retire", "holiday.add")),
        ("rules", ("rules.term_add",)),
        ("archive", ("archive.publish",)),
    ],
)
def test_what_a_drafter_may_not_do_is_off(
    qtbot: QtBot, drafters: MainWindow, page: str, keys: tuple[str, ...]
) -> None:
    drafters.show_page(page)
    qtbot.waitUntil(lambda: not jobs.busy())
    shown = [one for one in drafters.page.findChildren(Button) if one.isVisible()]
    for key in keys:
        offered = [one for one in shown if one.text() == tr(key)]
        assert offered, key
        assert not any(one.isEnabled() for one in offered), key
    why = tr("archive.drafter" if page == "archive" else "queue.drafter")
    assert why in {text for _, text in shown_texts(drafters.page)}


def test_the_key_of_what_is_off_says_why(qtbot: QtBot, drafters: MainWindow) -> None:
    drafters.show_page("rules")
    qtbot.waitUntil(lambda: not jobs.busy())
    QTest.keyClick(drafters.page, Qt.Key.Key_N)
    assert not [one for one in drafters.findChildren(QDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: tr("queue.drafter") in {text for _, text in shown_texts(drafters)})


def test_they_are_offered_again_to_one_who_decides(
    qtbot: QtBot, drafters: MainWindow, team: dict[str, int]
) -> None:
    drafters.show_page("accounts")
    drafters.context.set_member(office.member(drafters.context.desk, team["Rahima"]))
    shown = [one for one in drafters.page.findChildren(Button) if one.isVisible()]
    assert all(one.isEnabled() for one in shown)
    assert tr("queue.drafter") not in {text for _, text in shown_texts(drafters.page)}
