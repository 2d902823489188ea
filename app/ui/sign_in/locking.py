"""When the window locks: by key, when nobody touches the computer, and with the desktop's own lock."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog

from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.office import sign_in

SETTING = "lock_minutes"
CHOICES = ("5", "10", "30", "0")  # minutes; 0: never
USUAL = "10"
_TOUCHES = (
    QEvent.Type.ShortcutOverride,  # the key of a command comes as nothing else
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


def awake_or_asleep() -> float:
    """Seconds, counted also while the computer sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()


class IdleWatch(QObject):
    """`idle` is emitted once nobody touched this window's keyboard or mouse for the minutes that are set.

    A computer that slept over that time is idle by the first touch, which its timer had not told of yet.
    """

    idle = Signal()

    def __init__(self, desk: Desk, parent: QObject, clock: Callable[[], float] = awake_or_asleep) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clock = clock
        self._touched = 0.0  # by the clock
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)

    def start(self) -> None:
        """Begin to count, with the minutes as they are set now."""
        minutes = idle_minutes(self._desk)
        self._timer.stop()
        application = QApplication.instance()
        if minutes and application is not None:
            # Not sooner: every event passes a filter, thousands of them before the first paint.
            application.installEventFilter(self)
            self._timer.start(minutes * 60_000)
            self._touched = self._clock()

    def stop(self) -> None:
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES and self._timer.isActive():
            now = self._clock()
            slept = now - self._touched > self._timer.interval() / 1000
            self._touched = now
            self._timer.start()  # from the beginning
            if slept:
                self.idle.emit()
        return False


class HiddenDialogs:
    """The dialogs that were open when the window was locked: out of sight, and back for the same member."""

    def __init__(self) -> None:
        self._dialogs: list[QDialog] = []

    def hide(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.setVisible(False)
                self._dialogs.append(widget)

    def bring_back(self) -> None:
        for dialog in self._dialogs:
            dialog.setVisible(True)
        self._dialogs.clear()

    def close(self) -> None:
        """Somebody else came: what was being written is not theirs to see."""
        for dialog in self._dialogs:
            dialog.setVisible(True)
            dialog.done(QDialog.DialogCode.Rejected)
        self._dialogs.clear()


def idle_minutes(desk: Desk) -> int:
    """How long the computer may be left alone, in minutes; 0 for ever."""
    kept = desk_settings.get(desk, SETTING, USUAL)
    return int(kept) if kept in CHOICES else int(USUAL)


def lockable(desk: Desk) -> bool:
    """Whether there is a passphrase to open the window again."""
    return sign_in.in_force(desk)
