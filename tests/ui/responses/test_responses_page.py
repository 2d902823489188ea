"""The page of what citizens wrote, by keys: entered, answered, checked, approved and recorded as out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.bangla.digits import to_bangla
from app.services.base.desk import Desk
from app.services.base.enums import Consent, ResponseState, State
from app.services.office.team import member
from app.services.posts import approval, queue, review
from app.services.responses import drafting, handling, register, saved_replies
from app.services.responses.listing import ShowResponses
from app.ui import messages
from app.ui.context import Context
from app.ui.responses.ask_dialog import AnsweredDialog, AskDialog, MergeDialog
from app.ui.responses.bar import ResponseBar
from app.ui.responses.citizen_card import CitizenCard
from app.ui.responses.list_view import ResponseList
from app.ui.responses.reply_editor import ReplyEditor
from app.ui.responses.words import step
from app.ui.translation import set_language
from app.ui.widgets.dialog import FormDialog
from tests.ui.conftest import Press
from tests.ui.responses.conftest import (
    CONTROL,
    SHIFT,
    Open,
    asked,
    buttons,
    only,
    run,
    settle,
    submit,
    words,
)


def test_one_answer_from_the_question_to_where_it_stands(
    qtbot: QtBot, desk: Desk, team: dict[str, int], context: Context, open_responses: Open, press: Press
) -> None:
    id_ = asked(desk, team["Jamal"])
    context.set_member(member(desk, team["Karim"]))
    page = open_responses()
    press(page, "e")
    editor = page.findChild(ReplyEditor)
    assert isinstance(editor, ReplyEditor)
    editor.insertPlainText("ফরম অফিসের নিচতলায় {কক্ষ} কক্ষে পাবেন।")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.textCursor().selectedText() == "{কক্ষ}"
    editor.insertPlainText("২০৩")
    qtbot.keyClick(editor, Qt.Key.Key_Return, CONTROL)
    settle(qtbot)
    draft_id = register.response(desk, id_).reply_draft
    assert draft_id is not None
    assert "২০৩" in queue.draft(desk, draft_id).version.text
    assert not page.findChild(ReplyEditor).isVisible()
    press(page, "a")
    assert queue.draft(desk, draft_id).state is State.PENDING, "nobody approves words they wrote"

    context.set_member(member(desk, team["Rahima"]))
    settle(qtbot)
    obstacles = approval.obstacles(desk, draft_id, team["Rahima"])
    assert [one.key for one in obstacles] == ["no_purpose"], (
        "the page is not for 5.b, so the purpose is asked"
    )
    press(page, "a")
    assert queue.draft(desk, draft_id).state is State.PENDING


def test_an_approved_answer_is_recorded_where_it_stands(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, press: Press
) -> None:
    from app.services.posts import intake
    from tests.services.posts import form

    id_ = asked(desk, team["Jamal"])
    draft_id = drafting.draft_reply(desk, id_, "নিচতলায়।", team["Karim"])
    intake.revise(desk, draft_id, form("নিচতলায় আসুন।"), team["Karim"])
    page = open_responses()
    settle(qtbot)
    press(page, "a")
    settle(qtbot)
    review.approve(desk, draft_id, queue.draft(desk, draft_id).version.digest, team["Selina"])
    page.reload()
    assert buttons(page) == {"copy", "record"}
    press(page, "p")
    dialog = only(page, AnsweredDialog)
    assert isinstance(dialog, AnsweredDialog)
    dialog._url.line.setText("https://example.org/c/1")
    submit(qtbot, dialog)
    found = register.response(desk, id_)
    assert (found.state, found.answer_url) == (ResponseState.ANSWERED, "https://example.org/c/1")


def test_a_number_in_an_answer_nobody_approved_is_told(
    qtbot: QtBot, desk: Desk, team: dict[str, int], context: Context, open_responses: Open, press: Press
) -> None:
    said: list[str] = []
    messages.bridge.shown.connect(lambda message: said.append(message.text))
    id_ = asked(desk, team["Jamal"])
    context.set_member(member(desk, team["Karim"]))
    page = open_responses()
    settle(qtbot)
    press(page, "p")
    dialog = only(page, AnsweredDialog)
    assert isinstance(dialog, AnsweredDialog)
    dialog._text.setPlainText("করিম সাহেবকে ফোন করুন: ০১৭১২-৩৪৫৬৭৮")
    submit(qtbot, dialog)
    assert register.response(desk, id_).state is ResponseState.ANSWERED
    qtbot.waitUntil(lambda: any("The rules notice in it" in text for text in said))


def test_nothing_is_approved_that_was_not_on_screen(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open
) -> None:
    from app.services.posts import intake
    from tests.services.posts import form

    id_ = asked(desk, team["Jamal"])
    draft_id = drafting.draft_reply(desk, id_, "নিচতলায়।", team["Karim"])
    intake.revise(desk, draft_id, form("নিচতলায় আসুন।"), team["Karim"])
    page = open_responses()
    settle(qtbot)
    qtbot.keyClicks(page.findChild(ResponseList), "a")  # the clock has not moved: it has only just appeared
    settle(qtbot)
    assert queue.draft(desk, draft_id).approvals == 0


def test_an_empty_place_is_told_and_keeps_approval_off(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open
) -> None:
    id_ = asked(desk, team["Jamal"])
    drafting.draft_reply(desk, id_, "{তারিখ} তারিখে আসুন।", team["Karim"])
    page = open_responses()
    settle(qtbot)
    (bar,) = page.findChildren(ResponseBar)
    assert not bar._buttons["approve"].isEnabled()
    assert "1 place" in bar._why.text() or "purpose" in bar._why.text()


def test_a_private_number_is_hidden_until_asked_for(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, press: Press
) -> None:
    asked(desk, team["Jamal"], "আমার নম্বর ০১৭১২-৩৪৫৬৭৮")
    page = open_responses()
    assert "০১৭১২" not in words(page, CitizenCard)
    assert "number hidden" in words(page, CitizenCard)
    press(page, Qt.Key.Key_H, modifier=SHIFT)
    assert "০১৭১২" in words(page, CitizenCard)


def test_who_answers_what_kind_merged_closed_and_opened_again(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, press: Press
) -> None:
    first, second = asked(desk, team["Jamal"], days=3), asked(desk, team["Jamal"], "আবার একই কথা", days=2)
    page = open_responses()
    page.open_response(second)
    press(page, Qt.Key.Key_M, modifier=SHIFT)
    submit(qtbot, only(page, MergeDialog))
    assert register.response(desk, second).merged_into == first
    page.open_response(first)
    run(page, "responses_page.key.close")
    ask = only(page, AskDialog)
    assert isinstance(ask, AskDialog)
    submit(qtbot, ask)
    assert "Please write" in ask._row._error.text(), "a reason is wanted"
    ask._line.line.setText("বিজ্ঞাপন")
    submit(qtbot, ask)
    assert register.response(desk, first).state is ResponseState.CLOSED
    page.open_response(first)
    assert buttons(page) == {"reopen"}


def test_a_drafter_answers_for_no_office(
    qtbot: QtBot, desk: Desk, team: dict[str, int], context: Context, open_responses: Open, press: Press
) -> None:
    asked(desk, team["Jamal"])
    context.set_member(member(desk, team["Jamal"]))
    page = open_responses()
    press(page, "q", "f", "p")
    assert page.findChildren(FormDialog) == []
    press(page, "e")
    assert page.findChild(ReplyEditor).isVisible()


def test_a_saved_reply_fills_the_field_and_its_first_place(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open
) -> None:
    asked(desk, team["Jamal"])
    saved_replies.save(desk, "ভর্তি", "শেষ তারিখ {তারিখ}।", team["Rahima"])
    page = open_responses()
    (reply,) = saved_replies.saved_replies(desk)
    page._reply.use(reply)
    editor = page.findChild(ReplyEditor)
    assert (editor.post(), editor.textCursor().selectedText()) == ("শেষ তারিখ {তারিখ}।", "{তারিখ}")


def test_what_is_typed_stays_while_one_looks_at_another(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, press: Press
) -> None:
    asked(desk, team["Jamal"], days=3)
    asked(desk, team["Jamal"], "অন্য প্রশ্ন", days=2)
    page = open_responses()
    press(page, "e")
    editor = page.findChild(ReplyEditor)
    editor.insertPlainText("অর্ধেক লেখা")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    press(page, "j")
    assert not editor.isVisible()
    press(page, "k")
    assert editor.isVisible()
    assert editor.post() == "অর্ধেক লেখা"


def test_a_contribution_becomes_a_draft_with_consent(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, press: Press
) -> None:
    id_ = asked(desk, team["Jamal"], "ছাদবাগানের কথা", kind="contribution")
    page = open_responses()
    assert "make_post" not in buttons(page)
    handling.set_consent(desk, id_, Consent.GIVEN, "মন্তব্যে", team["Rahima"])
    page.reload()
    press(page, Qt.Key.Key_S, modifier=SHIFT)
    settle(qtbot)
    assert register.response(desk, id_).shown_draft is not None


def test_the_lists_their_counts_and_search(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, press: Press
) -> None:
    asked(desk, team["Jamal"], days=30)
    gone = asked(desk, team["Jamal"], "রাস্তার বাতি")
    handling.refer(desk, gone, "পৌরসভা", team["Rahima"])
    page = open_responses()
    pills = {show: pill.text() for show, pill in page._top._pills.items()}
    assert pills[ShowResponses.LATE] == "Overdue 1"
    assert pills[ShowResponses.REFERRED] == "Elsewhere 1"
    page.open_response(gone)
    assert page._top.show_ is ShowResponses.ALL
    press(page, "/")
    field = page.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("বাতি")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.findChild(ResponseList).count == 1


def test_a_draft_s_number_in_the_history_is_written_in_bangla(desk: Desk, team: dict[str, int]) -> None:
    one = asked(desk, team["Rahima"])
    draft_id = drafting.draft_reply(desk, one, "রোববার খোলা।", team["Rahima"])
    set_language("bn")
    said = [step(one_step) for one_step in register.steps(desk, one)]
    assert f"উত্তরের খসড়া লিখেছেন, খসড়া {to_bangla(str(draft_id))}" in said
    set_language("en")
