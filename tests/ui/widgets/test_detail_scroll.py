"""Cards stand in two columns where the window is wide, and one under the other where it is not."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.app import application
from app.ui.widgets import Card, Label
from app.ui.widgets.detail_scroll import DetailScroll


def card(lines: int) -> Card:
    made = Card()
    for line in range(lines):
        made.body.addWidget(Label(f"line {line}"))
    return made


def top_left(part: QWidget, within: QWidget) -> QPoint:
    return part.mapTo(within, QPoint(0, 0))


def test_what_is_beside_goes_under_where_it_is_narrow(qtbot: QtBot) -> None:
    application()
    theme.apply("light")
    scroll = DetailScroll()
    qtbot.addWidget(scroll)
    head, long, short = card(1), card(12), card(2)
    scroll.show_cards(long, head=[head], beside=[short])
    scroll.resize(1500, 800)
    scroll.show()
    QApplication.processEvents()
    assert top_left(short, scroll).y() == top_left(long, scroll).y()
    assert top_left(short, scroll).x() > top_left(long, scroll).x() + long.width()
    assert short.height() < long.height()  # no card is drawn out to fill its column
    scroll.resize(900, 800)
    QApplication.processEvents()
    assert top_left(short, scroll).x() == top_left(long, scroll).x()
    assert top_left(short, scroll).y() > top_left(long, scroll).y() + long.height() - 1
    scroll.resize(1500, 800)
    QApplication.processEvents()
    assert top_left(short, scroll).y() == top_left(long, scroll).y()
