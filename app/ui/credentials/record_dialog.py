"""Records that a password kept elsewhere was changed: when, why, by whom."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from app.services.base.enums import RotationReason
from app.services.office.views import AccountView
from app.services.secrets import rotation
from app.services.secrets.views import RotationForm
from app.ui.context import Context
from app.ui.rotation.panels import REASONS
from app.ui.translation import tr
from app.ui.widgets import Label
from app.ui.widgets.dates import MomentField
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import Choice, LineRow
from app.ui.widgets.form_row import FormRow


class RecordChange(FormDialog):
    """For an account whose password the keyring does not hold, a personal one among them."""

    def __init__(self, context: Context, account: AccountView, parent: QWidget) -> None:
        super().__init__(tr("password.record_title"), tr("button.save"), parent, width=460)
        self._context = context
        self._account = account
        self._at = MomentField(datetime.now(UTC))
        self._reason = Choice(REASONS, "rotation.reason")
        self._note = LineRow()
        at, why = FormRow(self._at), FormRow(self._reason)
        at.set_label(tr("password.changed_on"))
        why.set_label(tr("rotation.why"))
        self._note.set_label(tr("rotation.note"))
        self.body.addWidget(Label(f"{account.display_name} · @{account.handle}", "small", wrap=True))
        for row in (at, why, self._note):
            self.body.addWidget(row)
        self._at.setFocus()

    def submit(self) -> None:
        member = self._context.member
        form = RotationForm(RotationReason(self._reason.value()), self._note.text(), self._at.moment())
        desk, account, by = self._context.desk, self._account.id, member.id if member else 0
        self.store(lambda: rotation.record_change(desk, account, form, by), self._context.office_changed.emit)
