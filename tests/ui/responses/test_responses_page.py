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
from app.ui.context import Context
from app.ui.responses.ask_dialog import AnsweredDialog, AskDialog, MergeDialog
from app.ui.responses.bar import ResponseBar
from app.ui.responses.citizen_card import CitizenCard
from app.ui.responses.list_view import ResponseList
from app.ui.responses.reply_editor import ReplyEditor
from app.ui.responses.shot_view import ShotView
from app.ui.responses.side import FactsArea, FactsCard
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


def dropped(target: QWidget, mime: QMimeData) -> None:
    """Let something go over the page or a dialog, as from a browser or a folder."""
    where, copy = QPoint(90, 90), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where, copy, mime, left, none)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(where), copy, mime, left, none))


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def shown(page: QWidget, kind: type[FormDialog]) -> FormDialog:
    (dialog,) = (one for one in page.findChildren(kind) if one.isVisible())
    return dialog


def test_a_dropped_text_is_asked_about_and_makes_no_response_by_itself(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open
) -> None:
    page = open_responses()
    mime = QMimeData()
    mime.setText("প্রথম কথা\n\nদ্বিতীয় কথা")
    dropped(page, mime)
    assert listing.responses(desk, WantedResponses(ShowResponses.ALL)) == ()
    submit(qtbot, shown(page, PasteDialog))
    found = {one.text for one in listing.responses(desk, WantedResponses())}
    assert found == {"প্রথম কথা", "দ্বিতীয় কথা"}


def test_screenshots_dropped_together_are_entered_one_after_another(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, tmp_path: Path
) -> None:
    page = open_responses()
    shots = [tmp_path / f"{name}.png" for name in "abc"]
    for number, shot in enumerate(shots):
        Image.new("RGB", (60, 40), (number * 80, 20, 20)).save(shot)
    dropped(page, files(*shots))
    submit(qtbot, shown(page, EntryDialog))
    submit(qtbot, shown(page, EntryDialog))
    kept = [one.screenshot for one in listing.responses(desk, WantedResponses())]
    assert len(set(kept)) == 2
    assert page._verbs._waiting == []
    shown(page, EntryDialog).reject()
    dropped(page, files(*shots))
    with qtbot.waitSignal(messages.bridge.shown) as said:
        shown(page, EntryDialog).reject()
    assert said.args is not None
    assert "2 more" in said.args[0].text
    dropped(page, files(tmp_path / "gone.png", shots[0]))
    assert all(not one.isVisible() for one in page.findChildren(EntryDialog)), "one cannot be read: none is"


def test_several_sheets_dropped_together_are_all_asked_about(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, tmp_path: Path
) -> None:
    page = open_responses()
    sheets = [tmp_path / "january.csv", tmp_path / "february.csv", tmp_path / "march.csv"]
    for sheet in sheets:
        sheet.write_text(f"text,author\n{sheet.stem} থেকে,\n", encoding="utf-8")
    dropped(page, files(*sheets))
    submit(qtbot, shown(page, FileDialog))
    submit(qtbot, shown(page, FileDialog))
    assert len(listing.responses(desk, WantedResponses())) == 2
    shown(page, FileDialog).reject()
    assert len(listing.responses(desk, WantedResponses())) == 2


def test_a_screenshot_that_cannot_be_read_is_said_in_the_form(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, press: Press, tmp_path: Path
) -> None:
    page = open_responses()
    press(page, "n")
    entry = only(page, EntryDialog)
    assert isinstance(entry, EntryDialog)
    dropped(entry, files(tmp_path / "gone.png"))
    assert "gone.png" in entry.error.text()


def test_a_mistyped_year_is_said_in_the_form(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, press: Press
) -> None:
    page = open_responses()
    press(page, "n")
    entry = only(page, EntryDialog)
    assert isinstance(entry, EntryDialog)
    entry.findChild(QPlainTextEdit).setPlainText("কবে খুলবে?")
    entry._at.setDate(QDate(1990, 11, 25))
    entry.submit()
    qtbot.waitUntil(lambda: "25 November 1990" in entry.error.text(), timeout=60_000)
    assert listing.responses(desk, WantedResponses()) == ()


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_dropped_screenshot_is_seen_while_one_types_what_it_says(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, tmp_path: Path, language: str
) -> None:
    set_language(language)
    page = open_responses()
    phone, broken = tmp_path / "phone.png", tmp_path / "broken.png"
    Image.new("RGB", (720, 1560), (200, 30, 30)).save(phone)
    broken.write_bytes(phone.read_bytes()[:900])
    dropped(page, files(phone))
    entry = shown(page, EntryDialog)
    (view,) = entry.findChildren(ShotView)
    qtbot.waitUntil(lambda: not view.seen.isNull(), timeout=20_000)
    assert view.isVisible()
    assert "phone.png" in view.accessibleName()
    assert view.accessibleDescription()
    fitted = view.seen.size() / view.seen.devicePixelRatio()
    assert fitted.width() > 300
    assert fitted.width() <= view.viewport().width(), "nothing is cut at its side"
    assert fitted.height() / fitted.width() == pytest.approx(1560 / 720, rel=0.02)
    assert view.seen.toImage().pixelColor(5, 5).red() == 200
    field = entry.findChild(QPlainTextEdit)
    assert field.hasFocus(), "one types at once"
    assert not view.geometry().intersects(field.parentWidget().geometry())
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.seen.width() / view.seen.devicePixelRatio() >= 720
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.seen.size() / view.seen.devicePixelRatio() == fitted

    dropped(field.viewport(), files(broken))
    settle(qtbot)
    assert field.toPlainText() == "", "a file's address is not what was said"
    assert "broken.png" in entry.error.text()
    assert not view.isVisible()
    dropped(field.viewport(), files(phone))
    settle(qtbot)
    assert view.isVisible()
    assert not entry.error.text()
    submit(qtbot, entry)
    (kept,) = listing.responses(desk, WantedResponses())
    assert desk.blobs.read(kept.screenshot) == phone.read_bytes()


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_form_with_a_screenshot_fits_a_small_window_of_large_text(
    qtbot: QtBot, desk: Desk, team: dict[str, int], open_responses: Open, tmp_path: Path, language: str
) -> None:
    set_language(language)
    theme.apply("light", 125)
    page = open_responses()
    shot = tmp_path / "phone.png"
    Image.new("RGB", (720, 1560), (200, 30, 30)).save(shot)
    dropped(page, files(shot))
    entry = shown(page, EntryDialog)
    settle(qtbot)
    entry.resize(1100, 800)  # beside the fields
    settle(qtbot)
    entry.resize(1100, 640)
    settle(qtbot)
    assert (entry.width(), entry.height()) == (1100, 640)
    entry.resize(entry.minimumWidth(), 640)
    settle(qtbot)
    (view,) = entry.findChildren(ShotView)
    assert view.geometry().bottom() < entry.findChild(QPlainTextEdit).mapTo(entry, QPoint()).y(), "above it"


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
    qtbot.waitUntil(lambda: area.viewport().height() >= area.widget().height(), timeout=5_000)
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
    qtbot.waitUntil(lambda: heights() == [short, short], timeout=20_000)


def test_a_draft_s_number_in_the_history_is_written_in_bangla(desk: Desk, team: dict[str, int]) -> None:
    one = asked(desk, team["Rahima"])
    draft_id = drafting.draft_reply(desk, one, "রোববার খোলা।", team["Rahima"])
    set_language("bn")
    said = [step(one_step) for one_step in register.steps(desk, one)]
    assert f"উত্তরের খসড়া লিখেছেন, খসড়া {to_bangla(str(draft_id))}" in said
    set_language("en")
