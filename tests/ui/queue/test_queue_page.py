from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from app.i18n import catalogue
from app.services.base.desk import Desk
from app.services.base.enums import CheckState, Reply, State
from app.services.office import office
from app.services.posts import intake, queue, review
from app.services.posts.views import PostForm
from app.ui.context import Context
from app.ui.findings.card import FindingCard
from app.ui.messages import Message
from app.ui.post_form.dialog import ComposeDialog
from app.ui.post_form.editor import PostEditor
from app.ui.post_list.view import DraftList
from app.ui.post_view.post_text import PostText
from app.ui.queue.drop_hint import DropHint
from app.ui.queue.page import QueuePage
from app.ui.translation import set_language
from tests.helpers.window import focusable, shown_texts
from tests.services.posts import APPEAL, CLEAN, form, write
from tests.ui.conftest import Approve, Press

OpenPage = Callable[[], QueuePage]


def text_of(page: QueuePage) -> str:
    return page.findChild(PostText).toPlainText()


def button(page: QueuePage, text: str) -> QPushButton:
    return next(found for found in page.findChildren(QPushButton) if found.text() == text)


def cards(page: QueuePage) -> list[FindingCard]:
    return [card for card in page.findChildren(FindingCard) if card.isVisibleTo(page)]


def reason_field(page: QueuePage) -> QLineEdit:
    (field,) = (found for found in page.findChildren(QLineEdit) if found.placeholderText() == "Give a reason")
    return field


def test_a_clean_post_takes_one_key_and_the_next_is_there(
    desk: Desk, team: dict[str, int], open_page: OpenPage, approve: Approve, messages: list[Message]
) -> None:
    older, newer = write(desk, team["Karim"], "প্রথম।"), write(desk, team["Karim"], "দ্বিতীয়।")
    page = open_page()
    assert text_of(page) == "প্রথম।"
    approve(page)
    # A team of three needs two approvals: this one stays in the list, and yet the next one is there.
    assert queue.draft(desk, older.id).approvals == 1
    assert text_of(page) == "দ্বিতীয়।"
    approve(page)
    assert queue.draft(desk, newer.id).approvals == 1
    assert len(messages) == 2
    assert all(message.text.startswith("Approved by 1; 1 more to go") for message in messages)


def test_next_and_previous(desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press) -> None:
    for text in ("ক", "খ", "গ"):
        write(desk, team["Karim"], text)
    page = open_page()
    seen = [text_of(page)]
    for key in "jjjkkk":
        press(page, key)
        seen.append(text_of(page))
    assert seen == ["ক", "খ", "গ", "গ", "খ", "ক", "ক"]


def test_a_block_keeps_approval_off_until_it_is_dismissed_with_a_reason(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, approve: Approve
) -> None:
    draft = write(desk, team["Karim"], APPEAL)
    page = open_page()
    blocks = len(draft.findings)
    approve(page)
    assert queue.draft(desk, draft.id).approvals == 0
    assert not button(page, "Approve").isEnabled()
    assert any("unanswered" in label.text() for label in page.findChildren(QLabel) if label.isVisible())
    for _ in range(blocks):
        press(page, "d", "It is a quotation", Qt.Key.Key_Return)
    answers = [finding.answer for finding in queue.draft(desk, draft.id).findings]
    assert [(answer.reply, answer.reason) for answer in answers if answer] == [
        (Reply.DISMISSED, "It is a quotation")
    ] * blocks
    approve(page)
    assert queue.draft(desk, draft.id).approvals == 1


def test_upholding_is_one_key_and_can_be_answered_anew(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"], APPEAL)
    page = open_page()
    press(page, "u")
    first = queue.draft(desk, draft.id).findings[0]
    assert first.answer is not None
    assert first.answer.reply is Reply.UPHELD
    press(page, "1", "d", "Wrongly matched", Qt.Key.Key_Return)
    first = queue.draft(desk, draft.id).findings[0]
    assert first.answer is not None
    assert first.answer.reply is Reply.DISMISSED


def test_a_number_selects_a_finding(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    write(desk, team["Karim"], f"{APPEAL} জেলায় ৯৭% শিশু টিকা পেয়েছে। ফোন ০১৭১২৩৪৫৬৭৮।")
    page = open_page()
    for number in (2, 1):
        press(page, str(number))
        assert [card.finding.number for card in cards(page) if card.is_selected] == [number]


def test_return_asks_for_a_reason_and_letters_do_not_decide_while_typing(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"])
    page = open_page()
    press(page, "r")
    assert queue.draft(desk, draft.id).state is State.PENDING
    press(page, "xajz12")
    assert queue.draft(desk, draft.id).state is State.PENDING
    press(page, Qt.Key.Key_Return)
    returned = queue.draft(desk, draft.id)
    assert returned.state is State.RETURNED
    assert returned.decisions[0].reason == "xajz12"


def test_escape_leaves_the_reason(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"])
    page = open_page()
    press(page, "x", Qt.Key.Key_Escape)
    assert isinstance(page.focusWidget(), QListView)
    press(page, "x", "unfit", Qt.Key.Key_Return)
    assert queue.draft(desk, draft.id).state is State.REJECTED


def test_undo_brings_the_draft_back(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press, messages: list[Message]
) -> None:
    draft = write(desk, team["Karim"])
    page = open_page()
    press(page, "x", "unfit", Qt.Key.Key_Return)
    assert messages[-1].seconds == review.UNDO_SECONDS
    press(page, "z")
    assert queue.draft(desk, draft.id).state is State.PENDING
    assert text_of(page) == CLEAN


def test_a_decision_is_reversed_with_a_reason(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"])
    review.reject(desk, draft.id, "unfit", team["Selina"])
    page = open_page()
    page.open_draft(draft.id)
    assert not button(page, "Approve").isVisible()
    qtbot.mouseClick(button(page, "Reverse the decision"), Qt.MouseButton.LeftButton)
    press(page, "the source was sent", Qt.Key.Key_Return)
    assert queue.draft(desk, draft.id).state is State.PENDING


def test_without_a_member_nothing_is_decided(
    desk: Desk,
    team: dict[str, int],
    context: Context,
    open_page: OpenPage,
    press: Press,
    messages: list[Message],
) -> None:
    draft = write(desk, team["Karim"])
    context.set_member(None)
    page = open_page()
    press(page, "x", "unfit", Qt.Key.Key_Return)
    assert queue.draft(desk, draft.id).state is State.PENDING
    assert messages[-1].kind == "warn"


def test_checks_run_behind_the_window(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage
) -> None:
    draft_id = intake.compose(desk, PostForm(text=APPEAL, account_id=1, purpose="5.c"), team["Karim"])
    page = open_page()
    assert cards(page) == []
    qtbot.waitUntil(lambda: bool(cards(page)))
    assert queue.draft(desk, draft_id).checks.state is CheckState.DONE


def test_what_is_being_typed_survives_news(
    desk: Desk, team: dict[str, int], context: Context, open_page: OpenPage, press: Press
) -> None:
    write(desk, team["Karim"], APPEAL)
    page = open_page()
    press(page, "d", "it is a quo")
    write(desk, team["Karim"])
    context.drafts_changed.emit()
    press(page, "tation", Qt.Key.Key_Return)
    answer = queue.draft(desk, queue.ids(desk, None)[0]).findings[0].answer
    assert answer is not None
    assert answer.reason == "it is a quotation"


def test_search_and_filters(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    write(desk, team["Karim"], "বই বিতরণ উৎসব")
    rejected = write(desk, team["Karim"], "টিকাদান কর্মসূচি")
    review.reject(desk, rejected.id, "unfit", team["Selina"])
    page = open_page()
    view = page.findChild(QListView)
    qtbot.mouseClick(button(page, "All 2"), Qt.MouseButton.LeftButton)
    assert view.model().rowCount() == 2
    press(page, "/")
    focused = page.focusWidget()
    assert isinstance(focused, QLineEdit)
    focused.insert("টিকাদান")  # QTest knows only the keys of an ASCII keyboard
    press(page, Qt.Key.Key_Return)
    assert view.model().rowCount() == 1
    assert text_of(page) == "টিকাদান কর্মসূচি"
    assert button(page, "Pending 0").isVisible()


def test_marks_a_post_as_important(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"])
    page = open_page()
    press(page, "m")
    assert queue.draft(desk, draft.id).important
    press(page, "m")
    assert not queue.draft(desk, draft.id).important


def test_an_empty_record_says_what_to_do(desk: Desk, open_page: OpenPage) -> None:
    page = open_page()
    assert any(label.text() == "No drafts yet" for label in page.findChildren(QLabel) if label.isVisible())
    assert not button(page, "Approve").isVisible()


def test_opens_a_draft_the_filter_leaves_out(
    desk: Desk, team: dict[str, int], context: Context, open_page: OpenPage
) -> None:
    write(desk, team["Karim"], "অপেক্ষমাণ")
    rejected = write(desk, team["Karim"], "প্রত্যাখ্যাত")
    review.reject(desk, rejected.id, "unfit", team["Selina"])
    page = open_page()
    context.open_draft(rejected.id)
    assert text_of(page) == "প্রত্যাখ্যাত"


def test_everything_focusable_has_a_name(desk: Desk, team: dict[str, int], open_page: OpenPage) -> None:
    write(desk, team["Karim"], APPEAL, images=1)
    page = open_page()
    nameless = [
        widget
        for widget in focusable(page)
        if not (widget.accessibleName() or (isinstance(widget, QPushButton) and widget.text()))
    ]
    assert nameless == []


@pytest.mark.parametrize("size", [(1282, 734), (1016, 606)])
@pytest.mark.parametrize("language", ["bn", "en"])
def test_no_button_is_cut(
    desk: Desk, team: dict[str, int], open_page: OpenPage, size: tuple[int, int], language: str
) -> None:
    write(desk, team["Karim"], APPEAL)
    set_language(language)
    page = open_page()
    page.resize(*size)
    assert (page.width(), page.height()) == size
    for found in page.findChildren(QPushButton):
        if found.isVisible() and found.text() and "…" not in found.text():
            assert found.width() >= found.minimumSizeHint().width(), found.text()
            right = found.mapTo(page, found.rect().topRight()).x()
            assert right <= page.width(), found.text()


def test_office_members_decide_in_their_own_name(
    desk: Desk, team: dict[str, int], context: Context, open_page: OpenPage, approve: Approve
) -> None:
    draft = write(desk, team["Karim"])
    page = open_page()
    approve(page)
    context.set_member(office.member(desk, team["Selina"]))
    approve(page)
    approved = queue.draft(desk, draft.id)
    assert approved.state is State.APPROVED
    assert [decision.member for decision in approved.decisions] == ["Rahima", "Selina"]


def test_another_language_leaves_no_word_of_the_old_one(
    desk: Desk, team: dict[str, int], open_page: OpenPage, press: Press
) -> None:
    draft = write(desk, team["Karim"], APPEAL, images=1)
    review.answer(desk, draft.findings[0].id, Reply.UPHELD, "", team["Selina"])
    page = open_page()
    press(page, "d")
    set_language("bn")
    QApplication.processEvents()
    english, bangla = set(catalogue("en").values()), set(catalogue("bn").values())
    left = {text for _, text in shown_texts(page)} & (english - bangla)
    assert left == set()


def test_something_dragged_over_the_page_is_welcomed_and_taken(
    desk: Desk, team: dict[str, int], open_page: OpenPage
) -> None:
    page = open_page()
    mime = QMimeData()
    mime.setText("আজ বই বিতরণ")
    here = (QPoint(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton)
    enter = QDragEnterEvent(*here, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    assert page.findChild(DropHint).isVisible()
    QApplication.sendEvent(page, QDropEvent(QPointF(50, 50), *here[1:], Qt.KeyboardModifier.NoModifier))
    assert not page.findChild(DropHint).isVisible()
    assert page.findChild(ComposeDialog).findChild(PostEditor).post() == "আজ বই বিতরণ"


def test_failed_checks_say_so_and_can_be_run_again(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage
) -> None:
    draft_id = intake.compose(desk, form(images=1), team["Karim"])
    (kept,) = (file for file in desk.folder.blobs.rglob("*") if file.is_file())
    whole = kept.read_bytes()
    kept.chmod(0o600)
    kept.write_bytes(whole[:100])
    page = open_page()
    qtbot.waitUntil(lambda: queue.draft(desk, draft_id).checks.state is CheckState.FAILED)
    qtbot.waitUntil(lambda: any(found.text() == "Try again" for found in page.findChildren(QPushButton)))
    kept.write_bytes(whole)
    qtbot.mouseClick(button(page, "Try again"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: queue.draft(desk, draft_id).checks.state is CheckState.DONE)


def test_the_first_draft_saved_takes_the_keys(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_page: OpenPage
) -> None:
    page = open_page()
    page.compose(PostForm(text="মেলা হবে।"))
    form = page.findChild(ComposeDialog)
    assert form is not None
    qtbot.waitUntil(form.isActiveWindow)
    form.save()
    listed = page.findChild(DraftList)
    qtbot.waitUntil(lambda: listed.count == 1 and page.isActiveWindow())
    qtbot.waitUntil(listed.hasFocus)
