"""The checklist of clause 6.1 on an account's page: what is missing is said, an entry settles it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import AccountKind, ChecklistState
from app.services.due import reminders
from app.services.office import checklist, office
from app.services.office.views import AccountForm
from app.ui.checklist.dialog import ChecklistDialog
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from tests.helpers.window import shown_texts

WEBSITE = "6.1.h"


@pytest.fixture
def account(window: MainWindow, desk: Desk) -> int:
    """The page shows the first account."""
    window.show_page("accounts")
    found = office.accounts(desk)[0].id
    assert window.page._list.choose(str(found))
    return found


def texts(widget: QWidget) -> list[str]:
    return [text for _, text in shown_texts(widget)]


def row(desk: Desk, account: int, clause: str) -> checklist.ChecklistRow:
    return next(one for one in checklist.rows(desk, account, reminders.today()) if one.clause == clause)


def test_each_clause_is_asked_and_nobody_is_given_marks(window: MainWindow, account: int) -> None:
    shown = texts(window.page)
    for letter in "abcdefghij":
        assert tr(f"checklist.asks.6.1.{letter}") in shown
    assert tr("checklist.state.nobody_looked") in shown


def test_an_entry_settles_a_row_and_the_earlier_one_stays(
    qtbot: QtBot, window: MainWindow, desk: Desk, account: int
) -> None:
    for state, text in (
        (ChecklistState.MISSING, "not linked"),
        (ChecklistState.DONE, "linked in the footer"),
    ):
        dialog = ChecklistDialog(
            window.context, office.accounts(desk)[0], row(desk, account, "6.1.b"), window
        )
        dialog.open()
        dialog._state.set_value(state)
        dialog._text.setPlainText(text)
        dialog._again.setChecked(state is ChecklistState.DONE)
        with qtbot.waitSignal(dialog.accepted):
            dialog.submit()
        assert text in " ".join(texts(window.page))
    assert [entry.state for entry in checklist.history(desk, account, "6.1.b")] == ["done", "missing"]
    assert row(desk, account, "6.1.b").settled


def test_a_bad_address_is_refused_in_place(
    qtbot: QtBot, window: MainWindow, desk: Desk, account: int
) -> None:
    dialog = ChecklistDialog(window.context, office.accounts(desk)[0], row(desk, account, WEBSITE), window)
    dialog.open()
    dialog._url.line.setText("not an address")
    dialog.submit()
    qtbot.waitUntil(dialog.error.isVisible)
    assert checklist.history(desk, account, WEBSITE) == ()


def test_of_a_personal_account_nothing_is_asked(window: MainWindow, desk: Desk, team: dict[str, int]) -> None:
    form = AccountForm("facebook", "rahima.k", "Rahima", kind=AccountKind.PERSONAL, owner=team["Rahima"])
    personal = office.add_account(desk, form, team["Rahima"])
    window.context.office_changed.emit()
    window.show_page("accounts")
    assert window.page._list.choose(str(personal))
    shown = texts(window.page)
    assert tr("checklist_page.title") not in shown
    assert tr("password.personal") in shown
