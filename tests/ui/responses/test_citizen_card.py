"""What a citizen wrote is read in whole lines, however narrow the room and large the text."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.ui import theme
from app.ui.responses.citizen_card import CitizenCard, KindPill
from app.ui.translation import set_language
from tests.helpers.cut_parts import cut_parts
from tests.helpers.images import encoded, picture
from tests.ui.responses.conftest import Open, asked, settle

_URL = "https://www.facebook.com/sample/posts/1"
_WORDS = "তিন মাস ধরে মেয়ের উপবৃত্তির টাকা পাইনি। বিদ্যালয়ে বললে শুধু অপেক্ষা করতে বলে।"
_NARROW, _USUAL = 940, 1282  # px of the page in a window 1024 px wide, and 1366 px


def _card(qtbot: QtBot, open_responses: Open, width: int) -> CitizenCard:
    page = open_responses()
    page.resize(width, 734)
    settle(qtbot)
    for _ in range(4):  # each turn of the event loop lays out one around the last
        QApplication.processEvents()
    (card,) = page.findChildren(CitizenCard)
    return card


def _words(card: CitizenCard) -> QLabel:
    return next(label for label in card.findChildren(QLabel) if label.accessibleName() == _WORDS)


def _top(part: QWidget, card: CitizenCard) -> int:
    return part.mapTo(card, part.rect().topLeft()).y()


def _shot() -> IncomingFile:
    return IncomingFile("shot.png", encoded(picture(), "PNG"))


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(("width", "text"), [(_NARROW, 100), (_USUAL, 125), (_USUAL, 150)])
def test_words_take_the_width_of_the_card_where_the_snapshot_leaves_few(
    qtbot: QtBot,
    desk: Desk,
    team: dict[str, int],
    open_responses: Open,
    language: str,
    width: int,
    text: int,
) -> None:
    set_language(language)
    theme.apply("light", text)
    asked(desk, team["Jamal"], _WORDS, url=_URL, screenshot=_shot())
    card = _card(qtbot, open_responses, width)
    said = _words(card)
    assert said.width() > card.width() * 4 // 5
    name = next(label for label in card.findChildren(QLabel) if label.text() == "সুমাইয়া")
    assert name.width() > card.width() // 2
    assert _top(card.findChild(KindPill), card) > _top(name, card)
    assert list(cut_parts(card)) == []


def test_where_there_is_room_the_snapshot_stands_beside_the_words(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open
) -> None:
    asked(desk, team["Jamal"], _WORDS, url=_URL, screenshot=_shot())
    card = _card(qtbot, open_responses, _USUAL)
    said = _words(card)
    assert card.width() // 3 < said.width() < card.width() * 3 // 4
    name = next(label for label in card.findChildren(QLabel) if label.text() == "সুমাইয়া")
    assert abs(_top(card.findChild(KindPill), card) - _top(name, card)) < theme.px(8)
