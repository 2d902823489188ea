"""What drops down below a field is seen whole in both languages; the wheel does not choose from it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.base.enums import PURPOSES, Role
from app.ui import theme
from app.ui.app import application
from app.ui.translation import set_language
from app.ui.widgets.fields import Choice


def _open(qtbot: QtBot, choice: Choice) -> None:
    qtbot.addWidget(choice)
    with qtbot.waitExposed(choice):
        choice.show()
    choice.showPopup()
    qtbot.waitUntil(lambda: choice.view().isVisible())
    QApplication.processEvents()


# A list that drops down asks for more than a platform without a screen has.
@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)
@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize("values", [([role.value for role in Role], "role"), (PURPOSES, "purpose")])
def test_every_entry_is_seen_whole(qtbot: QtBot, language: str, values: tuple[list[str], str]) -> None:
    application()
    theme.apply("light")
    set_language(language)
    choice = Choice(*values)
    choice.setFixedWidth(130)  # a narrow field
    _open(qtbot, choice)
    view = choice.view()
    seen = view.viewport().rect()
    for place in range(choice.count()):
        entry = view.visualRect(view.model().index(place, 0))
        assert seen.contains(entry), choice.itemText(place)
        assert entry.width() >= view.sizeHintForIndex(view.model().index(place, 0)).width()
        assert entry.height() >= theme.px(28)
    choice.hidePopup()


def test_the_wheel_scrolls_the_page(qtbot: QtBot) -> None:
    application()
    choice = Choice([role.value for role in Role], "role")
    qtbot.addWidget(choice)
    with qtbot.waitExposed(choice):
        choice.show()
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, turn)
    assert choice.currentIndex() == 0
    assert not turn.isAccepted(), "what the choice stands in gets it"
