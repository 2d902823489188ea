"""Cards stand in two columns where the window is wide, and one under the other where it is not."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.app import application
from app.ui.widgets import Button, Card, Label
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


def rows(*names: str) -> Card:
    made = Card()
    for name in names:
        made.body.addWidget(Label(name))
        made.body.addWidget(Button(name))
        made.body.addSpacing(200)
    return made


def test_cards_made_anew_keep_the_focus_where_it_was_and_on_screen(qtbot: QtBot) -> None:
    application()
    scroll = DetailScroll()
    qtbot.addWidget(scroll)
    scroll.resize(600, 300)
    scroll.show_cards(rows("a", "b", "c", "d"))
    with qtbot.waitActive(scroll):
        scroll.show()
        scroll.activateWindow()
    scroll.findChildren(Button)[2].setFocus()
    for names, now in (
        (("a", "b", "settled", "d"), "settled"),
        (("a", "new", "b", "settled", "d"), "settled"),
        (("a",), "a"),
    ):
        scroll.show_cards(rows(*names))
        qtbot.waitUntil(
            lambda now=now: isinstance(scroll.focusWidget(), Button) and scroll.focusWidget().text() == now
        )
        button = scroll.focusWidget()
        qtbot.waitUntil(
            lambda button=button: scroll.viewport().rect().contains(top_left(button, scroll.viewport()))
        )


def test_the_focus_elsewhere_is_left_there(qtbot: QtBot) -> None:
    application()
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    beside, scroll = Button("beside"), DetailScroll()
    column.addWidget(beside)
    column.addWidget(scroll)
    scroll.show_cards(rows("a"))
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    beside.setFocus()
    scroll.show_cards(rows("b"))
    QApplication.processEvents()
    assert whole.focusWidget() is beside
