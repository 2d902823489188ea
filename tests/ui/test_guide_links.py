"""Every clause of the guide leads to its rules, findings, reminders, pages and letter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.checking import guide
from app.ui import jobs
from app.ui.awareness.dialog import AwarenessDialog
from app.ui.guide.links import FindingsDialog, places
from app.ui.letters.dialog import LetterDialog
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from app.ui.widgets import Button, Card
from app.ui.widgets.entry_list import EntryList
from tests.helpers.window import shown_texts
from tests.services.posts import APPEAL, write


def links(qtbot: QtBot, window: MainWindow, clause: str) -> dict[str, Button]:
    window.context.open_clause(clause)
    qtbot.waitUntil(lambda: not jobs.busy())
    return {one.text(): one for one in window.page.findChildren(Button) if one.isVisible()}


@pytest.mark.parametrize("clause", [clause.id for clause in guide.clauses()])
def test_every_clause_has_somewhere_to_go(clause: str) -> None:
    assert clause == "12" or places(clause), clause


def test_each_place_opens_its_page(qtbot: QtBot, window: MainWindow) -> None:
    walked = {
        "10.c": ("queue",),
        "6.1.i": ("accounts", "responses"),
        "7.e": ("archive",),
        "11.a": ("reports",),
    }
    for clause, names in walked.items():
        for name in names:
            links(qtbot, window, clause)[tr(f"guide.place.{name}")].click()
            assert window.page.name == name
    links(qtbot, window, "6.2.a")[tr("guide.place.readers")].click()
    assert window.findChild(AwarenessDialog) is not None
    jobs.stop_all()


def test_rules_findings_and_the_letter_are_one_click_away(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    write(desk, team["Jamal"], APPEAL)
    shown = links(qtbot, window, "10.c")
    found = next(button for text, button in shown.items() if "on the posts as they stand" in text)
    found.click()
    dialog = window.findChild(FindingsDialog)
    assert dialog is not None
    assert dialog.list.count() >= 1
    dialog._open()
    assert window.page.name == "queue"
    qtbot.waitUntil(lambda: not jobs.busy())
    rules = next(b for t, b in links(qtbot, window, "10.c").items() if "rules cite it" in t)
    rules.click()
    assert window.page.name == "rules"
    assert window.page.findChild(QLineEdit).text() == "10(c)"
    links(qtbot, window, "10.c")[tr("guide.ask")].click()
    qtbot.waitUntil(lambda: window.findChild(LetterDialog) is not None)
    lines = window.findChild(LetterDialog).findChildren(QLineEdit)
    assert any("10(c)" in line.text() for line in lines)
    jobs.stop_all()


def test_no_button_leads_to_nothing(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    """A clause that no rule cites and nothing was found by says so, and offers no dead button."""
    write(desk, team["Jamal"], APPEAL)
    cited = {clause for rule in desk.pack_holder.pack.rules for clause in rule.clauses}
    bare = next(clause.id for clause in guide.clauses() if clause.id not in cited)
    shown = links(qtbot, window, bare)
    assert window.page.findChild(EntryList).key() == bare, "this clause is in front"
    assert not any(text[:1] in "0০" for text in shown), list(shown)
    assert all(button.isEnabled() for button in shown.values())
    assert tr("guide.rules_none") in {text for _, text in shown_texts(window.page)}


def test_a_clause_seen_again_is_not_built_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    """Only what the record says of it is read anew."""
    links(qtbot, window, "10.c")
    page = window.page
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the cards that were replaced meanwhile
    before = page.findChildren(Card)
    window.context.open_page("queue")
    window.context.open_page("guide")
    qtbot.waitUntil(lambda: not jobs.busy())
    assert page.findChildren(Card) == before
    write(desk, team["Jamal"], APPEAL)
    found = [text for text in links(qtbot, window, "10.c") if "on the posts as they stand" in text]
    assert found, "what was written since is counted"
    qtbot.waitUntil(lambda: len(set(before) & set(page.findChildren(Card))) == len(before) - 1)
