"""Opens the main window for tests and looks at it as a person would: its texts, its controls."""

from __future__ import annotations

from collections.abc import Iterator

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
from app.ui import preferences, theme
from app.ui.app import application, main_window
from app.ui.main_window import MainWindow
from app.ui.translation import set_language


def open_window(qtbot: QtBot, desk: Desk, *, language: str = "en", colours: str = "light") -> MainWindow:
    """The main window over `desk`, shown and active, at the size of a common office screen.

    `close_window` it before the desk is closed.
    """
    application()
    preferences.restore(desk, language)
    set_language(language)
    theme.apply(colours)
    window = main_window(desk)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def close_window(window: MainWindow) -> None:
    """Close the window and let go of it at once: a later change of language must not reach it."""
    window.close()
    delete(window)
    QApplication.processEvents()


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
