"""Backing up from the settings page, and the recovery key that is shown once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.backup import recovery, state
from app.services.backup.storage import Storage
from app.services.base.desk import Desk
from app.services.office import office
from app.ui.backup.automatic import AutomaticBackup
from app.ui.main_window import MainWindow
from app.ui.settings.backup import BackupCard
from app.ui.settings.backup_dialogs import PassphraseDialog, SheetDialog
from tests.helpers.window import close_window, open_window, shown_texts
from tests.services.memory_keyring import memory_keyring


@pytest.fixture
def keyring_in_memory() -> Iterator[None]:
    with memory_keyring():
        yield


@pytest.fixture
def window(
    qtbot: QtBot, keyring_in_memory: None, desk: Desk, office_of_one: dict[str, int]
) -> Iterator[MainWindow]:
    window = open_window(qtbot, desk)
    window.context.set_member(office.members(desk)[0])
    window.show_page("settings")
    yield window
    close_window(window)


@pytest.fixture
def card(window: MainWindow) -> BackupCard:
    card = window.page.findChild(BackupCard)
    assert isinstance(card, BackupCard)
    return card


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    drive = tmp_path / "usb"
    drive.mkdir()
    return drive


def test_with_a_recovery_key_one_press_is_enough(
    qtbot: QtBot, desk: Desk, card: BackupCard, drive: Path, office_of_one: dict[str, int]
) -> None:
    recovery.make_recovery_key(desk, "প্রথম চাবি", office_of_one["Rahima"])
    card.set_folder(drive)
    card.now_button.click()
    qtbot.waitUntil(lambda: state.last(desk) is not None and card.now_button.isEnabled())
    found = state.last(desk)
    assert found is not None
    assert found.proved_at is not None


def test_without_one_a_passphrase_is_asked_for(
    qtbot: QtBot, desk: Desk, card: BackupCard, drive: Path
) -> None:
    assert not card.set_folder(desk.folder.backups)
    why = "within the data folder"
    qtbot.waitUntil(lambda: any(why in text for _, text in shown_texts(card)))
    card.set_folder(drive)
    qtbot.waitUntil(lambda: not any(why in text for _, text in shown_texts(card)))
    card.now_button.click()
    dialog = card.window().findChild(PassphraseDialog)
    assert isinstance(dialog, PassphraseDialog)
    dialog.field.first.line.setText("পদ্মা মেঘনা")
    dialog.field.again.line.setText("পদ্মা মেঘনা যমুনা")
    dialog.submit()
    assert dialog.isVisible()
    dialog.field.first.line.setText("পদ্মা মেঘনা যমুনা")
    dialog.submit()
    qtbot.waitUntil(lambda: len(Storage.under(drive).backups()) == 1 and card.now_button.isEnabled())
    assert state.last(desk) is not None


def test_the_key_is_let_go_of_only_once_its_end_was_typed(
    qtbot: QtBot, desk: Desk, window: MainWindow, office_of_one: dict[str, int]
) -> None:
    secret = recovery.make_recovery_key(desk, "প্রথম চাবি", office_of_one["Rahima"])
    sheet = SheetDialog(secret, recovery.recovery_public(desk), window)
    sheet.open()
    sheet.reject()
    sheet.typed.line.setText("WRONG")
    sheet.done_button.click()
    assert sheet.isVisible()
    sheet.typed.line.setText(secret.reveal()[-8:].lower())
    with qtbot.waitSignal(sheet.accepted):
        sheet.done_button.click()


def test_a_backup_begins_by_itself_once_its_drive_is_there(
    qtbot: QtBot, desk: Desk, window: MainWindow, drive: Path, office_of_one: dict[str, int]
) -> None:
    recovery.make_recovery_key(desk, "প্রথম চাবি", office_of_one["Rahima"])
    automatic = AutomaticBackup(window.context, window)
    state.keep_every(desk, 1)
    state.keep_folder(desk, drive / "away")
    automatic.look()
    assert state.last(desk) is None
    state.keep_folder(desk, drive)
    automatic.look()
    qtbot.waitUntil(lambda: state.last(desk) is not None)
    assert not state.is_wanted(desk)
