"""From the list of drafts to a blurred image and back, in the whole window, with keys alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import CheckState
from app.services.posts import intake, queue
from app.services.posts.views import DraftView
from app.ui import jobs
from app.ui.main_window import MainWindow
from app.ui.viewer.dialog import Viewer
from tests.helpers.images import encoded
from tests.helpers.skin_tones import skin_tones
from tests.helpers.window import Clock, shown_texts
from tests.person.keyboard import Keyboard
from tests.ui.viewer.conftest import Open as OpenViewer
from tests.ui.viewer.conftest import write_images


@pytest.fixture
def in_window(street: DraftView, window: MainWindow) -> MainWindow:
    """The window, opened once the draft was there."""
    return window


def test_a_bystander_is_blurred_with_four_keys(
    qtbot: QtBot, desk: Desk, street: DraftView, in_window: MainWindow, clock: Clock
) -> None:
    keys = Keyboard(qtbot, clock)

    def wait(until: Callable[[], bool]) -> None:
        qtbot.waitUntil(until)  # a busy machine's checks take their time

    keys.press("i")
    wait(lambda: isinstance(QApplication.activeWindow(), Viewer) and not jobs.busy())
    keys.press(Qt.Key.Key_Space, "s")
    wait(lambda: queue.draft(desk, street.id).versions == 2)
    wait(lambda: queue.draft(desk, street.id).checks.state is CheckState.DONE)
    wait(lambda: not jobs.busy())
    keys.press(Qt.Key.Key_Escape)
    wait(lambda: QApplication.activeWindow() is in_window)
    after = queue.draft(desk, street.id)
    places = [sum(bool(found.of_a_person) for found in draft.findings) for draft in (street, after)]
    assert places[1] == places[0] - 1
    keys.press("i")
    wait(lambda: isinstance(QApplication.activeWindow(), Viewer))
    viewer = QApplication.activeWindow()
    assert isinstance(viewer, Viewer)
    assert viewer.image == after.version.attachments[0]
    viewer.close()


def test_what_one_versions_check_found_obscene_is_covered_in_the_others(
    desk: Desk, team: dict[str, int], open_viewer: OpenViewer
) -> None:
    doubtful = IncomingFile("beach.png", encoded(skin_tones(600, 600), "PNG"))
    draft = write_images(desk, team["Karim"], doubtful)
    assert any(finding.covers for finding in draft.findings)
    form = replace(intake.form_of(draft.version), text="নতুন লেখা")
    intake.revise(desk, draft.id, form, team["Karim"])
    unchecked = queue.draft(desk, draft.id)
    assert not unchecked.findings
    viewer = open_viewer(unchecked)
    assert viewer.covered
    assert any("Checks are running" in text for _, text in shown_texts(viewer)), (
        "no word of nothing found yet"
    )
    viewer.close()
    older = open_viewer(unchecked, older=queue.version(desk, draft.id, 1))
    assert older.covered
    older.uncover()
    assert not older.covered
