"""The page of responses on screen, and what is done there in more than one file of tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import ResponseKind
from app.services.responses import register
from app.services.responses.views import ResponseForm
from app.ui import jobs
from app.ui.context import Context
from app.ui.responses.bar import ResponseBar
from app.ui.responses.page import ResponsesPage
from app.ui.widgets.dialog import FormDialog
from tests.helpers.window import opened_pages

CONTROL = Qt.KeyboardModifier.ControlModifier


SHIFT = Qt.KeyboardModifier.ShiftModifier


Open = Callable[[], ResponsesPage]


@pytest.fixture
def open_responses(qtbot: QtBot, context: Context) -> Iterator[Open]:
    with opened_pages(qtbot, lambda: ResponsesPage(context)) as open_:
        yield open_


def asked(desk: Desk, by: int, text: str = "ফরম কোথায় পাব?", days: int = 1, **more: object) -> int:
    received = datetime.now(UTC) - timedelta(days=days)
    kind = ResponseKind(more.pop("kind", "question"))
    return register.add(desk, ResponseForm(1, kind, text, "সুমাইয়া", received, **more), by)  # type: ignore[arg-type]


def settle(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not jobs.busy())
    QApplication.processEvents()


def submit(qtbot: QtBot, dialog: FormDialog) -> None:
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle(qtbot)


def only(page: QWidget, kind: type[FormDialog]) -> FormDialog:
    (dialog,) = page.findChildren(kind)
    return dialog


def run(page: ResponsesPage, key: str) -> None:
    """A command of the page, as the palette runs it: behind a dialog that has just gone no key arrives."""
    next(command for command in page.commands if command.key == key).run()


def words(page: QWidget, part: type[QWidget]) -> str:
    QApplication.processEvents()
    (widget,) = page.findChildren(part)
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def buttons(page: ResponsesPage) -> set[str]:
    (bar,) = page.findChildren(ResponseBar)
    return {name for name, button in bar._buttons.items() if button.isVisible()}
