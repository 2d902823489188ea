"""What an account may add: whose it is, since when, for whom, and its own days for the password."""

from __future__ import annotations

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from app.services.base.enums import AccountKind
from app.services.base.members import MemberView
from app.services.due import reminders
from app.services.office.views import AccountForm, AccountView
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Label
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import Choice, LineRow
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.number_row import NumberRow
from app.values import replace

_TEXTS = {"audience": "audience", "users": "users", "emergency_contact": "emergency"}


class AccountKindField(QWidget):
    """Whose account it is. Chosen once: of an account that is there it is only shown."""

    changed = Signal()

    def __init__(
        self,
        member: MemberView | None,
        account: AccountView | None,
        owner: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = Choice(AccountKind, "account_kind")
        self._kind.setEnabled(account is None and member is not None)
        if account is not None:
            self._kind.set_value(account.kind)
        row = FormRow(self._kind)
        row.set_label(tr("account.kind"))
        mine = account is None and member is not None
        shown = tr("account.owner_you", name=owner) if mine else owner
        self._owner = FormRow(Label(shown))
        self._owner.set_label(tr("account.owner"))
        self._note = Label(tr("account.personal_note"), "small", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(row, 0, 0)
        grid.addWidget(self._owner, 0, 1)
        grid.addWidget(self._note, 1, 0, 1, 2)
        self._kind.currentIndexChanged.connect(self._tell)
        self._tell()

    @property
    def kind(self) -> AccountKind:
        return AccountKind(self._kind.value())

    def _tell(self) -> None:
        personal = self.kind is AccountKind.PERSONAL
        self._owner.setVisible(personal)
        self._note.setVisible(personal)
        self.changed.emit()


class AccountMoreFields(QWidget):
    """`form` adds these fields to the form of the account's first ones."""

    def __init__(self, office_days: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = {name: LineRow() for name in _TEXTS}
        self._known = QCheckBox(tr("account.opened_known"))
        self._day = DateField(reminders.today())
        today = reminders.today()
        self._day.setMaximumDate(QDate(today.year, today.month, today.day))
        self._day.setEnabled(False)
        self._known.toggled.connect(self._day.setEnabled)
        self._days, self._why = NumberRow(), LineRow()
        self._build(office_days)

    def _build(self, office_days: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(12))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for name, row in self._lines.items():
            row.set_label(tr(f"account.{name}"))
            row.line.setPlaceholderText(tr(f"account.{_TEXTS[name]}_example"))
        self._days.set_label(tr("account.rotation_days"))
        self._days.line.setPlaceholderText(tr("account.rotation_office", n=office_days))
        self._why.set_label(tr("account.rotation_source"))
        self._why.line.setPlaceholderText(tr("account.rotation_source_example"))
        opened = QWidget()
        line = QHBoxLayout(opened)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(10))
        line.addWidget(self._known)
        line.addWidget(self._day, 1)
        opened.setFocusProxy(self._known)
        opened_row = FormRow(opened)
        opened_row.set_label(tr("account.opened_on"))
        self._day.setAccessibleName(tr("account.opened_on"))
        rows: tuple[tuple[FormRow, FormRow], ...] = (
            (self._lines["audience"], self._lines["users"]),
            (opened_row, self._lines["emergency_contact"]),
            (self._days, self._why),
        )
        for at, pair in enumerate(rows):
            for side, asked in enumerate(pair):
                grid.addWidget(asked, at, side)

    def show_account(self, account: AccountView) -> None:
        for name, row in self._lines.items():
            row.line.setText(getattr(account, name))
            row.line.home(False)  # a long text shows its beginning
        self._known.setChecked(account.opened_on is not None)
        if account.opened_on is not None:
            self._day.set_day(account.opened_on)
        self._days.set_number(account.rotation_days)
        self._why.line.setText(account.rotation_source)

    def set_personal(self, personal: bool) -> None:
        """A personal account has no readers of the office's, and nobody to call."""
        for row in self._lines.values():
            row.setVisible(not personal)

    def complete(self) -> bool:
        """Whether the number of days is one, or none is given."""
        fits = self._days.complete(may_be_empty=True)
        if not fits:
            self._days.line.setFocus()
        return fits

    def form(self, first: AccountForm) -> AccountForm:
        return replace(
            first,
            opened_on=self._day.day().isoformat() if self._known.isChecked() else "",
            audience=self._lines["audience"].text(),
            users=self._lines["users"].text(),
            emergency_contact=self._lines["emergency_contact"].text(),
            rotation_days=self._days.number() or 0,
            rotation_source=self._why.text(),
        )
