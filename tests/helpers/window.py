"""Opens the main window for tests and looks at it as a person would: its texts, its controls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.services.base.desk import Desk
from app.ui import jobs, preferences, theme
from app.ui.app import application, main_window
from app.ui.findings.panel import FindingsPanel
from app.ui.main_window import MainWindow
from app.ui.page import Page
from app.ui.post_view.post import PostView
from app.ui.translation import set_language

Shown = TypeVar("Shown", bound=Page)


class Clock:
    """The window's sense of how long something has been on screen, moved by the test."""

    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        return self._now

    def tick(self, seconds: float) -> None:
        self._now += seconds


def look(clock: Clock) -> None:
    """What is on screen is painted, and a person looks at it for a second."""
    for _ in range(3):  # pictures and layouts come with one event, and are painted with another
        QApplication.processEvents()
    clock.tick(1)


def look_through(root: QWidget, clock: Clock) -> None:
    """A person scrolls through the post and its findings in `root` once everything is there, and looks."""
    for kind in (PostView, FindingsPanel):
        part = root.findChild(kind)
        area = part if isinstance(part, PostView) else part.area
        bar = area.verticalScrollBar()
        bar.setValue(0)
        look(clock)
        while bar.value() < bar.maximum():
            bar.setValue(bar.value() + area.viewport().height() // 2)
            look(clock)
        bar.setValue(0)


def open_window(
    qtbot: QtBot,
    desk: Desk,
    *,
    language: str = "en",
    colours: str = "light",
    clock: Callable[[], float] = monotonic,
) -> MainWindow:
    """The main window over `desk`, shown and active, at the size of a common office screen.

    `close_window` it before the desk is closed.
    """
    application()
    preferences.restore(desk, language)
    set_language(language)
    theme.apply(colours)
    window = main_window(desk, clock=clock)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    if window.at_work or window.locked:
        assert window.page, "it is built by now, as after the first paint"
    return window


def close_window(window: MainWindow) -> None:
    """Close the window and let go of it at once: a later change of language must not reach it."""
    window.close()
    delete(window)
    QApplication.processEvents()


@contextmanager
def opened_pages(qtbot: QtBot, make: Callable[[], Shown]) -> Iterator[Callable[[], Shown]]:
    """Gives what opens a page as the window does, over what is in the record by then, and ends its jobs."""
    opened: list[Shown] = []

    def open_() -> Shown:
        page = make()
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


def shown_texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every text a person can read or hear in the visible parts of `root`, with the widget that bears it."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        texts = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and not _marked_up(widget)):
            texts.append(widget.text())
        if isinstance(widget, QLineEdit):
            texts.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            texts += [widget.itemText(place) for place in range(widget.count())]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            texts += [str(model.index(row, 0).data() or "") for row in range(model.rowCount())]
        yield from ((widget, text) for text in texts if text)


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Every visible control of `root` that the Tab key reaches."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def _marked_up(label: QLabel) -> bool:
    """A paragraph's markup; its plain text is its accessible name."""
    return label.textFormat() == Qt.TextFormat.RichText
