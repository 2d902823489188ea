"""Starts a window and ends the process once it is painted: the program's over a data folder, or an empty one.

`python -m tests.bench.first_paint [DATA [page]]`. All end in the same way, so that only what comes before
counts: the first paint, which is of the frame, or with `page` that of the first page in it.
Imports come in the program's own order: PySide reads the source of every module that is imported after it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.base.desk import Desk
    from app.ui.main_window import MainWindow


def main() -> None:
    if len(sys.argv) > 1:
        _program(Path(sys.argv[1]), until_page=sys.argv[2:] == ["page"])
    else:
        _empty_window()
    raise SystemExit("no window was painted")


def _empty_window() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    _end_when_painted(window)
    window.resize(1366, 768)
    window.show()
    application.exec()


def _program(data: Path, *, until_page: bool) -> None:
    from app.services.base.desk import open_desk  # first, as in app.main
    from app.ui import app

    make_window = app.main_window

    def main_window(desk: Desk) -> MainWindow:
        window = make_window(desk)
        if until_page:
            window.painted.connect(lambda: _end_when_painted(window.page))
        else:
            _end_when_painted(window)
        return window

    app.main_window = main_window
    app.run_window(open_desk(data), language="bn")


def _end_when_painted(window: QWidget) -> None:
    """End the process at the first paint of this window or page.

    The filter is on that alone: on the application it would have Python look at thousands of events.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer

    class End(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- as Qt names it
            if event.type() is QEvent.Type.Paint:
                QTimer.singleShot(0, lambda: os._exit(0))
            return False

    window.installEventFilter(End(window))


if __name__ == "__main__":
    main()
