"""The office, its team, its holidays and what else its accounts say, as they are kept up in the window."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.services.base.desk import Desk
from app.services.base.enums import AccountKind, Role
from app.services.base.secret import Secret
from app.services.due import reminders
from app.services.office import confirming, holidays, office, sign_in
from app.services.office.views import AccountForm, Leave, MemberForm
from app.ui import jobs
from app.ui.accounts.dialog import AccountDialog
from app.ui.main_window import MainWindow
from app.ui.office.dialog import OfficeDialog
from app.ui.office.hand_over_dialog import HandOverDialog
from app.ui.office.holidays import HolidayDialog
from app.ui.office.more_fields import LogoField
from app.ui.office.proposals import AnswerDialog
from app.ui.office.team_dialog import TeamDialog
from app.ui.office.temporary_passphrase import TemporaryPassphrase
from app.ui.translation import tr
from app.ui.widgets import LinkLabel
from app.ui.widgets.dates import DateField
from tests.helpers.images import black_png
from tests.helpers.window import shown_texts
from tests.services import seconded

WORDS_OF_MY_OWN = Secret("five green boats go by")


@pytest.fixture
def page(window: MainWindow) -> QWidget:
    window.show_page("accounts")
    return window.page


def dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    [found] = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def button(root: QWidget, name: str) -> QPushButton:
    """The visible button or link that says `name`, or is called so where it says less."""
    [found] = [
        one
        for one in root.findChildren(QPushButton)
        if one.isVisible() and name in (one.accessibleName(), one.text() if not one.accessibleName() else "")
    ]
    return found


def press(root: QWidget, key: str, **filled: str) -> None:
    button(root, tr(key, **filled)).click()


def named(root: QWidget, kind: type[QWidget], name: str) -> QWidget:
    [found] = [one for one in root.findChildren(kind) if one.accessibleName() == name]
    return found


def line(root: QWidget, key: str) -> QLineEdit:
    found = named(root, QLineEdit, tr(key))
    assert isinstance(found, QLineEdit)
    return found


def choose(root: QWidget, name: str, value: str) -> None:
    found = named(root, QComboBox, name)
    assert isinstance(found, QComboBox)
    found.setCurrentIndex(found.findData(value))


def says(root: QWidget, sentence: str) -> bool:
    return any(sentence in text for _, text in shown_texts(root))


def test_one_joins_by_keyboard(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], page: QWidget
) -> None:
    press(page, "team.add")
    form = dialog(window, TeamDialog)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert says(form, tr("team.name_missing"))
    qtbot.keyClicks(line(form, "team.name"), "Mina")
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert says(form, tr("team.role_missing"))
    choose(form, tr("team.role"), Role.DRAFTER)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    confirm_as(qtbot, window, desk, team["Karim"])
    qtbot.waitUntil(lambda: says(page, "Mina"))
    assert office.member_named(desk, "Mina").role is Role.DRAFTER


def test_one_who_leaves_is_replaced_in_the_same_step(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], page: QWidget
) -> None:
    press(page, "team.retire_title", name="Karim")
    form = dialog(window, TeamDialog)
    assert says(form, tr("team.after_wrong", n=2))
    press(form, "button.save")
    qtbot.waitUntil(lambda: says(form, tr("error.office.team_size", n=2)))  # clause 6.1.c: two cannot stay
    press(form, "team.add")
    line(form, "team.name").setText("Mina")
    qtbot.keyClick(line(form, "team.name"), Qt.Key.Key_Tab)
    assert form.focusWidget() is named(form, QComboBox, tr("team.role"))
    choose(form, tr("team.role"), Role.MODERATOR)
    assert says(form, tr("team.after", n=3))
    press(form, "button.save")
    confirm_as(qtbot, window, desk, team["Selina"])
    qtbot.waitUntil(lambda: says(page, "Mina"))
    assert not office.member(desk, team["Karim"]).active
    press(page, "handover.open_of", name="Karim")
    handed = dialog(window, HandOverDialog)
    assert says(handed, tr("handover.elsewhere", account="Sample UPEO"))
    handed.reject()
    assert says(page, tr("handover.left_to_do", n=2))


def confirm_as(qtbot: QtBot, window: MainWindow, desk: Desk, member: int) -> None:
    """Have another member confirm, on the page, what waits there."""
    qtbot.waitUntil(lambda: bool(confirming.open_proposals(desk)))
    qtbot.waitUntil(lambda: says(window.page, tr("proposal_card.title")))
    [waiting] = confirming.open_proposals(desk)
    assert not any(tr("proposal_card.confirm") in one.accessibleName() for one in buttons(window.page)), (
        "nobody confirms their own"
    )
    qtbot.waitUntil(lambda: not jobs.busy())
    window.context.set_member(office.member(desk, member))
    wish = "; ".join(line.in_("en") for line in waiting.lines)
    name = f"{tr('proposal_card.confirm')}: {wish}"
    qtbot.waitUntil(lambda: any(one.accessibleName() == name for one in buttons(window.page)))
    next(one for one in buttons(window.page) if one.accessibleName() == name).click()
    form = dialog(window, AnswerDialog)
    with qtbot.waitSignal(form.accepted):
        press(form, "proposal_card.confirm")
    focused = window.focusWidget()
    assert focused is not None, "the card is made anew, and the keys stay on the page"
    assert window.page.isAncestorOf(focused)


def buttons(page: QWidget) -> list[QPushButton]:
    return [one for one in page.findChildren(QPushButton) if one.isVisible()]


def test_the_day_somebody_left_is_kept(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], page: QWidget
) -> None:
    press(page, "team.change")
    form = dialog(window, TeamDialog)
    press(form, "button.save")
    assert says(form, tr("team.nothing"))
    tick = named(form, QCheckBox, tr("team.leaves_named", name="Jamal"))
    assert isinstance(tick, QCheckBox)
    tick.click()
    day = named(form, DateField, tr("team.left_on", name="Jamal"))
    assert isinstance(day, DateField)
    day.set_day(reminders.today() + timedelta(days=1))
    assert day.day() == reminders.today()  # nobody left tomorrow
    press(form, "button.save")
    confirm_as(qtbot, window, desk, team["Karim"])
    qtbot.waitUntil(lambda: says(page, tr("team.left")))
    assert office.member(desk, team["Jamal"]).left_on == reminders.today()


def test_a_role_is_changed_and_one_who_left_returns(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    seconded.change_team(
        desk, joins=[MemberForm("Mina", Role.MODERATOR)], leaves=[Leave(team["Karim"])], by=team["Rahima"]
    )
    window.show_page("accounts")
    press(window.page, "team.change")
    form = dialog(window, TeamDialog)
    choose(form, tr("team.role_of", name="Mina"), Role.DRAFTER)
    menu = button(form, tr("team.take_back")).menu()
    menu.actions()[0].trigger()
    assert says(form, tr("team.after", n=3))
    press(form, "button.save")
    confirm_as(qtbot, window, desk, team["Selina"])
    qtbot.waitUntil(lambda: office.member(desk, team["Karim"]).active)
    assert office.member_named(desk, "Mina").role is Role.DRAFTER


def test_the_sizes_lead_to_their_clause(window: MainWindow, page: QWidget) -> None:
    assert says(page, tr("team.sizes"))
    [link] = [one for one in page.findChildren(LinkLabel) if "6.1(c)" in one.text()]
    link.click()
    assert window.page.name == "guide"


def test_a_hand_over_leads_to_the_account(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    [facebook, _] = office.accounts(desk)
    office.change_account(
        desk,
        facebook.id,
        AccountForm("facebook", facebook.handle, facebook.display_name, emergency_contact="Karim, officer"),
        None,
    )
    seconded.change_team(
        desk, joins=[MemberForm("Mina", Role.MODERATOR)], leaves=[Leave(team["Karim"])], by=team["Rahima"]
    )
    window.show_page("accounts")
    press(window.page, "handover.open_of", name="Karim")
    handed = dialog(window, HandOverDialog)
    said = tr("handover.contact", account=facebook.display_name)
    button(handed, f"{tr('handover.do_account')}: {said}").click()
    qtbot.waitUntil(lambda: says(window.page, f"@{facebook.handle}"))


def test_only_the_authority_gives_a_temporary_passphrase(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], page: QWidget
) -> None:
    seconded.set_first(desk, team["Karim"], WORDS_OF_MY_OWN)
    window.context.office_changed.emit()
    assert not says(page, tr("team.temporary"))  # Rahima is a moderator
    window.context.set_member(office.member(desk, team["Selina"]))
    assert says(page, tr("team.first_passphrase"))  # Jamal never had one
    press(page, "team.temporary_for", name="Karim")
    form = dialog(window, TemporaryPassphrase)
    press(form, "team.temporary_make")
    shown = tr("team.temporary_value")
    qtbot.waitUntil(lambda: says(form, shown))
    [given] = [
        text for widget, text in shown_texts(form) if widget.accessibleName() == shown and text != shown
    ]
    press(form, "button.copy")
    assert QApplication.clipboard().text() == given
    assert sign_in.sign_in(desk, team["Karim"], Secret(given)).must_change


def test_the_office_says_all_of_itself(qtbot: QtBot, window: MainWindow, desk: Desk, page: QWidget) -> None:
    press(page, "office.edit")
    form = dialog(window, OfficeDialog)
    line(form, "office.grs_url").setText("https://grs.example")
    line(form, "office.address_en").setText("Shibpur")
    letterhead = named(form, QPlainTextEdit, tr("office.letterhead"))
    assert isinstance(letterhead, QPlainTextEdit)
    letterhead.setPlainText("Sample office\n\nsample.example")
    line(form, "office.rotation_days").setText("soon")
    press(form, "button.save")
    assert says(form, tr("office.no_number"))
    line(form, "office.rotation_days").setText("৬০")  # in Bangla digits too
    press(form, "button.save")
    qtbot.waitUntil(lambda: says(page, "https://grs.example"))
    here = office.office(desk)
    assert here is not None
    assert (here.rotation_days, here.address_en) == (60, "Shibpur")
    assert here.letterhead == ("Sample office", "sample.example")
    assert here.approvals_set is None


def test_the_logo_is_chosen_and_taken_away(
    qtbot: QtBot, window: MainWindow, desk: Desk, page: QWidget, tmp_path: Path
) -> None:
    (tmp_path / "broken.png").write_bytes(b"no image")
    (tmp_path / "logo.png").write_bytes(black_png(64, 64))
    press(page, "office.edit")
    form = dialog(window, OfficeDialog)
    logo = form.findChild(LogoField)
    assert isinstance(logo, LogoField)
    logo.take(tmp_path / "broken.png")
    qtbot.waitUntil(lambda: says(logo, "broken.png"))
    assert not logo.changed
    logo.take(tmp_path / "logo.png")
    qtbot.waitUntil(lambda: logo.changed)
    press(form, "button.save")
    qtbot.waitUntil(lambda: says(page, tr("office.logo")))
    press(page, "office.edit")
    form = dialog(window, OfficeDialog)
    button(form, f"{tr('button.remove')}: {tr('office.logo')}").click()
    press(form, "button.save")
    qtbot.waitUntil(lambda: not says(page, tr("office.logo")))


def test_a_holiday_is_added_and_withdrawn(
    qtbot: QtBot, window: MainWindow, desk: Desk, page: QWidget
) -> None:
    year = reminders.today().year
    assert says(page, tr("holiday.nothing", year=str(year)))
    press(page, "holiday.add")
    form = dialog(window, HolidayDialog)
    press(form, "button.save")
    qtbot.waitUntil(lambda: says(form, tr("error.holiday.name_missing")))
    day = named(form, DateField, tr("holiday.day"))
    assert isinstance(day, DateField)
    day.set_day(date(year + 1, 12, 16))
    line(form, "holiday.name_bn").setText("বিজয় দিবস")
    line(form, "holiday.name_en").setText("Victory Day")
    press(form, "button.save")
    qtbot.waitUntil(lambda: says(page, "Victory Day"))  # its year is shown
    press(page, "holiday.before")
    assert not says(page, "Victory Day")
    press(page, "holiday.after")
    press(page, "holiday.withdraw_of", name="Victory Day")
    qtbot.waitUntil(lambda: says(page, tr("holiday.nothing", year=str(year + 1))))
    assert holidays.holidays(desk) == ()


def test_an_account_says_who_it_is_for_and_how_long_its_password_lasts(
    qtbot: QtBot, window: MainWindow, desk: Desk, page: QWidget
) -> None:
    [_, x] = office.accounts(desk)
    AccountDialog(window.context, x, window).open()
    form = dialog(window, AccountDialog)
    line(form, "account.audience").setText("Parents")
    line(form, "account.rotation_days").setText("30")
    line(form, "account.rotation_source").setText("Letter 7")
    press(form, "button.save")
    qtbot.waitUntil(lambda: office.account(desk, x.id).rotation_days == 30)
    changed = office.account(desk, x.id)
    assert (changed.audience, changed.rotation_source, changed.opened_on) == ("Parents", "Letter 7", None)


def test_a_personal_account_is_ones_own_and_for_reminders(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int], page: QWidget
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_N)
    form = dialog(window, AccountDialog)
    assert not says(form, tr("account.personal_note"))
    choose(form, tr("account.kind"), AccountKind.PERSONAL)
    assert says(form, tr("account.personal_note"))
    assert says(form, tr("account.owner_you", name="Rahima"))
    assert not says(form, tr("account.purposes"))
    line(form, "account.handle").setText("rahima.own")
    press(form, "button.save")
    qtbot.waitUntil(lambda: len(office.accounts(desk)) == 3)
    own = office.accounts(desk)[-1]
    assert (own.kind, own.owner, own.purposes) == (AccountKind.PERSONAL, team["Rahima"], ())


def test_the_limits_follow_the_platform(window: MainWindow, page: QWidget) -> None:
    AccountDialog(window.context, None, window).open()
    form = dialog(window, AccountDialog)
    assert says(form, tr("limits.letters", n=63206))
    choose(form, tr("account.platform"), "x")
    assert says(form, tr("limits.letters", n=280))
    assert says(form, tr("limits.source", host="help.x.com"))
    assert says(form, "25 November 2026")
    choose(form, tr("account.platform"), "website")
    assert says(form, tr("limits.unknown"))
