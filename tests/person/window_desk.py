"""A desk with its real window in a process of its own, told what to do line by line.

`python -m tests.person.window_desk FOLDER OFFICE KEYS LANGUAGE COLOURS`. Each line on standard input is a
list in JSON, the name of a method of `Hands` and its arguments; each answer is a line of JSON.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from time import monotonic, time

from PySide6.QtCore import QMimeData, QSocketNotifier, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.services.base import desk_settings
from app.services.base.enums import CheckState
from app.services.posts import queue
from app.ui import jobs, preferences, theme
from app.ui.app import application, main_window
from app.ui.main_window import MainWindow
from app.ui.post_list.view import DraftList
from app.ui.translation import set_language
from tests.helpers.killed_desk import desk_with_keys
from tests.helpers.window import Clock, close_window, look, look_through, shown_texts

_PATIENCE = 60.0  # seconds
KEYS = {"Return": Qt.Key.Key_Return, "Escape": Qt.Key.Key_Escape, "Tab": Qt.Key.Key_Tab}


class Hands:
    """What a person can do at this desk, and what they see."""

    def __init__(self, window: MainWindow, clock: Clock) -> None:
        self._window, self._clock = window, clock

    def press(self, *keys: str) -> None:
        """Keys one after another: a name of `KEYS`, `Ctrl+X`, or text."""
        self.come()
        for key in keys:
            look(self._clock)
            target = QApplication.focusWidget() or self._window
            if key.startswith("Ctrl+"):
                code = KEYS.get(key[5:], Qt.Key(ord(key[-1])))
                QTest.keyClick(target, code, Qt.KeyboardModifier.ControlModifier)
            elif key in KEYS:
                QTest.keyClick(target, KEYS[key])
            else:
                QTest.keyClicks(target, key)
            QApplication.processEvents()

    def come(self) -> None:
        """Sit down at this window: it gets the keys."""
        front = QApplication.activeModalWidget() or self._window
        front.raise_()
        front.activateWindow()
        self._until(front.isActiveWindow)

    def paste(self, path: str) -> None:
        """Copy a file elsewhere, and paste it into the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(path)])
        QGuiApplication.clipboard().setMimeData(mime)
        self.press("Ctrl+V")

    def checked(self, draft_id: int) -> None:
        """Wait until a draft's checks are done, at whichever desk, and it is in the list here."""
        desk, listed = self._window.context.desk, self._window.findChild(DraftList)
        self._until(lambda: listed.holds(draft_id))
        self._until(lambda: queue.draft(desk, draft_id).checks.state is CheckState.DONE)
        self._until(lambda: not jobs.busy())

    def go_to(self, draft_id: int) -> None:
        """Choose a draft and look through all of it."""
        self.come()
        listed = self._window.findChild(DraftList)
        self._until(lambda: listed.holds(draft_id))
        listed.go_to(draft_id)
        self._until(lambda: not jobs.busy())
        look_through(self._window.page, self._clock)
        listed.setFocus()

    def sees(self, words: str) -> float:
        """Wait until some text says so; when it was there, in seconds since 1970."""
        self._until(lambda: any(words in text for _, text in shown_texts(self._window)))
        return time()

    def export_to(self, path: str) -> None:
        """In the export dialog that is open: the place, and Ctrl+Return."""
        self._until(lambda: QApplication.activeModalWidget() is not None)
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        (place,) = (one for one in dialog.findChildren(QLineEdit) if one.text().endswith(".zip"))
        place.setFocus()
        self.press("Ctrl+A", path, "Ctrl+Return")
        self._until(lambda: Path(path).exists() and not jobs.busy())
        self.press("Escape")

    def picture(self, path: str) -> None:
        self._window.grab().save(path)

    def _until(self, done: Callable[[], bool]) -> None:
        end = monotonic() + _PATIENCE
        while not done():
            if monotonic() > end:
                raise TimeoutError(sorted({text for _, text in shown_texts(self._window)}))
            QTest.qWait(10)


def main() -> None:
    folder, office, keys, language, colours = sys.argv[1:]
    with desk_with_keys(Path(folder), office, Path(keys)) as desk:
        application()
        preferences.restore(desk, language)
        set_language(language)
        theme.apply(colours)
        clock = Clock()
        window = main_window(desk, clock=clock)
        desk_settings.set_(desk, "window", "")
        window.appear()
        hands = Hands(window, clock)
        listening = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

        def act() -> None:
            listening.setEnabled(False)
            line = sys.stdin.readline()
            if not line:
                QApplication.quit()
                return
            name, *arguments = json.loads(line)
            try:
                answer = getattr(hands, name)(*arguments)
            except Exception:  # noqa: BLE001 -- whoever waits for the answer sees that there is none
                traceback.print_exc()
                QApplication.exit(1)
                return
            print(json.dumps(answer), flush=True)
            listening.setEnabled(True)

        listening.activated.connect(act)
        status = QApplication.exec()
        close_window(window)
        jobs.stop_all()
    sys.exit(status)


if __name__ == "__main__":
    main()
