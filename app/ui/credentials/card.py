"""The card of an account's passwords: when they were changed, when they are due, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.bangla.dates import long_date
from app.services.base.due_dates import DueState
from app.services.base.enums import AccountKind, RotationReason, SecretPart
from app.services.base.secret import Secret
from app.services.due import reminders
from app.services.office.views import AccountView
from app.services.secrets import rotation, vault
from app.services.secrets.totp import Totp
from app.services.secrets.views import CredentialView, RotationStatus
from app.ui import messages
from app.ui.context import Context
from app.ui.credentials.add_dialog import AddCredential
from app.ui.credentials.due_bar import DueBar
from app.ui.credentials.edit_dialogs import ChangeAllowed, CompromisedDialog, RetireCredential, SetValue
from app.ui.credentials.record_dialog import RecordChange
from app.ui.credentials.shown_dialog import CodeDialog, ShownDialog
from app.ui.opening import open_after
from app.ui.rotation.dialog import RotationDialog
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card, Chip, Label
from app.ui.widgets.facts import Facts

TONES = {
    DueState.FINE: "good",
    DueState.SOON: "warn",
    DueState.DUE: "warn",
    DueState.OVERDUE: "block",
    DueState.AT_ONCE: "block",
}
_COPIED = (SecretPart.LOGIN, SecretPart.PASSWORD)
_SHOWN = (SecretPart.PASSWORD, SecretPart.RECOVERY, SecretPart.NOTES)
_SETTABLE = (SecretPart.LOGIN, SecretPart.RECOVERY, SecretPart.TOTP, SecretPart.NOTES)


def password_card(context: Context, account: AccountView, page: QWidget) -> Card:
    """What is kept of `account`'s passwords. `page` is the parent of the dialogs opened from it."""
    return _PasswordCard(context, account, page)


def due_text(status: RotationStatus) -> str:
    """How a password stands, for a chip: overdue by how many days, how many are left, or at once."""
    if status.state is DueState.AT_ONCE:
        return tr("password.at_once")
    if status.days_left is None:
        return tr("password.unknown")
    if status.days_left < 0:
        return tr("password.overdue", n=-status.days_left)
    return tr("password.today") if status.days_left == 0 else tr("password.left", n=status.days_left)


class _PasswordCard(Card):
    def __init__(self, context: Context, account: AccountView, page: QWidget) -> None:
        super().__init__(padding=20, spacing=14)
        self._context = context
        self._account = account
        self._page = page
        today = reminders.today()
        kept = {one.id: one for one in vault.credentials(context.desk, account.id)}
        self.body.addWidget(Label(tr("password.title"), "heading"))
        for status in rotation.statuses(context.desk, today):
            if status.account_id == account.id:
                self.body.addWidget(self._password(status, kept.get(status.credential_id or 0), today))
        for credential in kept.values():
            if SecretPart.PASSWORD not in credential.parts:
                self.body.addWidget(self._without_password(credential))
        self._end(bool(kept))
        self.body.addStretch(1)

    def _password(self, status: RotationStatus, credential: CredentialView | None, today: date) -> QWidget:
        block, column = _block()
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(Label(credential.label if credential else tr("password.elsewhere"), "strong"))
        head.addStretch(1)
        if status.due is not None or status.state is DueState.AT_ONCE:
            head.addWidget(Chip(TONES[status.state], due_text(status)))
        column.addLayout(head)
        last = _day(status.last_change) if status.last_change else tr("rotation.never")
        facts: list[tuple[str, str | QWidget]] = [(tr("password.last"), last)]
        if status.due is not None:
            facts.append((tr("password.next"), _day(status.due)))
        if status.at_once_reason is not None:
            facts.append((tr("password.because"), tr(f"rotation_reason.{status.at_once_reason}")))
        column.addWidget(Facts(facts))
        if status.due is not None and status.days_left is not None:
            used = status.policy.days - status.days_left
            column.addWidget(DueBar(used / max(status.policy.days, 1), TONES[status.state]))
        source = tr(f"rotation.source.{status.policy.source}", n=status.policy.days, note=status.policy.note)
        column.addWidget(Label(source[:1].upper() + source[1:], "tiny", wrap=True))
        if credential is not None:
            column.addWidget(Label(tr("password.kept_in", keyring=credential.keyring), "tiny", wrap=True))
            column.addLayout(self._buttons(credential, status))
        else:
            column.addLayout(self._record_button())
        return block

    def _without_password(self, credential: CredentialView) -> QWidget:
        block, column = _block()
        column.addWidget(Label(credential.label, "strong"))
        column.addWidget(Label(tr("password.kept_in", keyring=credential.keyring), "tiny", wrap=True))
        column.addLayout(self._buttons(credential, None))
        return block

    def _buttons(self, credential: CredentialView, status: RotationStatus | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        member = self._context.member
        if member is None or not credential.usable_by(member):
            row.addWidget(Label(tr("password.not_yours"), "small", wrap=True))
            return row
        if status is not None:
            key = "password.go_on" if status.under_way is not None else "password.start"
            start = Button(tr(key), "primary", small=True)
            reason = status.at_once_reason or RotationReason.PLANNED
            start.clicked.connect(lambda: self.rotate(credential, reason))
            copy = Button(tr("button.copy"), small=True)
            copy.clicked.connect(lambda: self._copy(credential, SecretPart.PASSWORD))
            leaked = Button(tr("password.compromised"), "danger", small=True)
            leaked.clicked.connect(lambda: CompromisedDialog(self._context, credential, self._page).open())
            for button in (start, copy, leaked):
                row.addWidget(button)
        more = Button(tr("password.more"), "quiet", small=True)
        menu = QMenu(more)
        for text, does in self._more(credential):
            menu.addAction(text).triggered.connect(lambda _checked=False, run=does: run())
        more.setMenu(menu)
        row.addWidget(more)
        row.addStretch(1)
        return row

    def _more(self, credential: CredentialView) -> list[tuple[str, Callable[[], object]]]:
        """What can be done besides: one line of the menu each."""
        context, page, has = self._context, self._page, credential.parts

        def part(name: SecretPart) -> str:
            return tr(f"password.part.{name}")

        return [
            *(
                (tr("password.copy_part", part=part(one)), lambda one=one: self._copy(credential, one))
                for one in _COPIED
                if one in has
            ),
            *(
                (tr("password.show_part", part=part(one)), lambda one=one: self._show(credential, one))
                for one in _SHOWN
                if one in has
            ),
            *([(tr("password.show_code"), lambda: self._code(credential))] if SecretPart.TOTP in has else []),
            *(
                (
                    tr("password.set_part", part=part(one)),
                    lambda one=one: SetValue(context, credential, one, page).open(),
                )
                for one in _SETTABLE
            ),
            (tr("password.allowed"), lambda: ChangeAllowed(context, credential, page).open()),
            (tr("password.retire"), lambda: RetireCredential(context, credential, page).open()),
        ]

    def _record_button(self) -> QHBoxLayout:
        row = QHBoxLayout()
        record = Button(tr("password.record"), small=True)
        record.clicked.connect(lambda: RecordChange(self._context, self._account, self._page).open())
        row.addWidget(record)
        row.addStretch(1)
        return row

    def _end(self, any_kept: bool) -> None:
        if self._account.kind is AccountKind.PERSONAL:
            self.body.addWidget(Label(tr("password.personal"), "small", wrap=True))
            return
        member = self._context.member
        if member is None or not member.decides:
            return
        if not any_kept:
            self.body.addWidget(Label(tr("password.none_kept"), "small", wrap=True))
        add = Button(tr("password.add"), icon="plus", small=True)
        add.clicked.connect(lambda: AddCredential(self._context, self._account, self._page).open())
        row = QHBoxLayout()
        row.addWidget(add)
        row.addStretch(1)
        self.body.addLayout(row)

    # What the buttons do

    def rotate(self, credential: CredentialView, reason: RotationReason) -> None:
        RotationDialog(self._context, credential, reason, self._page).open()

    def _copy(self, credential: CredentialView, part: SecretPart) -> None:
        def lend(secret: Secret) -> None:
            self._context.clipboard.lend(secret.reveal())
            seconds = self._context.clipboard.seconds_left
            messages.say(tr("password.copied", part=tr(f"password.part.{part}"), n=seconds))

        self._ask(lambda by: vault.copied(self._context.desk, credential.id, part, by), lend)

    def _show(self, credential: CredentialView, part: SecretPart) -> None:
        def show(secret: Secret) -> None:
            ShownDialog(tr(f"password.part.{part}"), secret, self._page).open()

        self._ask(lambda by: vault.reveal(self._context.desk, credential.id, part, by), show)

    def _code(self, credential: CredentialView) -> None:
        self._ask(
            lambda by: vault.totp(self._context.desk, credential.id, by),
            self._show_code,
        )

    def _show_code(self, totp: Totp) -> None:
        CodeDialog(self._context, totp, self._page).open()

    def _ask(self, read: Callable[[int], object], then: Callable[..., None]) -> None:
        """Ask the keyring away from the window; its refusal is said as a message."""
        member = self._context.member
        if member is not None:
            open_after(lambda _work: read(member.id), then, owner=self)


def _block() -> tuple[QWidget, QVBoxLayout]:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(8))
    return block, column


def _day(day: date) -> str:
    return long_date(day, language())
