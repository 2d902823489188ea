"""What workers do leaves the destroying of widgets to the GUI thread."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui import jobs
from app.ui.garbage_collection import Collector
from app.work import Work


class _Knot(QObject):
    """An object in a cycle, which tells on which thread it went."""

    def __init__(self, went: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: went.append(threading.get_ident()))


def _busy(_work: Work) -> int:
    """Allocates as much as would have Python search many times over."""
    kept = [[number] for number in range(200_000)]
    return len(kept)


def test_no_worker_collects_what_the_window_left(qtbot: QtBot) -> None:
    went: list[int] = []
    _Knot(went)
    results: list[int] = []
    owner = QObject()
    jobs.run(_busy, results.append, owner=owner)
    qtbot.waitUntil(lambda: results == [200_000])
    assert not gc.isenabled()
    assert all(thread == threading.get_ident() for thread in went)


def test_the_gui_thread_collects_when_it_is_time(qtbot: QtBot) -> None:
    went: list[int] = []
    collector = Collector()
    _Knot(went)
    more = gc.get_threshold()[0] + 1  # than the youngest generation may hold
    kept = [[number] for number in range(more)]
    collector.look()
    assert went == [threading.get_ident()]
    assert len(kept) == more
