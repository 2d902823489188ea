"""Starts a window and ends the process once it is painted: the program's over a data folder, or an empty one.

`python -m tests.bench.first_paint [DATA]`. Both end in the same way, so that only what comes before counts.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

if TYPE_CHECKING:
    from app.services.base.desk import Desk
    from app.ui.main_window import MainWindow


class _EndWhenPainted(QObject):
    """Ends the process at the first paint of the window it is installed on.

    On that window alone: on the application it would have Python look at thousands of events.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- as Qt names it
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False


def main() -> None:
    application = QApplication(sys.argv[:1])
    end = _EndWhenPainted()
    if len(sys.argv) > 1:
        _program(Path(sys.argv[1]), end)
    else:
        window = QMainWindow()
        window.installEventFilter(end)
        window.resize(1366, 768)
        window.show()
        application.exec()
    raise SystemExit("no window was painted")


def _program(data: Path, end: QObject) -> None:
    from app.services.base.desk import open_desk  # not for the empty window
    from app.ui import app

    make_window = app.main_window

    def main_window(desk: Desk) -> MainWindow:
        window = make_window(desk)
        window.installEventFilter(end)
        return window

    app.main_window = main_window
    app.run_window(open_desk(data), language="bn")


if __name__ == "__main__":
    main()
