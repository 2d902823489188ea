"""The first start of a new version: the copy of a big database is seen to grow, and can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import Cancelled, MissingEnvironment
from app.i18n import LANGUAGES, Translator
from app.models import opening
from app.models.migrations import MIGRATIONS
from app.services.base.desk import Desk, open_desk, update_waits
from app.ui.app import application, open_updated
from app.ui.first_start.update_window import UpdateWindow
from app.work import Work
from tests.helpers.window import shown_texts

EARLIER = MIGRATIONS[:-1]


@pytest.fixture
def earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that a release made which did not know the newest migration."""
    folder = tmp_path / "data"
    with monkeypatch.context() as patch:
        patch.setattr(opening, "MIGRATIONS", EARLIER)
        open_desk(folder).close()
    return folder


def shown() -> list[UpdateWindow]:
    return [
        one for one in QApplication.topLevelWidgets() if isinstance(one, UpdateWindow) and one.isVisible()
    ]


def opened(open_: Callable[[Work], Desk], language: str) -> Desk | None:
    """As a start opens the desk, without the Quit that its closed window posts and no loop is left to take.

    The program's next loop drops it. pytest-qt handles it outside any, after which loops end at once.
    """
    desk = open_updated(open_, language)
    QCoreApplication.removePostedEvents(application(), QEvent.Type.Quit.value)
    return desk


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_far_the_copy_is_is_shown_and_the_window_follows(
    earlier: Path, language: str, qtbot: QtBot
) -> None:
    assert update_waits(earlier)
    goes_on, told, threads = threading.Event(), [], []

    def slowly(work: Work) -> Desk:
        threads.append(threading.current_thread())
        work.step(2, 5)
        goes_on.wait(60)
        return open_desk(earlier, work=work)

    def look() -> None:
        if not shown():
            return
        told.extend(text for _, text in shown_texts(shown()[0]))
        QTest.keyClick(shown()[0].focusWidget() or shown()[0], Qt.Key.Key_Space)  # meant for something else
        timer.stop()
        goes_on.set()

    application()
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(50)
    desk = opened(slowly, language)
    assert desk is not None
    desk.close()
    assert threads != [threading.main_thread()]
    words = Translator(language)
    assert {words("updating.title"), words("updating.copying"), words("button.stop")} <= set(told)
    assert not update_waits(earlier)
    assert len(list((earlier / "backups").glob("before-*.db"))) == 1
    assert not shown()


def test_stopped_it_leaves_all_as_it_was_and_the_program_ends(earlier: Path, qtbot: QtBot) -> None:
    def stopped(work: Work) -> Desk:
        while not goes_on.wait(0.01):
            work.step(1, 2)
        raise AssertionError

    application()
    goes_on = threading.Event()

    timer = QTimer()
    timer.timeout.connect(lambda: [one.close() for one in shown()])
    timer.start(50)
    assert opened(stopped, "en") is None
    assert update_waits(earlier)


def test_a_copy_that_is_stopped_leaves_no_part_of_it(earlier: Path) -> None:
    work = Work()
    work.cancel()
    with pytest.raises(Cancelled):
        open_desk(earlier, work=work)
    assert update_waits(earlier)
    assert list((earlier / "backups").iterdir()) == []


def test_why_it_failed_is_told_as_at_any_start(qtbot: QtBot) -> None:
    def full(_work: Work) -> Desk:
        raise MissingEnvironment("database.no_room", path="anumodon.db")

    with pytest.raises(MissingEnvironment, match=r"database\.no_room"):
        open_updated(full, "bn")
