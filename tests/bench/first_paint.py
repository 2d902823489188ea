"""Starts a window and ends the process once it is painted: the program's over a data folder, or an empty one.

`python -m tests.bench.first_paint [DATA]`. Both end in the same way, so that only what comes before counts.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class _EndWhenPainted(QObject):
    """Ends the process at the first paint of a window of the application."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- as Qt names it
        if event.type() is QEvent.Type.Paint and isinstance(watched, QMainWindow):
            QTimer.singleShot(0, lambda: os._exit(0))
        return False


def main() -> None:
    application = QApplication(sys.argv[:1])
    end = _EndWhenPainted()
    application.installEventFilter(end)
    if len(sys.argv) > 1:
        _program(Path(sys.argv[1]))
    else:
        window = QMainWindow()
        window.resize(1366, 768)
        window.show()
        application.exec()
    raise SystemExit("no window was painted")


def _program(data: Path) -> None:
    from app.services.base.desk import open_desk  # not for the empty window
    from app.ui.app import run_window

    run_window(open_desk(data), language="bn")


if __name__ == "__main__":
    main()
