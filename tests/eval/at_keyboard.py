"""A person at the real keyboard: keys go through the X server, the program runs in its own event loop."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.ui import jobs
from app.ui.main_window import MainWindow
from app.ui.post_list.view import DraftList

T = TypeVar("T")

_LOOK_AGAIN = 0.004  # seconds between two looks at the window while waiting for it
_PATIENCE = 40.0  # seconds until a step counts as failed


class Person(QObject):
    """Works in a thread of its own and asks the window only through its event loop.

    So the window is never held up by whoever drives it, also where a dialog has a loop of its own.
    """

    _asked = Signal(object)

    def __init__(self, pictures: Path) -> None:
        """Screenshots go into the folder `pictures`, numbered in the order of the steps."""
        super().__init__()
        self._pictures = pictures
        self._taken = 0
        self._asked.connect(lambda question: question())

    def work(self, day: Callable[[], None]) -> None:
        """Do a day's work in the running application, and leave the application. Raises what it raised."""
        done: Future[None] = Future()

        def whole_day() -> None:
            _settle(done, day)
            self._asked.emit(QApplication.quit)

        thread = Thread(target=whole_day)
        QTimer.singleShot(0, thread.start)
        QApplication.exec()
        thread.join()
        done.result()

    def ask(self, question: Callable[[], T]) -> T:
        """What `question` answers on the window's thread."""
        answer: Future[T] = Future()
        self._asked.emit(lambda: _settle(answer, question))
        return answer.result(_PATIENCE)

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until `condition` holds. Raises TimeoutError, with a photograph of what is there instead."""
        end = time.monotonic() + _PATIENCE
        pause = Event()
        while not self.ask(condition):
            if time.monotonic() > end:
                self.photograph("stuck")
                raise TimeoutError("the window did not come to what was waited for")
            pause.wait(_LOOK_AGAIN)

    def until_calm(self) -> None:
        """Until no work is under way and everything is painted."""
        self.until(lambda: not jobs.busy())
        self.ask(QApplication.processEvents)

    def press(self, *keys: str) -> None:
        """Press keys one after another, named as X names them: "j", "ctrl+k", "Return"."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)
        self.ask(lambda: None)

    def type(self, text: str) -> None:
        """Type a text, Bangla too: slowly, for xdotool lends a key to each letter the keyboard lacks."""
        subprocess.run(["xdotool", "type", "--delay", "60", "--", text], check=True)
        self.ask(lambda: None)

    def window_is(self, kind: str) -> None:
        """Wait until a window of the class `kind` has the keys."""
        self.until(lambda: type(QApplication.activeWindow()).__name__ == kind)

    def photograph(self, name: str) -> None:
        """Keep the whole screen as it is now."""
        self._taken += 1
        file = self._pictures / f"{self._taken:02}-{name}.png"
        self.ask(lambda: QApplication.primaryScreen().grabWindow(0).save(str(file)))


class Stopwatch(QObject):
    """How long it takes from a key to the next post on screen, in milliseconds."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._list = window.findChild(DraftList)
        self._pressed: float | None = None
        self._before = 0
        self.samples: list[float] = []
        self._list.installEventFilter(self)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._list and event.type() == QEvent.Type.ShortcutOverride:
            self._pressed, self._before = time.perf_counter(), self._list.draft_id
        elif watched is self._window and event.type() == QEvent.Type.UpdateRequest:
            self._on_paint()
        return False

    def _on_paint(self) -> None:
        if self._pressed is not None and self._list.count and self._list.draft_id != self._before:
            pressed, self._pressed = self._pressed, None
            # The window paints while it handles this event: the next turn of the loop is after it.
            QTimer.singleShot(0, lambda: self.samples.append((time.perf_counter() - pressed) * 1000))


def _settle(future: Future[T], act: Callable[[], T]) -> None:
    try:
        future.set_result(act())
    except Exception as problem:  # noqa: BLE001 - handed over whole to the thread that waits for it
        future.set_exception(problem)
