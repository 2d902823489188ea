"""Two windows of one office on a server: what one decides is on the other's screen at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.engines.address import OfficeAddress
from app.services.base import desk_settings
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import State
from app.services.posts import queue, review
from app.ui.main_window import MainWindow
from app.ui.shell.colleagues import Colleagues
from tests.helpers.postgresql import running_server
from tests.helpers.window import close_window, open_window, shown_texts
from tests.services.posts import write

pytestmark = pytest.mark.postgresql


@pytest.fixture
def elsewhere(tmp_path: Path, office_on_server: OfficeAddress) -> Iterator[Desk]:
    """Another desk of the same office."""
    desk = open_desk(tmp_path / "elsewhere", str(office_on_server))
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: dict[str, int]) -> Iterator[MainWindow]:
    desk_settings.set_(desk, "member", str(team["Rahima"]))
    opened = open_window(qtbot, desk, language="en")
    colleagues = opened.findChild(Colleagues)
    assert colleagues is not None
    colleagues.listen()  # as after the first paint
    qtbot.waitUntil(lambda: colleagues._notifier is not None, timeout=20_000)
    yield opened
    close_window(opened)


def says(window: MainWindow, words: str) -> bool:
    return any(words in text for _, text in shown_texts(window))


def test_a_colleagues_decision_is_on_screen_and_a_lost_server_comes_back_by_itself(
    qtbot: QtBot, window: MainWindow, elsewhere: Desk, team: dict[str, int], office_on_server: OfficeAddress
) -> None:
    draft = write(elsewhere, team["Karim"], "ভূমি মেলা আগামী রবিবার।")
    qtbot.waitUntil(lambda: says(window, "ভূমি মেলা আগামী রবিবার"), timeout=20_000)
    review.reject(elsewhere, draft.id, "পুরোনো", team["Karim"])
    qtbot.waitUntil(lambda: says(window, f"Karim has rejected draft {draft.id}"), timeout=20_000)
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    with running_server() as server:
        server.run(f"{ended} AND pid <> pg_backend_pid()", database=office_on_server.database)
    qtbot.waitUntil(lambda: says(window, "server is not reached"), timeout=20_000)
    qtbot.waitUntil(lambda: says(window, "server is back"), timeout=20_000)
    assert queue.counts(elsewhere)[State.REJECTED] == 1
