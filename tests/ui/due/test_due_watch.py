"""The watch over what is due: what is shown is what was seen last."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.posts import review
from app.ui.due import look as looking
from app.ui.due.watch import DueWatch
from app.ui.main_window import MainWindow
from tests.services.posts import write


def test_a_look_that_began_earlier_and_ends_later_hides_nothing(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = window.findChild(DueWatch)
    assert isinstance(watch, DueWatch)
    QThreadPool.globalInstance().waitForDone()
    seen_early, go_on = Event(), Event()
    look = looking.look

    def slow(desk: Desk) -> looking.Found:
        found = look(desk)
        seen_early.set()
        go_on.wait()
        return found

    monkeypatch.setattr(looking, "look", slow)
    QApplication.processEvents()
    watch.read()
    qtbot.waitUntil(seen_early.is_set)
    monkeypatch.setattr(looking, "look", look)
    draft = write(desk, team["Jamal"])
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    before = watch.rows
    try:
        watch.read()
        qtbot.waitUntil(lambda: watch.rows != before)
    finally:
        go_on.set()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()  # what the workers sent
    assert watch.rows != before
