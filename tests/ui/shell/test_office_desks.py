"""A desk that waits is let in on the settings page, by name and with a reason, and ended there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.models.engines.address import OfficeAddress
from app.services.base import desk_settings
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.record import desks
from app.ui.main_window import MainWindow
from app.ui.settings.office_desks import DeskDialog, OfficeDesksCard
from tests.helpers.sample_office import set_up_office
from tests.helpers.window import close_window, open_window
from tests.services.memory_keyring import memory_keyring

pytestmark = pytest.mark.postgresql


@pytest.fixture
def first(tmp_path: Path, office_on_server: OfficeAddress) -> Iterator[Desk]:
    with memory_keyring(), closing(open_desk(tmp_path / "first", str(office_on_server))) as desk:
        me = set_up_office(desk, [("Rahima", Role.MODERATOR)])["Rahima"]
        desk_settings.set_(desk, "member", str(me))
        yield desk


def answered(qtbot: QtBot, window: MainWindow, card: OfficeDesksCard, button: str) -> None:
    """Press the button of that text on the card, and give a reason in the dialog."""
    pressed = next(one for one in card.findChildren(QPushButton) if one.text() == button and one.isVisible())
    pressed.click()
    dialog = window.findChild(DeskDialog)
    assert isinstance(dialog, DeskDialog)
    dialog._reason.line.setText("second room")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    dialog.setParent(None)


def test_a_waiting_desk_is_let_in_and_ended(
    qtbot: QtBot, first: Desk, tmp_path: Path, office_on_server: OfficeAddress
) -> None:
    with closing(open_desk(tmp_path / "second", str(office_on_server))) as second:
        desks.introduce(second)
        window = open_window(qtbot, first, language="en")
        try:
            window.show_page("settings")
            card = window.page.findChild(OfficeDesksCard)
            assert isinstance(card, OfficeDesksCard)
            qtbot.waitUntil(lambda: [one.waits for one in card._desks] == [False, True])
            answered(qtbot, window, card, "Let in…")
            qtbot.waitUntil(lambda: [one.waits for one in card._desks] == [False, False])
            answered(qtbot, window, card, "End…")
            qtbot.waitUntil(lambda: len(card._desks) == 1)
        finally:
            close_window(window)
