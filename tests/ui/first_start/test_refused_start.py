"""A start that is refused: the sentence in a window, which Enter closes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import MissingEnvironment
from app.i18n import LANGUAGES, Translator
from app.ui import theme
from app.ui.app import application
from app.ui.first_start.refusal_window import RefusalWindow
from app.ui.translation import set_language
from tests.helpers.window import shown_texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_start_says_why_until_it_is_closed(qtbot: QtBot, language: str) -> None:
    application()
    set_language(language)
    theme.apply("light")
    refusal = MissingEnvironment("folder.open_elsewhere", path="/media/office/data", host="other-pc")
    window = RefusalWindow(refusal)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    assert Translator(language).refusal(refusal) in [text for _, text in shown_texts(window)]
    focused = window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert not window.isVisible()
