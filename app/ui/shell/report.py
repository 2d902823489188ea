"""What a bug becomes in the window: a report the person can copy, and a log entry. The program goes on."""

from __future__ import annotations

import logging
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app.bugs import describe
from app.errors import Refusal
from app.services.base.desk import Desk
from app.ui import jobs, messages
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Label, Paragraph
from app.ui.widgets.dialog import Dialog

_open: list[ReportWindow] = []  # also keeps a window without a parent from being collected
_watched: list[Desk] = []  # whose record may say that an error is not ours
_looking: list[BaseException] = []
_log = logging.getLogger(__name__)


def watch(desk: Desk | None) -> None:
    """From now on ask the record of `desk`, before an error is called ours; None: no desk is open."""
    _watched[:] = [] if desk is None else [desk]


def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """For `sys.excepthook`: log and show the report. Ctrl+C in a terminal just ends the program.

    A refusal that nobody met on its way (a preference that could not be kept on a full disk) is no bug: its
    sentence is shown.
    """
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    if isinstance(error, Refusal):
        messages.say(refusal_text(error), "error")
        return
    report = describe(error, f"Qt {qt_version}")
    _log.error("unexpected error\n%s", report)
    # A bug in a paint or a timer comes again and again; one window at a time is enough, and one look.
    application = QApplication.instance()
    if application is None or _open or _looking:
        return
    if not _watched:
        _show(report)
        return
    desk = _watched[0]

    def told(trouble: Refusal | None) -> None:
        if trouble is None:
            _show(report)
        else:
            messages.say(refusal_text(trouble), "error")

    _looking.append(error)
    try:
        jobs.run(
            lambda _work: _asked(desk),
            told,
            lambda _refusal: _show(report),
            owner=application,
            ended=_looking.clear,
        )
    except RuntimeError:  # no thread to be had
        _looking.clear()
        _show(report)


def _asked(desk: Desk) -> Refusal | None:
    from app.services.record.table_trouble import table_trouble  # with the audit, which no start needs

    try:
        return table_trouble(desk)
    except Exception as second:  # noqa: BLE001 -- the first is the one that is told
        _log.error("unexpected error\n%s", describe(second))
        return None


def _show(report: str) -> None:
    if not _open:
        window = ReportWindow(report, QApplication.activeWindow())
        _open.append(window)
        window.finished.connect(_open.clear)
        window.open()


class ReportWindow(Dialog):
    """Says that something went wrong on our side, and gives the report to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("report.title"), parent, width=600)
        text = QPlainTextEdit(report, readOnly=True)
        text.setAccessibleName(tr("report.text"))
        copy = Button(tr("button.copy"))
        copied = Label(look="small")
        copied.hide()

        def take() -> None:
            QGuiApplication.clipboard().setText(report)
            copied.setText(tr("report.copied"))
            copied.show()

        copy.clicked.connect(take)
        close = Button(tr("button.close"), "primary")
        close.clicked.connect(self.accept)
        self.body.addWidget(Paragraph(tr("report.body")))
        self.body.addWidget(text)
        self.buttons.insertWidget(0, copied)
        self.buttons.addWidget(copy)
        self.buttons.addWidget(close)
        close.setFocus()
