"""A whole rotation by keyboard against the real Secret Service: left, resumed, confirmed, recorded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bangla.dates import local
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.base.enums import RotationReason, SecretPart, Step
from app.services.base.secret import Secret
from app.services.office import office
from app.services.secrets import rotation, rotation_guide, vault
from app.services.secrets.views import CredentialForm, CredentialView
from app.ui import jobs
from app.ui.main_window import MainWindow
from app.ui.rotation.dialog import RotationDialog
from app.ui.rotation.new_password import NewPassword
from app.ui.translation import tr
from tests.helpers.window import shown_texts
from tests.ui.conftest import Open

pytestmark = pytest.mark.keyring

OLD = "Kite-river-morning-4471"


@pytest.fixture
def credential(desk: Desk, team: dict[str, int]) -> CredentialView:
    desk_settings.set_(desk, "member", str(team["Rahima"]))
    account = office.accounts(desk)[0].id
    form = CredentialForm("main admin", {SecretPart.PASSWORD: Secret(OLD)})
    return vault.credential(desk, vault.add(desk, account, form, team["Rahima"]))


def opened(qtbot: QtBot, window: MainWindow, credential: CredentialView) -> RotationDialog:
    dialog = RotationDialog(window.context, credential, RotationReason.PLANNED, window)
    with qtbot.waitActive(dialog):
        dialog.open()
    return dialog


def press_enter(qtbot: QtBot, dialog: RotationDialog) -> None:
    """Enter on whatever the dialog put the focus on, and wait until the keyring has answered."""
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog._panel.isEnabled())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not jobs.busy())


def at_step(desk: Desk, credential: CredentialView) -> Step | None:
    under_way = rotation_guide.guide(desk, credential.id)
    return under_way.step if under_way is not None else None


def made(qtbot: QtBot, dialog: RotationDialog) -> str:
    """Begin with the password the program made."""
    new = dialog._panel.findChild(NewPassword)
    assert isinstance(new, NewPassword)
    qtbot.waitUntil(lambda: new._strength is not None)
    password = str(new._line.text())
    dialog._panel._buttons[0].setFocus()
    press_enter(qtbot, dialog)
    return password


def board() -> str:
    return QGuiApplication.clipboard().text()


def test_a_rotation_walked_through_by_keyboard(
    qtbot: QtBot, open_main: Open, desk: Desk, credential: CredentialView, team: dict[str, int]
) -> None:
    window = open_main()
    dialog = opened(qtbot, window, credential)
    password = made(qtbot, dialog)
    assert at_step(desk, credential) is Step.GENERATED

    press_enter(qtbot, dialog)
    assert at_step(desk, credential) is Step.OLD_COPIED
    assert board() == OLD
    dialog.reject()  # the person is called away, or the power fails

    dialog = opened(qtbot, window, credential)
    press_enter(qtbot, dialog)
    assert at_step(desk, credential) is Step.NEW_COPIED
    assert board() == password
    press_enter(qtbot, dialog)
    assert at_step(desk, credential) is Step.CONFIRMED
    for _ in range(3):
        press_enter(qtbot, dialog)  # Enter drops no password, however often
        dialog._panel._buttons[0].setFocus()
    assert at_step(desk, credential) is Step.CONFIRMED
    QTest.keyClick(dialog._panel._buttons[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: at_step(desk, credential) is None and not jobs.busy())
    assert any(tr("rotation.done.title") == text for _, text in shown_texts(dialog))

    kept = vault.reveal(desk, credential.id, SecretPart.PASSWORD, team["Rahima"])
    assert kept.reveal() == password
    (status,) = (
        one
        for one in rotation.statuses(desk, local(datetime.now(UTC)).date())
        if one.credential_id == credential.id
    )
    assert status.last_change == local(datetime.now(UTC)).date()
    window.context.clipboard.clear()


def test_a_second_enter_stops_nothing_and_a_refusal_leaves_the_focus_where_it_was(
    qtbot: QtBot, open_main: Open, desk: Desk, credential: CredentialView, team: dict[str, int]
) -> None:
    dialog = opened(qtbot, open_main(), credential)
    made(qtbot, dialog)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog._panel._buttons[0])
    QTest.keyClick(dialog._panel._buttons[0], Qt.Key.Key_Return)
    assert not dialog._stop.isEnabled()
    qtbot.waitUntil(lambda: at_step(desk, credential) is Step.OLD_COPIED and not jobs.busy())
    assert dialog._stop.isEnabled()

    rotation_guide.stop(desk, credential.id, team["Rahima"])  # at another desk
    press_enter(qtbot, dialog)
    assert dialog.error.isVisible()
    assert QApplication.focusWidget() is dialog._panel._buttons[0]


def test_stopping_keeps_the_old_one(
    qtbot: QtBot, open_main: Open, desk: Desk, credential: CredentialView, team: dict[str, int]
) -> None:
    dialog = opened(qtbot, open_main(), credential)
    made(qtbot, dialog)
    dialog._stop.click()
    qtbot.waitUntil(lambda: at_step(desk, credential) is None)
    assert vault.reveal(desk, credential.id, SecretPart.PASSWORD, team["Rahima"]).reveal() == OLD


def test_a_weak_one_of_ones_own_is_refused_with_advice(
    qtbot: QtBot, open_main: Open, desk: Desk, credential: CredentialView
) -> None:
    dialog = opened(qtbot, open_main(), credential)
    new = dialog._panel.findChild(NewPassword)
    assert isinstance(new, NewPassword)
    new._ways.set_value("own")
    new.make()
    QTest.keyClicks(new._line, "amarsonarbangla")
    with qtbot.waitSignal(new.measured):
        pass
    dialog._panel._buttons[0].click()
    texts = [text for _, text in shown_texts(dialog)]
    assert tr("new_password.too_weak") in texts
    assert tr("strength.weak") in texts
    assert at_step(desk, credential) is None
