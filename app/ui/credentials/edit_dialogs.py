"""Small dialogs about one login: another value, who may use it, it became known, it is out of use."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.services.base.enums import SecretPart
from app.services.base.secret import Secret
from app.services.secrets import rotation, vault
from app.services.secrets.views import CredentialView
from app.ui.context import Context
from app.ui.credentials.members_field import MembersField
from app.ui.translation import tr
from app.ui.widgets import Paragraph
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow
from app.ui.widgets.form_row import FormRow


class _CredentialDialog(FormDialog):
    def __init__(
        self, context: Context, credential: CredentialView, title: str, go: str, parent: QWidget
    ) -> None:
        super().__init__(title, go, parent, width=460)
        self.context = context
        self.credential = credential

    @property
    def by(self) -> int:
        member = self.context.member
        return member.id if member is not None else 0


class SetValue(_CredentialDialog):
    """Keeps another value in place of one; an empty field forgets it. What was kept is not shown here."""

    def __init__(
        self, context: Context, credential: CredentialView, part: SecretPart, parent: QWidget
    ) -> None:
        name = tr(f"password.part.{part}")
        super().__init__(context, credential, tr("password.set_part", part=name), tr("button.save"), parent)
        self._part = part
        self._value = QPlainTextEdit()
        self._value.setTabChangesFocus(True)
        row = FormRow(self._value)
        row.set_label(name)
        row.set_hint(tr("password.set_hint"))
        self.body.addWidget(row)
        self._value.setFocus()

    def submit(self) -> None:
        text = self._value.toPlainText()
        changes = {self._part: Secret(text) if text.strip() else None}
        desk, credential, by = self.context.desk, self.credential.id, self.by
        self.store(lambda: vault.set_parts(desk, credential, changes, by), self.context.office_changed.emit)


class ChangeAllowed(_CredentialDialog):
    """Who may use the login."""

    def __init__(self, context: Context, credential: CredentialView, parent: QWidget) -> None:
        super().__init__(context, credential, credential.label, tr("button.save"), parent)
        self._members = MembersField(context, credential.allowed)
        self.body.addWidget(self._members)

    def submit(self) -> None:
        desk, credential, by, allowed = self.context.desk, self.credential.id, self.by, self._members.value()
        self.store(lambda: vault.set_allowed(desk, credential, allowed, by), self.context.office_changed.emit)


class CompromisedDialog(_CredentialDialog):
    """Says that the password is or may be known to others: it is due at once, and cannot be put off."""

    def __init__(self, context: Context, credential: CredentialView, parent: QWidget) -> None:
        super().__init__(
            context, credential, tr("password.compromised_title"), tr("password.compromised_go"), parent
        )
        self._note = LineRow()
        self._note.set_label(tr("rotation.note"))
        self.body.addWidget(Paragraph(tr("password.compromised_body")))
        self.body.addWidget(self._note)
        self._note.line.setFocus()

    def submit(self) -> None:
        desk, credential, by, note = self.context.desk, self.credential.id, self.by, self._note.text()
        self.store(lambda: rotation.compromised(desk, credential, note, by), self.context.office_changed.emit)


class RetireCredential(_CredentialDialog):
    """Asks once more before a login's values are deleted from the keyring."""

    enter_saves = False

    def __init__(self, context: Context, credential: CredentialView, parent: QWidget) -> None:
        super().__init__(
            context,
            credential,
            tr("password.retire_title", label=credential.label),
            tr("password.retire"),
            parent,
        )
        self.body.addWidget(Paragraph(tr("password.retire_body")))

    def submit(self) -> None:
        desk, credential, by = self.context.desk, self.credential.id, self.by
        self.store(lambda: vault.retire(desk, credential, by), self.context.office_changed.emit)
