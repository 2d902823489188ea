"""The rules page shows every rule, tries any text, and lets the office have rules of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.checks.types import Severity
from app.services.base.desk import Desk
from app.services.checking import office_rules
from app.services.checking.rule_views import RuleView, TermForm
from app.services.checking.rulebook import pack_view
from app.services.office import confirming
from app.ui import jobs
from app.ui.main_window import MainWindow
from app.ui.post_form.editor import PostEditor
from app.ui.rules.page import RulesPage
from app.ui.rules.rule_list import RuleList
from app.ui.translation import set_language, tr
from app.ui.widgets import Button, Pill
from app.ui.widgets.dialog import FormDialog
from tests.helpers.window import focusable, shown_texts
from tests.services import seconded
from tests.ui.conftest import Open

TERM = TermForm("পদ্মা প্রকল্প", "7.b", Severity.WARN, "পুরোনো নাম", "নামটি বদলেছে।")


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> RulesPage:
    """The page with the pack loaded; Rahima, a moderator, sits at the desk."""
    return shown(qtbot, window)


def shown(qtbot: QtBot, window: MainWindow) -> RulesPage:
    window.show_page("rules")
    page = window.page
    assert isinstance(page, RulesPage)
    listed = page.findChild(RuleList)
    assert isinstance(listed, RuleList)
    qtbot.waitUntil(lambda: listed.count() > 1)
    settle(qtbot)
    return page


def settle(qtbot: QtBot) -> None:
    """Until nothing runs behind the window: a change has drafts checked and the page read again."""
    qtbot.waitUntil(lambda: not jobs.busy())


def says(root: QWidget, sentence: str) -> bool:
    return any(sentence in text for _, text in shown_texts(root))


def entries(page: RulesPage) -> list[str]:
    listed = page.findChild(RuleList)
    assert isinstance(listed, RuleList)
    return [listed.item(row).text() for row in range(listed.count())]


def some_rule(desk: Desk, severity: Severity = Severity.BLOCK) -> RuleView:
    return next(rule for rule in pack_view(desk).rules.values() if rule.severity is severity)


def dialog() -> FormDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, FormDialog)
    return found


def lines(root: QDialog) -> list[QLineEdit]:
    return [one for one in root.findChildren(QLineEdit) if one.isVisible()]


def press(page: RulesPage, text: str) -> None:
    [button] = [one for one in page.findChildren(Button) if one.isVisible() and one.text() == text]
    button.click()


def test_the_page_has_its_place_and_key(qtbot: QtBot, window: MainWindow) -> None:
    assert window.page_names == (
        "queue",
        "due",
        "accounts",
        "responses",
        "archive",
        "reports",
        "rules",
        "guide",
        "settings",
    )
    qtbot.keyClick(window.page, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert window.page.name == "rules"
    settle(qtbot)


def test_a_rule_is_shown_whole_in_both_languages(page: RulesPage, desk: Desk) -> None:
    rule = some_rule(desk)
    page.show_rule(rule.id)
    for sentence in (rule.id, rule.title.bn, rule.title.en, rule.why.bn, rule.why.en):
        assert says(page, sentence)
    for example in (*rule.match, *rule.no_match):
        assert says(page, example)


def test_rules_are_found_by_words_of_either_language_and_by_clause(page: RulesPage) -> None:
    [search] = [one for one in page.findChildren(QLineEdit) if one.isVisible()]
    whole = len(entries(page))
    for sought in ("১০(গ)", "10(c)", "politics.vote", "VOTE"):
        search.setText(sought)
        assert 1 < len(entries(page)) < whole / 2, sought
    search.setText("nothing of the kind")
    assert entries(page) == []
    assert says(page, tr("rules.nothing"))
    search.clear()
    assert len(entries(page)) == whole


def test_any_text_can_be_tried(qtbot: QtBot, page: RulesPage, desk: Desk) -> None:
    rule = next(one for one in pack_view(desk).rules.values() if one.severity is Severity.BLOCK)
    qtbot.keyClick(page, Qt.Key.Key_T)
    editor = QApplication.focusWidget()
    assert isinstance(editor, PostEditor)
    editor.insertPlainText(rule.match[0])
    qtbot.waitUntil(lambda: editor.extraSelections() != [])
    editor.selectAll()
    editor.insertPlainText("ভূমি উন্নয়ন কর এখন অনলাইনে পরিশোধ করা যায়।")
    qtbot.waitUntil(lambda: says(page, tr("queue.row.clear")))
    assert editor.extraSelections() == []


def test_an_own_term_is_added_by_keyboard_and_found_at_once(qtbot: QtBot, page: RulesPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_T)
    editor = QApplication.focusWidget()
    assert isinstance(editor, PostEditor)
    editor.insertPlainText("পদ্মা প্রকল্পের কাজ চলছে")
    qtbot.waitUntil(lambda: says(page, tr("queue.row.clear")))
    page.findChild(RuleList).setFocus()
    qtbot.keyClick(page, Qt.Key.Key_N)
    term, title, _why = lines(dialog())
    term.insert("পদ্মা প্রকল্প")
    title.insert("পুরোনো নাম")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "পুরোনো নাম" in entries(page))
    qtbot.waitUntil(lambda: says(page, "পুরোনো নাম") and editor.extraSelections() != [])


def test_what_is_refused_is_said_in_the_dialog(qtbot: QtBot, page: RulesPage) -> None:
    page.add_term()
    asked = dialog()
    asked.submit()
    qtbot.waitUntil(lambda: says(asked, tr("error.rules.no_word")))
    asked.reject()


def confirmed(qtbot: QtBot, page: RulesPage, desk: Desk) -> None:
    """What lets a block go only waits, until a second member confirms it."""
    qtbot.waitUntil(lambda: bool(confirming.open_proposals(desk)) and not jobs.busy())
    assert pack_view(desk).own == ()
    seconded.second(desk, confirming.open_proposals(desk)[0].id)
    page.context.drafts_changed.emit()


def test_a_rule_is_switched_off_with_a_reason_and_on_again(qtbot: QtBot, page: RulesPage, desk: Desk) -> None:
    rule = some_rule(desk)
    page.show_rule(rule.id)
    qtbot.keyClick(page, Qt.Key.Key_O)
    asked = dialog()
    asked.submit()
    qtbot.waitUntil(lambda: says(asked, tr("error.rules.reason_missing")))
    [reason] = lines(asked)
    reason.insert("আমাদের কাজেই লাগে")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    confirmed(qtbot, page, desk)
    qtbot.waitUntil(lambda: says(page, "আমাদের কাজেই লাগে"))
    press(page, tr("rules.switch_on"))
    dialog().submit()
    qtbot.waitUntil(lambda: not says(page, "আমাদের কাজেই লাগে"))
    assert pack_view(desk).own == ()


def test_a_severity_is_changed(qtbot: QtBot, page: RulesPage, desk: Desk) -> None:
    rule = some_rule(desk)
    page.show_rule(rule.id)
    qtbot.keyClick(page, Qt.Key.Key_S)
    asked = dialog()
    [pill] = [one for one in asked.findChildren(Pill) if one.text() == tr("queue.severity.note")]
    pill.click()
    [reason] = lines(asked)
    reason.insert("বিতর্কের পাতা")
    asked.submit()
    confirmed(qtbot, page, desk)
    before = tr("rules.severity_before", severity=tr("queue.severity.block"))
    qtbot.waitUntil(lambda: says(page, before))
    assert pack_view(desk).rules[rule.id].severity is Severity.NOTE


def test_an_exception_is_added_and_withdrawn_where_its_rule_is(
    qtbot: QtBot, page: RulesPage, desk: Desk
) -> None:
    page.show_rule(some_rule(desk).id)
    qtbot.keyClick(page, Qt.Key.Key_E)
    phrase, reason = lines(dialog())
    phrase.insert("নৌকাবাইচ")
    reason.insert("বার্ষিক উৎসব")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    confirmed(qtbot, page, desk)
    qtbot.waitUntil(lambda: says(page, "“নৌকাবাইচ”"))
    page.show_rule("office")
    assert says(page, "নৌকাবাইচ")
    assert says(page, "বার্ষিক উৎসব")
    press(page, tr("rules.withdraw"))
    dialog().submit()
    qtbot.waitUntil(lambda: not says(page, "নৌকাবাইচ"))


def test_without_anyone_at_the_desk_nothing_is_changed(
    qtbot: QtBot, open_main: Open, desk: Desk, team: dict[str, int]
) -> None:
    page = shown(qtbot, open_main())
    page.show_rule(some_rule(desk).id)
    page.switch()
    asked = dialog()
    asked.submit()
    assert says(asked, tr("queue.choose_member"))
    asked.reject()
    assert pack_view(desk).own == ()


def test_a_broken_pack_is_said_with_its_place_and_the_last_good_one_stays(
    qtbot: QtBot, page: RulesPage, desk: Desk, tmp_path: Path
) -> None:
    before = desk.pack_holder.pack
    whole = len(entries(page))
    desk.pack_holder.folder = broken_pack(tmp_path)
    qtbot.keyClick(page, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: says(page, "pack.yaml:2:1: "))
    assert says(page, tr("rules.mistakes_kept", n=1))
    assert desk.pack_holder.pack is before
    settle(qtbot)
    assert len(entries(page)) == whole


def test_a_pack_broken_from_the_start_says_so(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    desk.pack_holder.folder = broken_pack(tmp_path)
    window.show_page("rules")
    qtbot.waitUntil(lambda: says(window.page, "pack.yaml:2:1: "))
    assert says(window.page, tr("rules.mistakes_none", n=1))


def broken_pack(folder: Path) -> Path:
    broken = folder / "pack"
    broken.mkdir()
    (broken / "pack.yaml").write_text("version: [", encoding="utf-8")
    return broken


@pytest.fixture
def full_page(qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]) -> RulesPage:
    """The page of an office that changed something of every kind."""
    me, rule = team["Rahima"], some_rule(desk).id
    office_rules.add_term(desk, TERM, me)
    for change in (
        office_rules.add_exception(desk, rule, "নৌকাবাইচ", "কারণ", me),
        office_rules.set_severity(desk, rule, Severity.NOTE, "কারণ", me),
        office_rules.switch_off(desk, rule, "কারণ", me),
    ):
        seconded.second(desk, change.proposed)
    return shown(qtbot, window)


def test_every_control_has_a_name(full_page: RulesPage, desk: Desk) -> None:
    for key in ("office", some_rule(desk, Severity.NOTE).id, pack_view(desk).groups[0].rules[0].id):
        full_page.show_rule(key)
        for control in focusable(full_page):
            text = control.accessibleName() or (control.text() if isinstance(control, Button) else "")
            assert text, control


def test_the_page_follows_the_language(full_page: RulesPage) -> None:
    full_page.show_rule("office")
    set_language("bn")
    try:
        assert says(full_page, tr("rules.own_hint"))
        assert says(full_page, tr("rules.kind.off"))
        assert tr("rules.office_entry") in entries(full_page)
    finally:
        set_language("en")


@pytest.fixture(autouse=True)
def _quiet(qtbot: QtBot) -> Iterator[None]:
    """Work behind the window ends before the desk is closed under it."""
    yield
    jobs.stop_all()
