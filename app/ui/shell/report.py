"""What a bug becomes: a report the person can copy, and a log entry. The program goes on.

A report names kinds of errors and places in our code. It leaves out messages and values, because those
may hold a post's text, a path or a secret.
"""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app import NAME, VERSION
from app.ui.theme import px
from app.ui.widgets import Button, Label, Paragraph
from app.ui.words import words

_log = logging.getLogger(__name__)


def describe(error: BaseException) -> str:
    """The report of an error and of those that led to it: kinds and places, no messages, no values."""
    about = f"{NAME} {VERSION}", f"Python {platform.python_version()}", f"Qt {qt_version}"
    lines = [" · ".join((*about, sys.platform))]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


def _place(filename: str) -> str:
    """A file by its last three parts: the rest would name the person's folders."""
    return "/".join(Path(filename).parts[-3:])


def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """For `sys.excepthook`: log and show the report. Ctrl+C in a terminal just ends the program."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    report = describe(error)
    _log.error("unexpected error\n%s", report)
    if QApplication.instance() is not None and not _showing():
        ReportWindow(report, QApplication.activeWindow()).open()


def _showing() -> bool:
    # A bug in a paint or a timer comes again and again; one window is enough.
    return any(
        isinstance(widget, ReportWindow) for widget in QApplication.topLevelWidgets() if widget.isVisible()
    )


class ReportWindow(QDialog):
    """Says that something went wrong on our side, and gives the report to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report = report
        self.setWindowTitle(words("report.title"))
        self.setMinimumWidth(px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        column.addWidget(Label(words("report.title"), "title"))
        column.addWidget(Paragraph(words("report.body")))
        text = QPlainTextEdit(report, readOnly=True)
        text.setAccessibleName(words("report.text"))
        column.addWidget(text)
        row = QHBoxLayout()
        row.addStretch()
        copy = Button(words("button.copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close = Button(words("button.close"), "primary")
        close.clicked.connect(self.accept)
        row.addWidget(copy)
        row.addWidget(close)
        column.addLayout(row)
