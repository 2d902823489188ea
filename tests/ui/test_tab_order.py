"""Tab goes through a page and a form as they stand on the screen, also after parts were made anew."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.program import demo
from app.ui import jobs
from app.ui.main_window import MainWindow
from app.ui.post_form.dialog import ComposeDialog
from app.ui.post_form.editor import PostEditor
from app.ui.post_form.images import FormImages
from app.work import Work
from tests.helpers.dialog_keys import back_and_forth
from tests.helpers.images import encoded, picture
from tests.ui.conftest import Open


def _walk(qtbot: QtBot, within: QWidget) -> list[QWidget]:
    """What Tab comes to, from where the focus is until it has come round or leaves `within`."""
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=120_000)
    QApplication.processEvents()
    reached: list[QWidget] = []
    here = QApplication.focusWidget()
    while here is not None and within.isAncestorOf(here) and here not in reached:
        reached.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
    return reached


def test_tab_goes_down_every_page(qtbot: QtBot, desk: Desk, open_main: Open) -> None:
    demo.set_up_demo(desk, Work())
    window = open_main(language="bn")
    for name in ("queue", "due", "accounts", "responses", "rules", "settings"):
        window.show_page(name)
        reached = _walk(qtbot, window.page)
        assert len(reached) > 3, name
        assert list(back_and_forth(window, reached)) == [], name


def test_what_comes_into_a_form_has_its_place_before_the_buttons(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.context.compose()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), ComposeDialog))
    form = window.findChild(ComposeDialog)
    form.findChild(PostEditor).setPlainText(
        "Vote for the boat."
    )  # the rules notice it, with a link to the words
    image = tmp_path / "fair.jpg"
    image.write_bytes(encoded(picture(), "JPEG"))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(image))])
    form.findChild(FormImages).take(mime)
    qtbot.waitUntil(lambda: len(form.findChild(FormImages).images()) == 1)
    reached = _walk(qtbot, form)
    assert len(reached) > 10
    assert list(back_and_forth(form, reached)) == []


def test_the_settings_begin_with_a_control(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("settings")
    focused = QApplication.focusWidget()
    assert isinstance(focused, QAbstractButton), "where the focus is can be seen"
    assert window.page.isAncestorOf(focused)
