"""Asks the authority's reason for going on with a record that is not as this program left it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.services.record import continuing
from app.ui.context import Context
from app.ui.sign_in.second_member import SecondMember
from app.ui.translation import tr
from app.ui.widgets import Paragraph
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow


class SettleDialog(FormDialog):
    """Says what will be recorded for ever, and wants a reason."""

    def __init__(self, context: Context, parent: QWidget, open_: continuing.Open) -> None:
        super().__init__(tr("settle.title"), tr("settle.save"), parent)
        self._context = context
        self._reason = LineRow()
        self._reason.set_label(tr("settle.reason"))
        self.body.addWidget(Paragraph(tr(f"settle.{open_}")))
        self.body.addWidget(self._reason)
        self._second = SecondMember(context)
        self.body.addWidget(self._second)
        self._reason.line.setFocus()

    def submit(self) -> None:
        member = self._context.member
        if member is None:
            self.complain(tr("settle.who"))
            return
        if self._second.missing:
            self.complain(tr("settle.second_wanted"))
            return
        desk, reason, second = self._context.desk, self._reason.text(), self._second
        alone, proven = second.alone, second.proving()
        self.store(
            lambda: continuing.settle(desk, reason, member.id, proven(), alone),
            self._context.office_changed.emit,
        )
