"""Keeps a login of an account in the keyring."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.services.base.enums import SecretPart
from app.services.base.secret import Secret
from app.services.due import reminders
from app.services.office.views import AccountView
from app.services.secrets import rotation, vault
from app.services.secrets.views import CredentialForm
from app.ui.context import Context
from app.ui.credentials.members_field import MembersField
from app.ui.sign_in.passphrase_fields import PassphraseRow
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets.dates import DateField
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import Choice, LineRow
from app.ui.widgets.form_row import FormRow


class AddCredential(FormDialog):
    """Everything but a name is optional, so long as something is given. Values go to the keyring alone."""

    def __init__(self, context: Context, account: AccountView, parent: QWidget) -> None:
        super().__init__(tr("password.add_title"), tr("button.save"), parent, width=840)
        self._context = context
        self._account = account
        self._label, self._login = LineRow(), LineRow()
        self._label.line.setText(tr("password.usual_label"))
        self._password, self._totp = PassphraseRow(), PassphraseRow()
        shown = QCheckBox(tr("lock.show"))
        shown.toggled.connect(self._password.show_text)
        shown.toggled.connect(self._totp.show_text)
        last = rotation.last_change(context.desk, account.id)
        self._known = Choice(("known", "not_known"), "password.changed")
        self._known.choose_nothing(tr("password.changed.choose"))
        self._known.setAccessibleName(tr("password.changed.ask"))
        self._changed = DateField(last or reminders.today())
        self._changed.setEnabled(False)
        self._changed.setAccessibleName(tr("password.changed_on"))
        self._known.currentIndexChanged.connect(
            lambda: self._changed.setEnabled(self._known.value() == "known")
        )
        if last is not None:
            self._known.set_value("known")
        asked = FormRow(self._known)
        asked.set_label(tr("password.changed.ask"))
        self._recovery, self._notes = _area(), _area()
        self._allowed = MembersField(context, ())
        for row, key in (
            (self._label, "label"),
            (self._login, "part.login"),
            (self._password, "part.password"),
            (self._totp, "part.totp"),
        ):
            row.set_label(tr(f"password.{key}"))
        self._password.set_hint(tr("password.as_it_is"))
        self._totp.set_hint(tr("password.totp_hint"))
        left, right = QVBoxLayout(), QVBoxLayout()
        for widget in (
            self._label,
            self._login,
            self._password,
            asked,
            self._changed,
            self._totp,
            shown,
        ):
            left.addWidget(widget)
        for area, key in ((self._recovery, "recovery"), (self._notes, "notes")):
            form_row = FormRow(area)
            form_row.set_label(tr(f"password.part.{key}"))
            right.addWidget(form_row)
        right.addWidget(self._allowed)
        columns = QHBoxLayout()
        columns.setSpacing(px(24))
        for column in (left, right):
            column.setSpacing(px(12))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.body.addLayout(columns)
        self._login.line.setFocus()

    def submit(self) -> None:
        member = self._context.member
        if member is None:
            return
        parts = {
            SecretPart.LOGIN: Secret(self._login.text()),
            SecretPart.PASSWORD: Secret(self._password.line.text()),
            SecretPart.TOTP: Secret(self._totp.line.text()),
            SecretPart.RECOVERY: Secret(self._recovery.toPlainText()),
            SecretPart.NOTES: Secret(self._notes.toPlainText()),
        }
        if parts[SecretPart.PASSWORD] and not self._known.value():
            self.complain(tr("password.changed.missing"))
            self._known.setFocus()
            return
        form = CredentialForm(
            self._label.text(),
            {part: value for part, value in parts.items() if value},
            self._allowed.value(),
            self._changed.day() if self._known.value() == "known" else None,
        )
        desk, account, by = self._context.desk, self._account.id, member.id
        self.store(lambda: vault.add(desk, account, form, by), self._context.office_changed.emit)


def _area() -> QPlainTextEdit:
    area = QPlainTextEdit()
    area.setTabChangesFocus(True)
    area.setFixedHeight(area.fontMetrics().lineSpacing() * 3 + 16)
    return area
