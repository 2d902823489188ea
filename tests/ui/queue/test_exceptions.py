"""A few keys let the words of a finding pass from now on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import CheckState
from app.services.checking import draft_checks
from app.services.checking.rulebook import pack_view
from app.services.office import confirming
from app.services.posts import intake, queue
from app.services.posts.views import PostForm
from app.ui import jobs
from app.ui.findings.card import FindingCard
from app.ui.messages import Message
from app.ui.queue.page import QueuePage
from app.ui.rules.dialogs import ExceptionDialog
from app.ui.translation import tr
from app.work import Work
from tests.services import seconded
from tests.services.posts import APPEAL, CLEAN, write

OpenPage = Callable[[], QueuePage]


def shift_e(qtbot: QtBot, page: QueuePage) -> None:
    qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)


def dialog() -> ExceptionDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, ExceptionDialog)
    return found


def test_an_exception_is_made_by_keys_and_the_finding_goes_once_a_second_agrees(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage
) -> None:
    draft = write(desk, team["Karim"], APPEAL)
    finding = draft.findings[0]
    page = open_page()
    shift_e(qtbot, page)
    phrase = dialog().focusWidget()
    assert isinstance(phrase, QLineEdit)
    assert phrase.text() == finding.text
    qtbot.keyClick(phrase, Qt.Key.Key_Tab)
    reason = dialog().focusWidget()
    assert isinstance(reason, QLineEdit)
    qtbot.keyClicks(reason, "a song's name")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(confirming.open_proposals(desk)) and not jobs.busy())
    assert pack_view(desk).own == (), "it would let a block go, and waits for a second member"
    seconded.second(desk, confirming.open_proposals(desk)[0].id)
    page.context.drafts_changed.emit()
    qtbot.waitUntil(lambda: [own.value for own in pack_view(desk).own] == [finding.text])

    def checked_again() -> bool:
        now = queue.draft(desk, draft.id)
        return now.checks.state is CheckState.DONE and finding.rule not in {one.rule for one in now.findings}

    qtbot.waitUntil(checked_again)
    qtbot.waitUntil(lambda: finding.rule not in shown_rules(page))


def shown_rules(page: QueuePage) -> set[str]:
    return {card.finding.rule for card in page.findChildren(FindingCard) if card.isVisible()}


def test_the_card_offers_it_to_the_mouse(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage
) -> None:
    write(desk, team["Karim"], APPEAL)
    page = open_page()
    [offer] = [one for one in page.findChildren(QPushButton) if one.text() == tr("queue.exception")]
    qtbot.waitUntil(offer.isVisible)
    offer.click()
    dialog().reject()
    assert pack_view(desk).own == ()


def test_a_finding_without_words_has_no_exception(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, messages: list[Message]
) -> None:
    no_purpose = PostForm(text=CLEAN, account_id=1)
    draft_checks.check_draft(desk, intake.compose(desk, no_purpose, team["Karim"]), Work())
    page = open_page()
    shift_e(qtbot, page)
    assert QApplication.activeModalWidget() is None
    assert [message.text for message in messages] == [tr("error.rules.no_exceptions_here")]
