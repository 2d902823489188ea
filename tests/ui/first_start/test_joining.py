"""An office on a server joined in the window, each failure in its place; and a start without the server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.errors import MissingEnvironment, Refusal
from app.models.engines.address import OfficeAddress
from app.services.base.desk import Desk, open_desk
from app.ui.first_start.server_window import ServerWindow
from app.ui.main_window import MainWindow
from tests.helpers.window import close_window, open_window, shown_texts
from tests.ui.first_start.test_first_start import first_start

pytestmark = pytest.mark.postgresql


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "alone")
    yield desk
    desk.close()


@pytest.fixture
def opened(qtbot: QtBot, alone: Desk) -> Iterator[MainWindow]:
    window = open_window(qtbot, alone, language="en")
    yield window
    close_window(window)


def says(window: MainWindow, words: str) -> bool:
    return any(words in text for _, text in shown_texts(window))


def test_an_office_on_a_server_is_joined_and_the_desk_opened_anew(
    qtbot: QtBot,
    opened: MainWindow,
    alone: Desk,
    office_on_server: OfficeAddress,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    password = os.environ["PGPASSWORD"]
    monkeypatch.delenv("PGPASSWORD")
    join = first_start(opened)._join
    join.button.click()
    assert says(opened, "Please enter the address")
    for address, secret, said in (
        ("nonsense", "", "no address of an office's server"),
        (str(office_on_server), "wrong", "does not know this desk"),
        (str(office_on_server), "", "asks for a password"),
    ):
        join.address.line.setText(address)
        join.password.line.setText(secret)
        join.button.click()
        qtbot.waitUntil(lambda said=said: says(opened, said))
        qtbot.waitUntil(join.button.isEnabled)
    join.password.line.setText(password)
    with qtbot.waitSignal(join.joined):
        join.button.click()
    assert opened.starts_again
    assert not opened.isVisible()
    alone.close()
    monkeypatch.setenv("PGPASSWORD", password)  # as there is no keyring here
    again = open_desk(alone.folder.path)
    assert again.shares_office
    again.close()


@pytest.mark.parametrize(
    ("refusal", "asks"),
    [
        (Refusal("office_address.wrong_password", host="server"), True),
        (MissingEnvironment("office_address.unreachable", host="server", said="timeout"), False),
        (Refusal("database.older", missing="reports"), False),
    ],
)
def test_a_start_without_the_server_says_why_and_asks_again(
    qtbot: QtBot, refusal: Refusal, asks: bool
) -> None:
    window = ServerWindow(refusal)
    qtbot.addWidget(window)
    window.show()
    assert window.password.isVisible() == asks
    assert window.answer is None
    window.password.line.setText("new one")
    window.again_button.click()
    assert window.answer is not None
    assert window.answer.reveal() == "new one"
    assert not window.isVisible()
