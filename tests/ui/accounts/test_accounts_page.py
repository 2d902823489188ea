"""The office, its team and its accounts are kept up in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.office import office
from app.ui.accounts.closing import CloseAccountDialog
from app.ui.accounts.dialog import AccountDialog
from app.ui.main_window import MainWindow
from app.ui.office.dialog import OfficeDialog
from app.ui.translation import tr
from app.ui.widgets import Button, LinkLabel
from tests.helpers.window import shown_texts


@pytest.fixture
def page(window: MainWindow) -> QWidget:
    window.show_page("accounts")
    return window.page


def press(root: QWidget, key: str) -> None:
    """Click the first visible button that says `key`."""
    next(one for one in root.findChildren(Button) if one.text() == tr(key) and one.isVisible()).click()


def dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    [found] = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def field(root: QWidget, key: str) -> QLineEdit:
    [found] = [one for one in root.findChildren(QLineEdit) if one.accessibleName() == tr(key)]
    return found


def says(root: QWidget, sentence: str) -> bool:
    return any(sentence in text for _, text in shown_texts(root))


def names(page: QWidget) -> list[str]:
    entries = page.findChild(QListWidget)
    assert isinstance(entries, QListWidget)
    return [entries.item(row).text() for row in range(entries.count())]


def test_an_account_is_added_by_keyboard(qtbot: QtBot, window: MainWindow, desk: Desk, page: QWidget) -> None:
    qtbot.keyClick(page, Qt.Key.Key_N)
    form = dialog(window, AccountDialog)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    qtbot.keyClicks(field(form, "account.handle"), "@our.tube")
    qtbot.keyClicks(field(form, "account.name"), "Our films")
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Our films" in names(page))
    assert office.accounts(desk)[-1].handle == "our.tube"


def test_a_taken_handle_is_said_in_the_dialog_which_stays(
    qtbot: QtBot, window: MainWindow, desk: Desk, page: QWidget
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_N)
    form = dialog(window, AccountDialog)
    qtbot.keyClicks(field(form, "account.handle"), "sample_upeo")
    press(form, "button.save")
    qtbot.waitUntil(lambda: says(form, tr("error.office.handle_taken", handle="sample_upeo")))
    assert form.isVisible()
    assert len(office.accounts(desk)) == 2


def test_an_account_is_changed(qtbot: QtBot, window: MainWindow, desk: Desk, page: QWidget) -> None:
    entries = page.findChild(QListWidget)
    assert isinstance(entries, QListWidget)
    entries.setCurrentRow(2)
    assert says(page, "@sample_upeo")
    press(page, "account.edit")
    form = dialog(window, AccountDialog)
    assert field(form, "account.name").text() == "Sample UPEO"
    field(form, "account.url").setText("https://x.example/sample_upeo")
    press(form, "button.save")
    qtbot.waitUntil(lambda: says(page, "https://x.example/sample_upeo"))
    assert office.accounts(desk)[1].purposes == ("5.c",)


def test_an_account_is_taken_out_of_use_and_back_by_keyboard(
    qtbot: QtBot, window: MainWindow, desk: Desk, page: QWidget
) -> None:
    entries = page.findChild(QListWidget)
    assert isinstance(entries, QListWidget)
    entries.setCurrentRow(1)
    closed = office.accounts(desk)[0]
    [close] = [one for one in page.findChildren(Button) if one.text() == tr("account.close")]
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Space)
    sure = dialog(window, CloseAccountDialog)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is sure)
    assert sure.cancel_button.hasFocus(), "Enter must not close an account that was only looked at"
    qtbot.keyClick(sure, Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(page)[-1] == closed.display_name)
    assert closed.id not in [one.id for one in office.accounts(desk)]
    assert says(page, tr("account.closed_note"))
    assert not [one for one in page.findChildren(Button) if one.text() == tr("account.edit")]
    [again] = [one for one in page.findChildren(Button) if one.text() == tr("account.reopen")]
    again.setFocus()
    qtbot.keyClick(again, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: closed.id in [one.id for one in office.accounts(desk)])
    qtbot.waitUntil(lambda: names(page)[1] == closed.display_name)
    assert not says(page, tr("account.closed_note"))


def test_a_drafter_can_take_no_page_out_of_use(window: MainWindow, team: dict[str, int], desk: Desk) -> None:
    drafter = next(one for one in office.members(desk) if not one.decides)
    window.context.set_member(drafter)
    window.show_page("accounts")
    window.page.show_first_account()
    [close] = [one for one in window.page.findChildren(Button) if one.text() == tr("account.close")]
    assert not close.isEnabled()
    assert close.toolTip() == tr("queue.drafter")


def test_search_narrows_the_accounts(qtbot: QtBot, page: QWidget) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Slash)
    qtbot.keyClicks(field(page, "accounts.search"), "upeo")
    assert names(page)[1:] == ["নমুনা শিক্ষা অফিস", "Sample UPEO"]
    qtbot.keyClicks(field(page, "accounts.search"), " zz")
    assert names(page)[1:] == []


def test_a_purpose_leads_to_its_clause(window: MainWindow, page: QWidget) -> None:
    entries = page.findChild(QListWidget)
    assert isinstance(entries, QListWidget)
    entries.setCurrentRow(2)
    [link] = [one for one in page.findChildren(LinkLabel) if "5(c)" in one.text()]
    link.click()
    assert window.page.name == "guide"
    assert says(window.page, tr("purpose.5.c"))


def test_the_office_is_renamed(qtbot: QtBot, window: MainWindow, desk: Desk, page: QWidget) -> None:
    press(page, "office.edit")
    form = dialog(window, OfficeDialog)
    field(form, "office.name_en").clear()
    press(form, "button.save")
    assert says(form, tr("office.name_en_missing"))
    field(form, "office.name_en").setText("Shibpur Office")
    press(form, "button.save")
    qtbot.waitUntil(lambda: says(page, "Shibpur Office"))
    renamed = office.office(desk)
    assert renamed is not None
    assert renamed.name_en == "Shibpur Office"
