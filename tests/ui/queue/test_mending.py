"""What a post lacks is put in within the cards, and the bar says why approval is off until then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import CheckState, Reply
from app.services.checking import draft_checks
from app.services.posts import intake, queue
from app.services.posts.views import PostForm
from app.ui.findings.card import FindingCard
from app.ui.queue.page import QueuePage
from app.ui.translation import tr
from app.ui.widgets.choice_row import ChoiceRow
from app.work import Work
from tests.helpers.window import Clock, look
from tests.services.posts import CLEAN
from tests.ui.conftest import Press

OpenPage = Callable[[], QueuePage]


def composed(desk: Desk, by: int, form: PostForm) -> int:
    draft_id = intake.compose(desk, form, by)
    draft_checks.check_draft(desk, draft_id, Work())
    return draft_id


def said(page: QueuePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def checked(qtbot: QtBot, desk: Desk, draft_id: int, version: int) -> None:
    def done() -> bool:
        draft = queue.draft(desk, draft_id)
        return draft.version.number == version and draft.checks.state is CheckState.DONE

    qtbot.waitUntil(done)


def test_account_and_purpose_are_chosen_in_one_card_by_keyboard(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft_id = composed(desk, team["Karim"], PostForm(text=CLEAN))
    page = open_page()
    assert tr("obstacle.no_account") in said(page)
    press(page, "c", Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Space)
    press(page, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert tr("queue.mend.costs", n=2) in said(page), "who keeps it becomes the author"
    (keep,) = (one for one in page.findChildren(QPushButton) if one.text() == tr("queue.mend.keep_as", n=2))
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    checked(qtbot, desk, draft_id, 2)
    version = queue.draft(desk, draft_id).version
    assert version.account is not None
    assert (version.account.handle, version.purpose) == ("sample_upeo", "5.a")


def test_escape_leaves_what_is_to_be_put_in(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    composed(desk, team["Karim"], PostForm(text=CLEAN))
    page = open_page()
    press(page, "c", Qt.Key.Key_Escape)
    assert isinstance(page.focusWidget(), QListView)


def test_a_missing_purpose_is_chosen_in_its_finding(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, clock: Clock
) -> None:
    draft_id = composed(desk, team["Karim"], PostForm(text=CLEAN, account_id=1))
    page = open_page()
    look(clock)
    assert tr("obstacle.no_purpose") in said(page)
    rows = [row for row in page.findChildren(ChoiceRow) if row.isVisible()]
    assert [row.text() for row in rows] == [tr("purpose.5.a"), tr("purpose.5.c")], "the account's own first"
    qtbot.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    (keep,) = (one for one in page.findChildren(QPushButton) if one.text() == tr("queue.mend.keep_as", n=2))
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    checked(qtbot, desk, draft_id, 2)
    assert queue.draft(desk, draft_id).version.purpose == "5.c"


def test_a_source_is_written_in_the_card_that_wants_one(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    claim = PostForm(text="জেলায় ৯৭% শিশু টিকা পেয়েছে।", account_id=1, purpose="5.c")
    draft_id = composed(desk, team["Karim"], claim)
    page = open_page()
    press(page, "c")
    field = page.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.placeholderText() == tr("queue.lack.source")
    press(page, "EPI", Qt.Key.Key_Return)
    checked(qtbot, desk, draft_id, 2)
    draft = queue.draft(desk, draft_id)
    assert (draft.version.sources, draft.findings) == (("EPI",), ())


def test_several_rules_on_the_same_words_are_one_card_of_all_their_clauses(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    text = "আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন, নইলে রাজাকারের বাচ্চা হয়ে থাকবেন!"
    draft_id = composed(desk, team["Karim"], PostForm(text=text, account_id=1, purpose="5.c"))
    page = open_page()
    cards = page.findChildren(FindingCard)
    places = [(one.attachment, one.start, one.end) for one in queue.draft(desk, draft_id).findings]
    assert [card.finding.number for card in cards] == list(range(1, len(set(places)) + 1))
    press(page, "1", "u")
    found = queue.draft(desk, draft_id).findings
    upheld = [one.id for one in found if one.answer is not None and one.answer.reply is Reply.UPHELD]
    assert upheld == [finding.id for finding in cards[0].findings]
