"""The queue page over a real desk, with nothing between."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.services.base.desk import Desk
from app.services.office import office
from app.ui import jobs, theme
from app.ui.app import application
from app.ui.context import Context
from app.ui.queue.page import QueuePage
from app.ui.words import set_language

Press = Callable[..., None]


@pytest.fixture
def context(qtbot: QtBot, desk: Desk, team: dict[str, int]) -> Iterator[Context]:
    """Rahima, a moderator of a team, sits at the desk; the window speaks English."""
    application()
    set_language("en")
    theme.apply("light")
    context = Context(desk)
    context.set_member(office.member(desk, team["Rahima"]))
    yield context
    jobs.stop_all()


@pytest.fixture
def open_page(qtbot: QtBot, context: Context) -> Iterator[Callable[[], QueuePage]]:
    """Opens the page as the window does, over what is in the record by then."""
    opened: list[QueuePage] = []

    def open_() -> QueuePage:
        page = QueuePage(context)
        opened.append(page)
        page.resize(1282, 734)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.arrive()
        return page

    yield open_
    jobs.stop_all()
    for page in opened:
        delete(page)  # at once: a page that outlives its desk would go on reading from it


@pytest.fixture
def press(qtbot: QtBot) -> Press:
    """Presses keys where the focus is, as a person does."""

    def press_(page: QWidget, *keys: str | Qt.Key) -> None:
        for key in keys:
            target = page.focusWidget() or page
            if isinstance(key, str):
                qtbot.keyClicks(target, key)
            else:
                qtbot.keyClick(target, key)
            QApplication.processEvents()

    return press_
