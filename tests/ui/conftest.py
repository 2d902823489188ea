"""The main window over a real desk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

if "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is loaded

import pytest
from pytestqt.qtbot import QtBot

from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.ui.main_window import MainWindow
from tests.helpers.window import close_window, open_window

Open = Callable[..., MainWindow]


@pytest.fixture
def open_main(qtbot: QtBot, desk: Desk) -> Iterator[Open]:
    """Opens the window over the desk as it is by then; window and jobs end with the test."""
    opened: list[MainWindow] = []

    def open_(**how: str) -> MainWindow:
        opened.append(open_window(qtbot, desk, **how))
        return opened[-1]

    yield open_
    for window in opened:
        close_window(window)


@pytest.fixture
def window(open_main: Open, desk: Desk, team: dict[str, int]) -> MainWindow:
    """The window of an office with a team; Rahima, a moderator, sits at the desk. In English."""
    desk_settings.set_(desk, "member", str(team["Rahima"]))
    return open_main()
