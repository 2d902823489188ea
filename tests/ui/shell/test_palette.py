"""Everything is a few letters away: pages, commands of any page, and drafts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.i18n import catalogue
from app.services.base.desk import Desk
from app.ui import preferences
from app.ui.main_window import MainWindow
from app.ui.shell.keys_overlay import KeysOverlay
from app.ui.shell.palette import Palette
from app.ui.translation import language, tr
from app.ui.widgets import Label
from tests.services.posts import write

CTRL = Qt.KeyboardModifier.ControlModifier


def open_palette(qtbot: QtBot, window: MainWindow) -> Palette:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    [palette] = [one for one in window.findChildren(Palette) if one.isVisible()]
    return palette


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_page_is_a_few_letters_away(qtbot: QtBot, window: MainWindow) -> None:
    palette = open_palette(qtbot, window)
    qtbot.keyClicks(focused(), "guid")
    assert palette.texts()[0] == tr("page.guide")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert window.page.name == "guide"
    assert not palette.isVisible()


def test_arrows_choose_and_escape_leaves_all_as_it_was(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("settings")
    before = QApplication.focusWidget()
    palette = open_palette(qtbot, window)
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.page.name == "settings"
    assert QApplication.focusWidget() is before


def test_a_command_of_another_page_goes_there_first(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("queue")
    palette = open_palette(qtbot, window)
    qtbot.keyClicks(focused(), "add an account")
    assert palette.texts() == [tr("accounts.add_account")]
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert window.page.name == "accounts"
    assert QApplication.activeModalWidget() is not None


LOOKED_FOR = (
    ("restore", "restore.offer"),
    ("ফিরিয়ে", "restore.offer"),
    ("backup", "backup_card.now"),
    ("ব্যাকআপ", "backup_card.now"),
    ("password", "lock.card.title"),
    ("পাসওয়ার্ড", "lock.card.title"),
    ("member", "team.change_title"),
    ("বদলি", "team.change_title"),
    ("ছুটি", "holiday.add_title"),
    ("logo", "office.edit_title"),
    ("dark", "command.theme"),
    ("অন্ধকার", "command.theme"),
    ("zip", "archive.export"),
    ("রপ্তানি", "archive.export"),
    ("schedule", "archive.view.calendar"),
    ("অডিট", "archive.audit"),
    ("log out", "command.lock"),
    ("চিঠি", "letters.list"),
)


@pytest.mark.parametrize("spoken", ["bn", "en"])
def test_what_people_look_for_is_found_in_either_language(
    qtbot: QtBot, window: MainWindow, desk: Desk, spoken: str
) -> None:
    preferences.set_language(desk, spoken)
    window.show_page("queue")
    palette = open_palette(qtbot, window)
    for sought, key in LOOKED_FOR:
        focused().setText(sought)
        assert tr(key) in palette.texts(), sought


def test_every_word_given_besides_is_of_a_command(window: MainWindow) -> None:
    keys = set()
    for name in window.page_names:
        window.show_page(name)
        keys |= {command.key for command in (*window.page.commands, *window._commands)}
    also = {key.removeprefix("palette_also.") for key in catalogue("bn") if key.startswith("palette_also.")}
    assert also <= keys


@pytest.mark.parametrize("key", ["restore.offer", "team.change_title", "archive.view.calendar", "desk.title"])
def test_a_command_of_every_page_does_something_from_elsewhere(
    qtbot: QtBot, window: MainWindow, key: str
) -> None:
    window.show_page("guide")
    palette = open_palette(qtbot, window)
    focused().setText(tr(key))
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.page.name != "guide"
    assert QApplication.activeModalWidget() is not None or QApplication.focusWidget() is not None


def test_a_draft_is_found_by_its_text(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    wanted = write(desk, team["Jamal"], "Dengue: empty flower pots every third day.")
    write(desk, team["Jamal"], "Textbooks are given out on the first of January.")
    window.show_page("settings")
    opened: list[int] = []
    window.page.context.draft_wanted.connect(opened.append)
    palette = open_palette(qtbot, window)
    qtbot.keyClicks(focused(), "flower")
    qtbot.waitUntil(lambda: any("flower" in text for text in palette.texts()))
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert opened == [wanted.id]
    assert window.page.name == "queue"


def test_what_is_nowhere_is_said(qtbot: QtBot, window: MainWindow) -> None:
    palette = open_palette(qtbot, window)
    qtbot.keyClicks(focused(), "zzzz")
    assert palette.texts() == [tr("palette.nothing")]
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert palette.isVisible()


def test_the_language_is_a_command(qtbot: QtBot, window: MainWindow) -> None:
    palette = open_palette(qtbot, window)
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    palette = open_palette(qtbot, window)
    [place] = [n for n, text in enumerate(palette.texts()) if text == tr("command.language")]
    for _ in range(place):
        qtbot.keyClick(focused(), Qt.Key.Key_Down)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert language() == "bn"


def test_a_question_mark_shows_every_key_of_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("archive")
    qtbot.keyClicks(window.page, "?")
    overlay = window.findChild(KeysOverlay)
    assert isinstance(overlay, KeysOverlay)
    shown = {label.text() for label in overlay.findChildren(Label)}
    keyed = {tr(command.key) for command in window.page.commands if command.keys}
    assert keyed <= shown
    assert tr("command.palette") in shown
