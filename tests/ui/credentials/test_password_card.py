"""An account's passwords on its page, against the real Secret Service."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.base.due_dates import DueState
from app.services.base.enums import AccountKind, SecretPart
from app.services.base.secret import Secret
from app.services.due import reminders
from app.services.office import office
from app.services.office.views import AccountForm
from app.services.secrets import rotation, vault
from app.services.secrets.views import CredentialForm
from app.ui.credentials.add_dialog import AddCredential
from app.ui.credentials.edit_dialogs import CompromisedDialog, RetireCredential, SetValue
from app.ui.credentials.record_dialog import RecordChange
from app.ui.credentials.shown_dialog import CodeDialog, ShownDialog
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from app.ui.widgets import Button
from tests.helpers.window import shown_texts
from tests.ui.conftest import Open

pytestmark = pytest.mark.keyring

PASSWORD = "Kite-river-morning-4471"
TOTP = "JBSWY3DPEHPK3PXPJBSWY3DP"
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def account(desk: Desk, team: dict[str, int]) -> int:
    desk_settings.set_(desk, "member", str(team["Rahima"]))
    return office.accounts(desk)[0].id


@pytest.fixture
def kept(desk: Desk, account: int, team: dict[str, int]) -> int:
    parts = {SecretPart.PASSWORD: Secret(PASSWORD), SecretPart.TOTP: Secret(TOTP)}
    return vault.add(desk, account, CredentialForm("main admin", parts), team["Rahima"])


@pytest.fixture
def page(open_main: Open, account: int) -> Callable[[], MainWindow]:
    def open_() -> MainWindow:
        window = open_main()
        window.show_page("accounts")
        assert window.page._list.choose(str(account))
        return window

    return open_


def press(window: QWidget, text: str) -> None:
    [button] = [one for one in window.findChildren(Button) if one.text() == text and one.isVisible()]
    button.click()


def choose(window: MainWindow, text: str) -> None:
    """A line of the card's menu."""
    [more] = [
        one for one in window.findChildren(Button) if one.text() == tr("password.more") and one.isVisible()
    ]
    [action] = [one for one in more.menu().actions() if one.text() == text]
    action.trigger()


def waited(qtbot: QtBot, window: MainWindow, kind: type[D]) -> D:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


def texts(window: QWidget) -> list[str]:
    return [text for _, text in shown_texts(window)]


def test_a_login_is_kept_and_its_value_never_shown_unasked(
    qtbot: QtBot, page: Callable[[], MainWindow], desk: Desk, account: int
) -> None:
    window = page()
    press(window, tr("password.add"))
    dialog = waited(qtbot, window, AddCredential)
    dialog._password.line.setText(PASSWORD)
    dialog.submit()
    assert tr("password.changed.missing") in texts(dialog), "it is asked, and nothing is the answer by itself"
    dialog._known.set_value("not_known")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    (kept,) = vault.credentials(desk, account)
    assert kept.parts == (SecretPart.PASSWORD,)
    assert tr("password.start") in texts(window)
    assert not any(PASSWORD in text for text in texts(window))


def test_copying_and_showing_are_lent_and_recorded(
    qtbot: QtBot, page: Callable[[], MainWindow], desk: Desk, kept: int
) -> None:
    window = page()
    press(window, tr("button.copy"))
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == PASSWORD)
    window.context.clipboard.clear()
    choose(window, tr("password.show_part", part=tr("password.part.password")))
    dialog = waited(qtbot, window, ShownDialog)
    assert PASSWORD in texts(dialog)
    dialog._left = 1
    dialog._tick()
    assert not dialog.isVisible()


def test_the_one_time_code_is_shown_with_its_countdown(
    qtbot: QtBot, page: Callable[[], MainWindow], kept: int
) -> None:
    window = page()
    choose(window, tr("password.show_code"))
    dialog = waited(qtbot, window, CodeDialog)
    assert dialog._code.text().replace(" ", "").isdecimal()
    dialog._copy()
    assert QGuiApplication.clipboard().text().isdecimal()
    window.context.clipboard.clear()


def test_known_to_others_is_due_at_once(
    qtbot: QtBot, page: Callable[[], MainWindow], desk: Desk, kept: int
) -> None:
    window = page()
    press(window, tr("password.compromised"))
    dialog = waited(qtbot, window, CompromisedDialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    (status,) = (one for one in rotation.statuses(desk, reminders.today()) if one.credential_id == kept)
    assert status.state is DueState.AT_ONCE
    assert tr("password.at_once") in texts(window)


def test_another_value_is_entered_and_a_login_retired(
    qtbot: QtBot, page: Callable[[], MainWindow], desk: Desk, account: int, kept: int, team: dict[str, int]
) -> None:
    window = page()
    choose(window, tr("password.set_part", part=tr("password.part.notes")))
    value = waited(qtbot, window, SetValue)
    value._value.setPlainText("পুনরুদ্ধার ফোন ডিডি স্যারের")
    with qtbot.waitSignal(value.accepted):
        value.submit()
    assert vault.reveal(desk, kept, SecretPart.NOTES, team["Rahima"]).reveal() == "পুনরুদ্ধার ফোন ডিডি স্যারের"
    choose(window, tr("password.retire"))
    retire = waited(qtbot, window, RetireCredential)
    with qtbot.waitSignal(retire.accepted):
        retire.submit()
    assert vault.credentials(desk, account) == ()
    assert tr("password.none_kept") in texts(window)


def test_a_personal_account_records_changes_and_keeps_nothing(
    qtbot: QtBot, open_main: Open, desk: Desk, account: int, team: dict[str, int]
) -> None:
    form = AccountForm("facebook", "rahima.k", "Rahima", kind=AccountKind.PERSONAL, owner=team["Rahima"])
    personal = office.add_account(desk, form, team["Rahima"])
    window = open_main()
    window.show_page("accounts")
    assert window.page._list.choose(str(personal))
    assert tr("password.add") not in texts(window)
    press(window, tr("password.record"))
    dialog = waited(qtbot, window, RecordChange)
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    (change,) = rotation.history(desk, personal)
    assert change.member == "Rahima"
