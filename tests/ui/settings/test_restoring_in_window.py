"""Restoring a backup in the window: from Settings, and at the first start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.services.backup import making, swapping
from app.services.base.desk import Desk
from app.services.base.secret import Secret
from app.services.office import office
from app.services.secrets import vault
from app.ui.backup.missing_dialog import MissingSecretsDialog
from app.ui.backup.restore_dialog import RestoreDialog
from app.ui.credentials.again_dialog import EnterAgainDialog
from app.ui.first_start.page import FirstStart
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from app.ui.widgets import Button
from app.work import Work
from tests.helpers.window import shown_texts
from tests.services.memory_keyring import MemoryKeyring, memory_keyring
from tests.services.posts import write
from tests.services.test_vault import form as credential_form
from tests.ui.conftest import Open

PASSPHRASE = "হেমন্তের সকালে নদীর ধারে একা হাঁটি"


@pytest.fixture(autouse=True)
def keyring() -> Iterator[None]:
    with memory_keyring():
        yield


def texts(dialog: RestoreDialog) -> list[str]:
    return [text for _, text in shown_texts(dialog)]


def having_read(qtbot: QtBot, window: MainWindow, backup: str) -> RestoreDialog:
    """The dialog once it has read that backup, and nothing is put in place yet."""
    dialog = RestoreDialog(window.context, window)
    dialog.open()
    dialog.file.line.setText(backup)
    dialog.secret.line.setText(PASSPHRASE)
    dialog.reason.line.setText("ডিস্ক নষ্ট")
    dialog.submit()
    qtbot.waitUntil(lambda: tr("restore.sound") in texts(dialog))
    return dialog


def test_what_is_here_is_replaced_only_after_it_was_read_and_agreed(
    qtbot: QtBot, desk: Desk, office_of_one: dict[str, int], open_main: Open, tmp_path: Path
) -> None:
    write(desk, office_of_one["Rahima"], images=1)
    made = making.back_up(desk, tmp_path, Secret(PASSPHRASE), office_of_one["Rahima"], Work())
    window: MainWindow = open_main()
    dialog = RestoreDialog(window.context, window)
    dialog.in_place.connect(window.context.restart_wanted)
    dialog.open()
    dialog.file.line.setText(made.file)
    dialog.secret.line.setText("another passphrase altogether")
    dialog.reason.line.setText("ডিস্ক নষ্ট")
    dialog.submit()
    qtbot.waitUntil(lambda: tr("error.backup.wrong_secret") in texts(dialog))
    dialog.secret.line.setText(PASSPHRASE)
    dialog.submit()
    qtbot.waitUntil(lambda: tr("restore.sound") in texts(dialog))
    assert not window.starts_again
    with qtbot.waitSignal(dialog.in_place):
        dialog.submit()
    assert window.starts_again
    assert desk.folder.path.with_name(f".{desk.folder.path.name}.swap").exists()


def test_escape_while_it_is_put_in_place_takes_nothing_away(
    qtbot: QtBot, desk: Desk, office_of_one: dict[str, int], window: MainWindow, tmp_path: Path
) -> None:
    made = making.back_up(desk, tmp_path, Secret(PASSPHRASE), office_of_one["Rahima"], Work())
    dialog = having_read(qtbot, window, made.file)
    with qtbot.waitSignal(dialog.in_place):
        dialog.submit()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    here = desk.folder.path
    assert here.with_name(f".{here.name}.swap").exists()
    assert (here.with_name(f"{here.name}.restored") / desk.folder.database.name).exists()


def test_a_second_member_is_still_to_be_chosen_once_it_was_read(
    qtbot: QtBot, desk: Desk, team: dict[str, int], window: MainWindow, tmp_path: Path
) -> None:
    window.context.set_member(office.member(desk, team["Selina"]))
    made = making.back_up(desk, tmp_path, Secret(PASSPHRASE), team["Selina"], Work())
    dialog = having_read(qtbot, window, made.file)
    dialog.submit()
    assert tr("settle.second_wanted") in texts(dialog)
    [who] = [one for one in dialog.findChildren(QComboBox) if one.accessibleName() == tr("settle.second")]
    assert who.isVisible()
    who.setFocus()
    qtbot.keyClick(who, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.in_place):
        dialog.submit()


def test_that_the_authority_alone_may_is_said_before_anything_is_read(
    desk: Desk, team: dict[str, int], window: MainWindow
) -> None:
    only = tr("restore.authority_only", names="Selina")
    for name, told in (("Rahima", True), ("Selina", False)):
        window.context.set_member(office.member(desk, team[name]))
        dialog = RestoreDialog(window.context, window)
        dialog.open()
        assert (only in texts(dialog)) is told
        dialog.reject()


def test_passwords_that_no_backup_has_are_entered_from_the_list(
    qtbot: QtBot, desk: Desk, team: dict[str, int], window: MainWindow
) -> None:
    login = vault.add(desk, 1, credential_form(), team["Rahima"])
    parts = vault.credential(desk, login).parts
    MemoryKeyring.kept.clear()  # the keyring of the old computer
    dialog = MissingSecretsDialog(window.context, window)
    dialog.show()
    qtbot.waitUntil(lambda: tr("restore.enter") in [text for _, text in shown_texts(dialog)])
    assert tr("restore.settle_first") not in [text for _, text in shown_texts(dialog)]
    next(one for one in dialog.findChildren(Button) if one.text() == tr("restore.enter")).click()
    (again,) = dialog.findChildren(EnterAgainDialog)
    again.submit()
    qtbot.waitUntil(lambda: again.error.text() == tr("error.vault.empty"))
    for part in parts:
        field = again.field(part)
        assert isinstance(field, QLineEdit)
        field.setText(f"{part} Kd8!pWq3")
    again.submit()
    qtbot.waitUntil(lambda: tr("restore.secrets_none") in [text for _, text in shown_texts(dialog)])
    dialog.reject()


def test_a_new_computer_offers_it_at_the_first_start(
    qtbot: QtBot, desk: Desk, open_main: Open, tmp_path: Path
) -> None:
    window: MainWindow = open_main()
    (page,) = window.findChildren(FirstStart)
    page.restore_button.click()
    (dialog,) = window.findChildren(RestoreDialog)
    dialog.submit()
    assert tr("error.backup.file_missing") in texts(dialog)
    dialog.reject()
    assert swapping.swap(desk.folder.path) is None
