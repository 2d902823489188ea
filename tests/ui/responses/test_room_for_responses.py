"""Nothing of a response is cut or covered: in a narrow window, in the largest text, in its row."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import ResponseKind
from app.services.responses import drafting
from app.ui import theme
from app.ui.findings.card import FindingCard
from app.ui.findings.panel import FindingsPanel
from app.ui.responses.bar import ResponseBar
from app.ui.responses.citizen_card import CitizenCard
from app.ui.responses.list_view import ResponseList
from app.ui.responses.side import FactsArea, FactsCard
from app.ui.translation import set_language
from tests.ui.responses.conftest import Open, asked, settle


@pytest.mark.parametrize("language", ["bn", "en"])
def test_in_a_narrow_window_nothing_of_an_answer_is_cut(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, language: str
) -> None:
    set_language(language)
    url = "https://www.facebook.com/sample/posts/1"
    id_ = asked(desk, team["Jamal"], "টাকা পাইনি, আমার নম্বর ০১৭০০-০০০০০০।", url=url, kind="grievance")
    drafting.draft_reply(desk, id_, "{তারিখ} তারিখে আসুন। " * 60, team["Rahima"])
    page = open_responses()
    page.resize(940, 600)
    settle(qtbot)
    (middle,) = (area for area in page.findChildren(QScrollArea) if area.findChildren(CitizenCard))
    assert middle.widget().width() <= middle.viewport().width()
    (bar,) = page.findChildren(ResponseBar)
    assert len(bar._why.text().splitlines()) == 2, "two reasons"
    assert bar._why.heightForWidth(bar._why.width()) <= bar.height()


@pytest.mark.parametrize("language", ["bn", "en"])
def test_in_the_largest_text_no_fact_lies_on_another(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, language: str
) -> None:
    set_language(language)
    theme.apply("light", 150)
    id_ = asked(desk, team["Jamal"])
    drafting.draft_reply(desk, id_, "অফিসে আসুন।", team["Rahima"])
    page = open_responses()
    page.setFixedSize(1240, 716)  # of a screen of 1366x768, beside the rail and under the bar of what is due
    settle(qtbot)
    (facts,) = page.findChildren(FactsCard)
    assert facts.height() >= facts.heightForWidth(facts.width())
    (area,) = page.findChildren(FactsArea)
    assert area.widget().width() <= area.viewport().width()
    assert area.geometry().bottom() < page.findChild(FindingsPanel).geometry().top()
    [card] = page.findChildren(FindingCard)
    assert card.width() >= card.minimumSizeHint().width(), "what is required stands in it whole"
    bar = page.findChild(ResponseBar)
    assert bar._why.heightForWidth(bar._why.width()) <= bar.height(), "so do the reasons"


@pytest.mark.parametrize("language", ["bn", "en"])
def test_in_the_largest_text_a_waiting_draft_leaves_the_facts_whole(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, language: str
) -> None:
    set_language(language)
    theme.apply("light", 150)
    id_ = asked(desk, team["Jamal"], "টাকা পাইনি।", kind=ResponseKind.GRIEVANCE)
    drafting.draft_reply(desk, id_, "অফিসে {তারিখ} আসুন।", team["Rahima"])
    page = open_responses()
    page.setFixedSize(1240, 716)
    settle(qtbot)
    (area,) = page.findChildren(FactsArea)
    qtbot.waitUntil(lambda: area.viewport().height() >= area.widget().height())
    assert page.findChild(FindingsPanel).isVisible()


def test_rows_are_as_high_as_their_words(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open
) -> None:
    asked(desk, team["Jamal"], "ফরম কোথায় পাব?", days=3)
    asked(desk, team["Jamal"], "ভর্তির ফরম কোথায় পাব, কত টাকা লাগবে, কবে জমা দিতে হবে, কার কাছে যাব? " * 2, days=2)
    page = open_responses()
    settle(qtbot)
    listed = page.findChild(ResponseList)

    def heights() -> list[int]:
        return [listed.visualRect(listed.model().index(row, 0)).height() for row in range(2)]

    short, long = heights()
    assert long - short == theme.px(20)
    listed.resize(5_000, listed.height())
    qtbot.waitUntil(lambda: heights() == [short, short])
