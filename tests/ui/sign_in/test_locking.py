"""Every touch of the computer begins the idle time anew: keys, and all that a mouse does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.ui.app import application
from app.ui.sign_in.locking import SETTING, IdleWatch
from tests.helpers.window import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def idle(qtbot: QtBot, desk: Desk, clock: Clock) -> Iterator[IdleWatch]:
    """Counting the five minutes that this desk is set to."""
    application()
    desk_settings.set_(desk, SETTING, "5")
    owner = QObject()
    watch = IdleWatch(desk, owner, clock)
    timer_of(watch).setTimerType(Qt.TimerType.PreciseTimer)  # others may be early or late by a twentieth
    watch.start()
    yield watch
    delete(owner)


def wheel(_qtbot: QtBot, widget: QWidget) -> None:
    at, down = QPointF(5, 5), QPoint(0, -120)
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        widget, QWheelEvent(at, at, QPoint(), down, buttons, keys, Qt.ScrollPhase.NoScrollPhase, False)
    )


def command(qtbot: QtBot, widget: QWidget) -> None:
    """A key that is a command, and never comes as a key."""
    done = QShortcut("J", widget)
    widget.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is widget)
    with qtbot.waitSignal(done.activated):
        qtbot.keyPress(widget, Qt.Key.Key_J)


TOUCHES: dict[str, Callable[[QtBot, QWidget], None]] = {
    "key": lambda qtbot, widget: qtbot.keyPress(widget, Qt.Key.Key_Shift),
    "button": lambda qtbot, widget: qtbot.mousePress(widget, Qt.MouseButton.LeftButton),
    "move": lambda qtbot, widget: qtbot.mouseMove(widget, QPoint(20, 20)),
    "wheel": wheel,
    "command": command,
}


def timer_of(idle: IdleWatch) -> QTimer:
    timer = idle.findChild(QTimer)
    assert isinstance(timer, QTimer)
    return timer


def left(idle: IdleWatch) -> int:
    """Milliseconds until it counts as idle; -1 while it does not count."""
    return timer_of(idle).remainingTime()


@pytest.mark.parametrize("touch", TOUCHES)
def test_a_touch_begins_the_idle_time_anew(qtbot: QtBot, idle: IdleWatch, touch: str) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(100, 100)
    with qtbot.waitExposed(widget):
        widget.show()
    before = left(idle)
    assert 0 < before <= 5 * 60_000
    qtbot.waitUntil(lambda: left(idle) < before - 20)
    waited = left(idle)
    TOUCHES[touch](qtbot, widget)
    QApplication.processEvents()
    assert left(idle) > waited


def test_a_window_that_is_locked_counts_no_touch(qtbot: QtBot, idle: IdleWatch) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    idle.stop()
    qtbot.keyPress(widget, Qt.Key.Key_Shift)
    assert left(idle) == -1


def test_the_first_touch_after_a_long_sleep_finds_it_idle(
    qtbot: QtBot, idle: IdleWatch, clock: Clock
) -> None:
    """The timer stood still meanwhile, or has not told yet; the touch would begin its time anew."""
    widget = QWidget()
    qtbot.addWidget(widget)
    clock.tick(299)
    with qtbot.assertNotEmitted(idle.idle):
        qtbot.keyPress(widget, Qt.Key.Key_Shift)
    clock.tick(301)
    with qtbot.waitSignal(idle.idle):
        qtbot.keyPress(widget, Qt.Key.Key_Shift)
    with qtbot.assertNotEmitted(idle.idle):
        qtbot.keyPress(widget, Qt.Key.Key_Shift)
