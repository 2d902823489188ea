"""Dismissing a finding: D, then one key or a click picks the reason; own words stay possible."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton
from pytestqt.qtbot import QtBot

from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import DismissalReason, Reply
from app.services.checking import draft_checks
from app.services.posts import intake, queue, review
from app.services.posts.views import AnswerView, FormImage, PostForm
from app.ui.findings.card import FindingCard
from app.ui.history.dialog import HistoryDialog
from app.ui.images.pictures import Pictures
from app.ui.queue.page import QueuePage
from app.ui.translation import tr
from app.work import Work
from tests.helpers.faces import scene
from tests.helpers.images import encoded
from tests.services.posts import APPEAL, write
from tests.ui.conftest import Press

OpenPage = Callable[[], QueuePage]


@pytest.fixture
def banner(desk: Desk, team: dict[str, int]) -> int:
    """A banner with two faces on it, which are one card; checked."""
    picture = scene(800, 400, [(0, 0, 400), (400, 0, 400)])
    file = IncomingFile("banner.png", encoded(picture, "PNG"), "")
    form = PostForm(text="", use="banner", account_id=1, images=(FormImage(alt="দুজন", file=file),))
    draft_id = intake.compose(desk, form, team["Karim"])
    draft_checks.check_draft(desk, draft_id, Work())
    return draft_id


def answers(desk: Desk, draft_id: int) -> list[AnswerView]:
    return [one.answer for one in queue.draft(desk, draft_id).findings if one.answer is not None]


def reasons(page: QueuePage) -> list[QPushButton]:
    said = "The person consented, and the content is official"
    return [found for found in page.findChildren(QPushButton) if found.text() == said and found.isVisible()]


def test_d_and_a_digit_dismiss_a_face_with_the_reason_of_that_number(
    desk: Desk, banner: int, open_page: OpenPage, press: Press
) -> None:
    page = open_page()
    press(page, "1", "d", "3")
    given = {(answer.reply, answer.because, answer.reason) for answer in answers(desk, banner)}
    assert given == {(Reply.DISMISSED, DismissalReason.CONSENTED, "")}
    assert isinstance(page.focusWidget(), QListView)
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("The person consented, and the content is official" in text for text in shown)


def test_a_digit_of_a_bangla_input_method_picks_as_well(
    desk: Desk, banner: int, open_page: OpenPage, press: Press
) -> None:
    page = open_page()
    press(page, "1", "d")
    committed = QInputMethodEvent()
    committed.setCommitString("৪")
    QApplication.sendEvent(page.focusWidget(), committed)
    assert [answer.because for answer in answers(desk, banner)] == [DismissalReason.NATIONAL] * 2


def test_a_click_on_a_reason_takes_along_what_was_written(
    qtbot: QtBot, desk: Desk, banner: int, open_page: OpenPage, press: Press
) -> None:
    page = open_page()
    press(page, "1", "d", "letter of 5 March")
    (row,) = reasons(page)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    given = {(answer.because, answer.reason) for answer in answers(desk, banner)}
    assert given == {(DismissalReason.CONSENTED, "letter of 5 March")}


def test_the_faces_of_an_image_are_answered_one_by_one_on_request(
    qtbot: QtBot, desk: Desk, banner: int, open_page: OpenPage, press: Press
) -> None:
    page = open_page()
    press(page, "1")
    offers = (one for one in page.findChildren(QPushButton) if one.text() == tr("queue.group.apart"))
    (apart,) = (one for one in offers if one.isVisible())
    qtbot.mouseClick(apart, Qt.MouseButton.LeftButton)
    press(page, "1", "d", "2")
    assert [answer.because for answer in answers(desk, banner)] == [DismissalReason.EVENT]
    press(page, "2", "u")
    assert [answer.reply for answer in answers(desk, banner)] == [Reply.DISMISSED, Reply.UPHELD]


def test_a_text_has_reasons_of_its_own_and_digits_are_typed_after_other_words(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"], APPEAL)
    page = open_page()
    press(page, "1", "d", "page 4", Qt.Key.Key_Return)
    assert [(answer.because, answer.reason) for answer in answers(desk, draft.id)] == [(None, "page 4")]
    press(page, "1", "d", "9 lines", Qt.Key.Key_Return)
    (answer,) = answers(desk, draft.id)
    assert (answer.because, answer.reason) == (None, "9 lines"), "there is no ninth reason"
    press(page, "1", "d", "1")
    (answer,) = answers(desk, draft.id)
    assert (answer.because, answer.reason) == (DismissalReason.QUOTED, "")


def test_every_reason_is_reached_by_keyboard_and_escape_leaves(
    desk: Desk, banner: int, open_page: OpenPage, press: Press
) -> None:
    page = open_page()
    press(page, "1", "d")
    for _ in range(3):
        press(page, Qt.Key.Key_Backtab)
    assert page.focusWidget() is reasons(page)[0]
    press(page, Qt.Key.Key_Escape)
    assert reasons(page) == []
    assert answers(desk, banner) == []
    press(page, "d", "1")
    assert [answer.because for answer in answers(desk, banner)] == [DismissalReason.ILLUSTRATION] * 2


def test_escape_from_the_reason_gives_the_keys_back_to_the_list(
    banner: int, open_page: OpenPage, press: Press
) -> None:
    page = open_page()
    press(page, "1", "d", Qt.Key.Key_Escape)
    assert isinstance(page.focusWidget(), QListView), "and not the field for reasons beneath"
    press(page, "1", "d", "no person", Qt.Key.Key_Escape)
    assert isinstance(page.focusWidget(), QListView)


def test_the_history_tells_the_reason(desk: Desk, banner: int, open_page: OpenPage, press: Press) -> None:
    page = open_page()
    press(page, "1", "d", "5")
    dialog = HistoryDialog(desk, queue.draft(desk, banner), Pictures(desk, page), parent=page)
    assert any("Not a person" in label.text() for label in dialog.findChildren(QLabel))


def test_what_speaks_for_an_image_is_no_objection_to_uphold(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    file = IncomingFile("banner.png", encoded(scene(800, 400, [(0, 0, 400)]), "PNG"), "")
    for name in ("Karim", "Rahima"):  # the second finds that the first was looked at and passed
        form = PostForm(text=name, account_id=1, purpose="5.c", images=(FormImage(alt="একজন", file=file),))
        draft_id = intake.compose(desk, form, team[name])
        draft_checks.check_draft(desk, draft_id, Work())
        faces = [finding.id for finding in queue.draft(desk, draft_id).findings if finding.of_a_person]
        review.answer_together(desk, faces, Reply.DISMISSED, "চিঠি আছে", team["Selina"])
    good = next(one for one in queue.draft(desk, draft_id).findings if one.reassures)
    page = open_page()
    page.open_draft(draft_id)
    (card,) = (one for one in page.findChildren(FindingCard) if one.finding.rule == good.rule)
    press(page, str(card.finding.number))
    shown = [one.text() for one in card.findChildren(QPushButton) if one.isVisible()]
    assert tr("queue.right") in shown
    assert tr("queue.uphold") not in shown
    press(page, "u")
    (row,) = queue.rows(desk, [draft_id])
    assert (row.worst, row.upheld) == (None, False)
