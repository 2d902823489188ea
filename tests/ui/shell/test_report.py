"""A bug becomes a report that gives away nothing, and a line in a private log."""

from __future__ import annotations

import logging
import os
import stat
import sys
from pathlib import Path

import pytest
from PySide6 import __version__ as qt_version
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import logbook
from app.bugs import describe
from app.errors import Refusal
from app.models.tables import Member
from app.services.base.desk import Desk
from app.ui import jobs, preferences
from app.ui.app import application
from app.ui.main_window import MainWindow
from app.ui.shell import report
from app.ui.shell.report import ReportWindow
from app.ui.translation import set_language, tr
from app.ui.widgets import Button
from tests.helpers.window import shown_texts

SECRET = "hunter2 and the text of a post"


def a_bug() -> BaseException:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as first:
            raise ValueError(SECRET) from first
    except ValueError as error:
        return error


def test_a_report_names_kinds_and_places_but_no_values() -> None:
    said = describe(a_bug())
    assert "builtins.ValueError" in said
    assert "builtins.KeyError" in said
    assert "shell/test_report.py" in said
    assert "a_bug" in said
    assert SECRET not in said
    assert str(Path.home()) not in said


def test_a_bug_is_shown_once_and_can_be_copied(qtbot: QtBot, tmp_path: Path) -> None:
    application()
    set_language("en")
    log = logbook.open_log(tmp_path)
    bug = a_bug()
    try:
        report.hook(type(bug), bug, bug.__traceback__)
        report.hook(type(bug), bug, bug.__traceback__)  # a bug in a timer comes again and again
    finally:
        logbook.close_log(log)
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, ReportWindow)]
    [window] = [one for one in windows if one.isVisible()]
    [copy] = [one for one in window.findChildren(Button) if one.text() == tr("button.copy")]
    copy.click()
    assert QGuiApplication.clipboard().text() == describe(bug, f"Qt {qt_version}")
    window.accept()
    logged = (tmp_path / "anumodon.log").read_text(encoding="utf-8")
    assert logged.count("builtins.ValueError") == 2
    assert SECRET not in logged


def test_rows_changed_from_outside_are_no_bug_of_ours(
    qtbot: QtBot, window: MainWindow, desk: Desk, office_of_one: dict[str, int]
) -> None:
    def bug() -> ReportWindow | None:
        error = a_bug()
        report.hook(type(error), error, error.__traceback__)
        qtbot.waitUntil(lambda: not jobs.busy())
        windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, ReportWindow)]
        return next((one for one in windows if one.isVisible()), None)

    qtbot.waitUntil(lambda: not jobs.busy())
    report.watch(desk)
    try:
        ours = bug()
        assert ours is not None, "the record is sound, so it is ours"
        ours.accept()
        with desk.store.write():
            Member.update(role="x").execute()
        assert bug() is None
        assert any("member 1" in text for _, text in shown_texts(window))
    finally:
        report.watch(None)


def test_ctrl_c_in_a_terminal_is_no_bug(qtbot: QtBot) -> None:
    application()
    before = len(QApplication.topLevelWidgets())
    report.hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert len(QApplication.topLevelWidgets()) == before


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's; on Windows the profile is private")
def test_the_log_is_private_even_after_it_was_rolled_over(tmp_path: Path) -> None:
    log = logbook.open_log(tmp_path)
    try:
        for _ in range(3):
            logging.getLogger("app.ui").error("x" * 600_000)
    finally:
        logbook.close_log(log)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert sys.excepthook is not report.hook


def test_a_refusal_nobody_met_is_its_sentence_and_no_report(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    qtbot.waitUntil(lambda: not jobs.busy())
    with desk.store.write() as transaction:
        transaction.database.execute_sql("PRAGMA query_only = 1")  # as a disk that takes nothing more
    try:
        try:
            preferences.set_theme(desk, "dark")
        except Refusal as refusal:
            report.hook(type(refusal), refusal, refusal.__traceback__)
        QApplication.processEvents()
        assert any("could not be written" in text for _, text in shown_texts(window))
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, ReportWindow)]
        assert not any(one.isVisible() for one in shown)
        assert window.close(), "a preference that cannot be kept must not keep the window open"
    finally:
        transaction.database.execute_sql("PRAGMA query_only = 0")
