"""Starts the window over an open desk."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QLocale
from PySide6.QtGui import qt_set_sequence_auto_mnemonic
from PySide6.QtWidgets import QApplication

from app import NAME, logbook
from app.errors import MissingEnvironment, Refusal
from app.services.base import desk_settings
from app.services.base.desk import RESTORED, Desk
from app.services.base.secret import Secret
from app.ui import jobs, preferences, taskbar, theme
from app.ui.context import Context
from app.ui.due.watch import DueWatch
from app.ui.main_window import MainWindow
from app.ui.pages import pages
from app.ui.qt_translator import QtTranslator
from app.ui.shell import report
from app.ui.shell.keyboard import Keyboard
from app.ui.shell.one_window import OneWindow
from app.ui.translation import set_language
from app.ui.widgets.logo import program_icon
from app.work import Work

START_AGAIN = -1


def run_window(desk: Desk, *, language: str | None = None) -> int:
    """Show the main window and stay until it is closed; the exit status.

    It is `START_AGAIN` where the desk has joined an office elsewhere and is to be opened anew. A second start
    on the same data folder brings the first window to the front and returns 0.
    Raises `MissingEnvironment` where there is no display.
    """
    refuse_without_display()
    app = application()
    only = OneWindow(desk.folder.path)
    if not only.claim():
        return 0
    log = logbook.open_log(desk.folder.log)
    sys.excepthook = report.hook
    report.watch(desk)
    try:
        preferences.restore(desk, language)
        theme.follow_system()
        jobs.hold()
        window = main_window(desk)
        window.painted.connect(jobs.let_go)
        only.called.connect(window.bring_to_front)
        window.appear()
        if desk_settings.get(desk, RESTORED):
            window.painted.connect(lambda: _ask_for_passwords(window))
        status = app.exec()
        return START_AGAIN if window.starts_again else status
    finally:
        jobs.stop_all()
        sys.excepthook = sys.__excepthook__
        report.watch(None)
        logbook.close_log(log)
        only.release()


def _ask_for_passwords(window: MainWindow) -> None:
    """After a restoring: which passwords have to be entered again."""
    from app.ui.backup.missing_dialog import MissingSecretsDialog  # once after a restoring

    MissingSecretsDialog(window.context, window).show()


def ask_about_server(refusal: Refusal, language: str) -> Secret | None:
    """Show why the office's server is not reached, and wait: the password to try again with, None to end.

    The password is "" where none was asked for.
    """
    from app.ui.first_start.server_window import ServerWindow  # for a start that failed

    app = _application_without_desk(language)
    window = ServerWindow(refusal)
    window.show()
    app.exec()
    return window.answer


def open_updated(open_: Callable[[Work], Desk], language: str) -> Desk | None:
    """Open a desk whose database is copied first, showing how far that is; None where it was stopped.

    Raises what `open_` raises.
    """
    from app.ui.first_start.update_window import UpdateWindow  # once after an update

    app = _application_without_desk(language)
    window = UpdateWindow(open_)
    app.exec()
    if window.problem is not None:
        raise window.problem
    return window.desk


def show_refusal(refusal: Refusal, language: str) -> None:
    """Show why the program did not start, and wait until that is closed."""
    from app.ui.first_start.refusal_window import RefusalWindow  # for a start that failed

    app = _application_without_desk(language)
    window = RefusalWindow(refusal)
    window.show()
    app.exec()


def refuse_without_display() -> None:
    """Say plainly that there is no screen. Qt itself would blame a library and abort."""
    shown = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not shown:
        raise MissingEnvironment("window.no_display")


def application() -> QApplication:
    """The Qt application, dressed in the program's style, fonts and words."""
    taskbar.claim()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    if app.applicationName() != NAME:
        _dress(app)
    return app


def _application_without_desk(language: str) -> QApplication:
    """The Qt application for a window before any desk is open, which would know the person's choices."""
    app = application()
    set_language(language)
    theme.follow_system()
    theme.apply("system", 100)
    return app


def _dress(app: QApplication) -> None:
    app.setApplicationName(NAME)
    app.setDesktopFileName("anumodon")
    app.setStyle("Fusion")
    # Numbers and dates are written by app.bangla; Qt's own must not mix other digits in.
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.India))
    qt_set_sequence_auto_mnemonic(False)  # an & is part of a name here, and makes no key of the next letter
    app.installTranslator(QtTranslator(app))
    Keyboard(app)
    theme.load_fonts()
    app.setWindowIcon(program_icon())


def main_window(desk: Desk, *, clock: Callable[[], float] = monotonic) -> MainWindow:
    """The main window, over an application already dressed; `clock` as in `Context`."""
    context = Context(desk, clock=clock)
    watch = DueWatch(context, context)
    return MainWindow(context, pages(watch), watch)
