"""The guide answers in both languages; the settings take effect and are kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.checking import guide
from app.services.office import confirming, office
from app.services.record.audit import audit
from app.ui import jobs, theme
from app.ui.main_window import MainWindow
from app.ui.translation import language, tr
from app.ui.widgets import Button, Pill
from app.work import Work
from tests.helpers.window import shown_texts
from tests.ui.conftest import Open


def says(root: QWidget, sentence: str) -> bool:
    return any(sentence in text for _, text in shown_texts(root))


def listed(page: QWidget) -> list[str]:
    entries = page.findChild(QListWidget)
    assert isinstance(entries, QListWidget)
    return [entries.item(row).text() for row in range(entries.count())]


def pill(page: QWidget, text: str) -> Pill:
    [found] = [one for one in page.findChildren(Pill) if one.text() == text and one.isVisible()]
    return found


def chosen(page: QWidget) -> list[str]:
    return [one.text() for one in page.findChildren(Pill) if one.isChecked() and one.isVisible()]


def test_every_clause_can_be_opened(window: MainWindow) -> None:
    window.show_page("queue")
    first, *others = guide.clauses()
    window.context.open_clause(first.id)
    assert window.page.name == "guide"
    for wanted in (first, *others):
        window.context.clause_wanted.emit(wanted.id)
        told = [text for _, text in shown_texts(window.page)]
        for sentence in (wanted.summary.bn, wanted.summary.en, wanted.program.en):
            assert any(sentence in text for text in told), wanted.id
        # The cards of the clause before are gone with the event loop.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_guide_is_searched_in_both_languages_and_by_number(window: MainWindow) -> None:
    window.show_page("guide")
    [search] = [one for one in window.page.findChildren(QLineEdit) if one.isVisible()]
    for sought in ("10(c)", "১০(গ)", "political ideology", "রাজনৈতিক মতাদর্শ"):
        search.setText(sought)
        assert any(text.startswith("10(c)") for text in listed(window.page)), sought
        assert len(listed(window.page)) < 10, sought
        search.setText("nothing of the kind")
        assert says(window.page, tr("guide.nothing")), sought


def test_a_clause_opens_although_something_else_was_searched_for(window: MainWindow) -> None:
    window.show_page("guide")
    [search] = [one for one in window.page.findChildren(QLineEdit) if one.isVisible()]
    search.setText("nothing of the kind")
    window.page.context.open_clause("7.a")
    assert says(window.page, guide.clause("7.a").summary.en)


def test_language_colours_and_size_are_a_click_away(window: MainWindow) -> None:
    window.show_page("settings")
    pill(window.page, tr("settings.theme_dark")).click()
    assert theme.theme().dark
    pill(window.page, "125%").click()
    assert theme.text_size() == 125
    pill(window.page, "বাংলা").click()
    assert language() == "bn"
    assert pill(window.page, "১২৫%").isChecked()
    pill(window.page, "১০০%").click()


def test_the_focus_is_seen_although_the_page_was_left_further_down(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("settings")
    QApplication.processEvents()
    (scroll,) = window.page.findChildren(QScrollArea)
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
    window.show_page("queue")
    window.show_page("settings")
    focused = window.focusWidget()
    top = focused.mapTo(scroll.viewport(), QPoint(0, 0))
    assert scroll.viewport().rect().contains(top)


def test_the_arrow_keys_go_through_the_pills(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("settings")
    chosen = pill(window.page, tr("settings.theme_light"))
    chosen.setFocus()
    qtbot.keyClick(chosen, Qt.Key.Key_Right)
    assert theme.choice() == "dark"


def test_the_office_sets_how_many_approvals_it_needs(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    window.show_page("settings")

    def needed() -> int:
        here = office.office(desk)
        assert here is not None
        return here.approvals_needed

    assert needed() == 2
    pill(window.page, tr("settings.approvals_n", n=3)).click()
    qtbot.waitUntil(lambda: needed() == 3)
    qtbot.waitUntil(lambda: tr("settings.approvals_n", n=3) in chosen(window.page))
    pill(window.page, tr("settings.approvals_majority", n=2)).click()
    qtbot.waitUntil(lambda: len(confirming.open_proposals(desk)) == 1)
    qtbot.waitUntil(lambda: tr("settings.approvals_n", n=3) in chosen(window.page))
    assert needed() == 3, "fewer approvals wait for a second member"


def test_the_state_of_the_machine_is_told(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    window.show_page("settings")
    assert says(window.page, str(desk.folder.path))
    qtbot.waitUntil(lambda: says(window.page, tr("doctor.keyring_bad")))
    assert says(window.page, tr("error.keyring.absent"))
    assert says(window.page, tr("doctor.database"))


def test_the_record_is_audited_only_when_somebody_asks(
    qtbot: QtBot, open_main: Open, desk: Desk, team: dict[str, int]
) -> None:
    window = open_main()
    window.show_page("settings")
    qtbot.waitUntil(lambda: says(window.page, tr("doctor.database")))
    qtbot.waitUntil(lambda: not jobs.busy())
    assert says(window.page, tr("settings.record_unchecked"))
    [examine] = [one for one in window.page.findChildren(Button) if one.text() == tr("settings.examine")]
    examine.click()
    whole = tr("doctor.record", n=audit(desk, Work()).events)
    qtbot.waitUntil(lambda: says(window.page, whole))
    assert not says(window.page, tr("settings.record_unchecked"))
    # What it came to is still known the next time, with its day.
    again = open_main()
    again.show_page("settings")
    qtbot.waitUntil(lambda: says(again.page, whole))
    assert says(again.page, tr("settings.record_checked", time="").strip())
