"""The accounts page: the office with its team, and its official pages on the platforms."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.services.base.due_dates import DueState
from app.services.base.enums import DueAction, RotationReason
from app.services.due import reminders
from app.services.letters.drafting import About
from app.services.letters.views import LetterKind
from app.services.office import office
from app.services.office.views import AccountView
from app.services.secrets import rotation, vault
from app.ui.accounts.details import show_account
from app.ui.accounts.dialog import AccountDialog
from app.ui.context import Context
from app.ui.credentials.card import TONES, due_text
from app.ui.credentials.record_dialog import RecordChange
from app.ui.letters.dialog import write_letter
from app.ui.office.details import show_office
from app.ui.office.dialog import OfficeDialog
from app.ui.office.holidays import HolidayDialog
from app.ui.office.team_dialog import TeamDialog
from app.ui.page import Page
from app.ui.permission import says_drafter
from app.ui.rotation.dialog import RotationDialog
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, TopBar, platform_sign
from app.ui.widgets.detail_scroll import DetailScroll
from app.ui.widgets.entry_list import Entry, EntryList
from app.ui.widgets.layouts import list_page
from app.ui.widgets.search_field import SearchField

_LIST, _LIST_SHARE = 330, 0.29  # drawn px and share of the page, at most
_AT_ONCE = 1_000_000  # days: sooner and later than any other
_OFFICE = "office"  # the key of the first entry; accounts have their id


class AccountsPage(Page):
    """The list at the left chooses what the right shows."""

    name = "accounts"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        bar = TopBar()
        self._search = SearchField(250)
        self._search.textChanged.connect(self._read)
        add = Button(keys="N", icon="plus")
        add.clicked.connect(self.add_account)
        bar.add(self._search, add)
        self._list = EntryList()
        self._search.left.connect(self._list.setFocus)
        self._list.chosen.connect(lambda _key: self._show())
        self._details = DetailScroll()
        list_page(self, bar, self._list, self._details)
        self.translate(bar.title.setText, "page.accounts")
        self.translate(self._search.setPlaceholderText, "accounts.search")
        self.translate(self._search.setAccessibleName, "accounts.search")
        self.translate(self._list.setAccessibleName, "accounts.list")
        self.translate(add.setText, "accounts.add")
        self.add_command("accounts.add_account", "N", self.add_account)
        self.add_command("accounts.find", "/", self._search.focus_all)
        self.add_command("office.edit_title", "", self._change_office)
        self.add_command("team.change_title", "", self._change_team)
        self.add_command("holiday.add_title", "", self._add_holiday)
        self.add_command("letters.team_order", "", lambda: self._letter(LetterKind.TEAM))
        self.add_command("letters.hand_over", "", lambda: self._letter(LetterKind.HANDOVER))
        context.office_changed.connect(self._read)
        context.member_changed.connect(self._read)
        context.account_wanted.connect(self.open_account)

    def arrive(self) -> None:
        self._read()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_first_account(self) -> None:
        """Show the first of the pages rather than the office."""
        self._list.choose(next(iter(self._accounts), ""))

    def open_account(self, account_id: int, action: str) -> None:
        """Show an account, and begin what the action names."""
        self._list.choose(str(account_id))
        account = self._accounts.get(str(account_id))
        if account is None or not account.active:
            return
        if action == DueAction.RECORD_ROTATION:
            RecordChange(self.context, account, self).open()
        elif action == DueAction.CHANGE_PASSWORD:
            self._change_password(account)

    def _change_password(self, account: AccountView) -> None:
        """Begin, or go on with, the change that is most pressing among those this member may make."""
        member = self.context.member
        kept = {one.id: one for one in vault.credentials(self.context.desk, account.id)}
        for row in reminders.due(self.context.desk, reminders.today()):
            credential = kept.get(row.credential_id or 0)
            if credential is not None and member is not None and credential.usable_by(member):
                reason = row.at_once or RotationReason.PLANNED
                RotationDialog(self.context, credential, reason, self).open()
                return

    def add_account(self) -> None:
        AccountDialog(self.context, None, self).open()

    def _change_office(self) -> None:
        here = office.office(self.context.desk)
        if here is not None and not says_drafter(self.context):
            OfficeDialog(self.context, here, self.window()).open()

    def _change_team(self) -> None:
        if not says_drafter(self.context):
            TeamDialog(self.context, self.window()).open()

    def _add_holiday(self) -> None:
        if not says_drafter(self.context):
            year = reminders.today().year
            HolidayDialog(self.context, year, lambda _year: self._read(), self.window()).open()

    def _letter(self, kind: LetterKind) -> None:
        write_letter(self.context, kind, About(), self.window())

    def _read(self) -> None:
        here = office.office(self.context.desk)
        if here is None or not self.isVisible():
            return  # `arrive` reads when the page is looked at
        every = office.accounts(self.context.desk, active_only=False)
        self._accounts = {str(one.id): one for one in sorted(every, key=lambda one: not one.active)}
        standing = self._standing()
        found = [
            _entry(key, one, standing.get(one.id)) for key, one in self._accounts.items() if self._sought(one)
        ]
        self._list.show_entries([Entry(_OFFICE, here.name_bn, tr("accounts.office_line"), "অ"), *found])

    def _standing(self) -> dict[int, tuple[str, str]]:
        """By account, the chip of its password that is due first."""
        chips: dict[int, tuple[str, str]] = {}
        earliest: dict[int, int] = {}
        for status in rotation.statuses(self.context.desk, reminders.today()):
            at_once = status.state is DueState.AT_ONCE
            days = -_AT_ONCE if at_once else status.days_left
            if days is not None and days < earliest.get(status.account_id, _AT_ONCE):
                earliest[status.account_id] = days
                chips[status.account_id] = TONES[status.state], due_text(status)
        return chips

    def _sought(self, account: AccountView) -> bool:
        text = f"{account.display_name} {account.handle} {tr(f'platform.{account.platform}')}"
        return self._search.text().strip().casefold() in text.casefold()

    def _show(self) -> None:
        account = self._accounts.get(self._list.key())
        if account is None:
            show_office(self._details, self.context, self)
        else:
            show_account(self._details, self.context, account, self)

    def retranslate(self) -> None:
        super().retranslate()
        self._read()

    def restyle(self) -> None:
        self._fit_list()
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_list()

    def _fit_list(self) -> None:
        """Large text on a small screen: the cards need the room more than the names do."""
        self._list.setMaximumWidth(min(px(_LIST), round(self.width() * _LIST_SHARE)))


def _entry(key: str, account: AccountView, chip: tuple[str, str] | None) -> Entry:
    line = tr(f"platform.{account.platform}")
    if not account.active:
        chip = "calm", tr("account.closed")
    if chip is None:
        line = f"{line} · @{account.handle}"
    sign = platform_sign(account.platform, account.display_name)
    return Entry(key, account.display_name, line, sign, chip)
