"""What waits for the first paint is begun once, with or without one."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.app import application
from app.ui.shell import first_paint
from app.ui.shell.first_paint import FirstPaint


def test_tells_of_the_first_paint_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    application()
    monkeypatch.setattr(first_paint, "_AT_MOST", 1_000_000_000)  # only a paint can tell
    window = QWidget()
    qtbot.addWidget(window)
    told: list[None] = []
    first = FirstPaint(window)
    first.painted.connect(lambda: told.append(None))
    with qtbot.waitSignal(first.destroyed):
        window.show()
    window.repaint()
    assert told == [None]


def test_a_window_that_stays_hidden_does_not_wait_for_ever(qtbot: QtBot) -> None:
    application()
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitSignal(FirstPaint(window).painted):
        pass
