"""The record's anchor in the window: shown, saved, and compared with the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.record import outside
from app.ui.archive.anchor_dialog import AnchorDialog
from app.ui.archive.audit_dialog import AuditDialog
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from app.ui.widgets import Button
from tests.helpers.window import shown_texts
from tests.services.posts import write


def texts(root: QWidget) -> list[str]:
    return [text for _, text in shown_texts(root)]


@pytest.fixture
def dialog(qtbot: QtBot, team: dict[str, int], desk: Desk, window: MainWindow) -> AnchorDialog:
    write(desk, team["Jamal"])
    audit = AuditDialog(window.context, window)
    audit.show()
    buttons = {button.text(): button for button in audit.findChildren(Button)}
    buttons[tr("anchor_dialog.open")].click()
    (found,) = audit.findChildren(AnchorDialog)
    line = outside.anchor(desk).line.written("en")
    qtbot.waitUntil(lambda: line in texts(found))  # behind the window's first jobs
    return found


def test_an_anchor_is_saved_and_found_to_be_continued(
    qtbot: QtBot, dialog: AnchorDialog, desk: Desk, tmp_path: Path
) -> None:
    assert tr("anchor_dialog.never") in texts(dialog)
    dialog.save_into(tmp_path)
    qtbot.waitUntil(lambda: tr("anchor_dialog.never") not in texts(dialog))
    (saved,) = tmp_path.glob("anumodon-anchor-*.txt")
    report = outside.check(desk, saved)
    dialog.check(saved)
    said = tr("anchor.standing.continues", n=report.events, here=report.here)
    qtbot.waitUntil(lambda: said in texts(dialog))


def test_the_keys_stay_with_what_one_did(qtbot: QtBot, dialog: AnchorDialog, tmp_path: Path) -> None:
    save, check = (
        button
        for act in ("save", "check")
        for button in dialog.findChildren(Button)
        if button.text() == tr(f"anchor_dialog.{act}")
    )
    qtbot.waitUntil(save.hasFocus)
    other = tmp_path / "other.txt"
    other.write_text("x", "utf-8")
    check.setFocus()
    dialog.check(other)
    qtbot.waitUntil(lambda: check.isEnabled() and check.hasFocus())


def test_a_file_that_is_none_is_refused_with_a_sentence(
    qtbot: QtBot, dialog: AnchorDialog, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("x", "utf-8")
    dialog.check(other)
    qtbot.waitUntil(lambda: tr("error.anchor.none", name="other.txt") in texts(dialog))
