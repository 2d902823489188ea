"""Takes the values of one login that this computer's keyring does not hold, as after a restored backup."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.services.base.enums import SecretPart
from app.services.base.secret import Secret
from app.services.secrets import vault
from app.ui.context import Context
from app.ui.translation import tr
from app.ui.widgets import Label, Paragraph
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow
from app.ui.widgets.form_row import FormRow

_LINES = (SecretPart.RECOVERY, SecretPart.NOTES)  # what has several lines


class EnterAgainDialog(FormDialog):
    """A field for each missing value; one that nobody has may stay empty, and stays on the list."""

    def __init__(
        self, context: Context, credential: int, name: str, parts: tuple[SecretPart, ...], parent: QWidget
    ) -> None:
        super().__init__(tr("restore.again_title"), tr("button.save"), parent, width=480)
        self._context, self._credential = context, credential
        self._fields: dict[SecretPart, QLineEdit | QPlainTextEdit] = {}
        self.body.addWidget(Label(name, "strong", wrap=True))
        self.body.addWidget(Paragraph(tr("restore.again_lead")))
        for part in parts:
            self.body.addWidget(self._row(part))
        next(iter(self._fields.values())).setFocus()

    def field(self, part: SecretPart) -> QLineEdit | QPlainTextEdit:
        """Where that value is typed."""
        return self._fields[part]

    def submit(self) -> None:
        member = self._context.member
        if member is None:
            self.complain(tr("queue.choose_member"))
            return
        typed = {part: _text(field) for part, field in self._fields.items()}
        values = {part: Secret(text) for part, text in typed.items() if text.strip()}
        desk, id_, by = self._context.desk, self._credential, member.id
        self.store(lambda: vault.enter_again(desk, id_, values, by), self._context.office_changed.emit)

    def _row(self, part: SecretPart) -> QWidget:
        row: FormRow | LineRow
        if part in _LINES:
            lines = QPlainTextEdit()
            lines.setTabChangesFocus(True)
            self._fields[part], row = lines, FormRow(lines)
        else:
            row = LineRow()
            self._fields[part] = row.line
            if part is SecretPart.PASSWORD:
                row.line.setEchoMode(QLineEdit.EchoMode.Password)
        row.set_label(tr(f"password.part.{part}"))
        return row


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
