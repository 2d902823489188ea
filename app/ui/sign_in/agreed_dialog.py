"""A dialog for what the authority does with a reason and, in a team, with a second member who agrees."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtWidgets import QWidget

from app.ui.context import Context
from app.ui.sign_in.second_member import SecondMember
from app.ui.translation import tr
from app.ui.widgets import Paragraph
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow


class AgreedDialog(FormDialog):
    """Says what will be recorded for ever, and wants a reason."""

    enter_saves = False

    def __init__(
        self, context: Context, title: str, save: str, lead: str, reason: str, parent: QWidget
    ) -> None:
        """All texts are sentences in the window's language; `reason` is the label of its field."""
        super().__init__(title, save, parent)
        self._context = context
        self._reason = LineRow()
        self._reason.set_label(reason)
        self.body.addWidget(Paragraph(lead))
        self.body.addWidget(self._reason)
        self._second = SecondMember(context)
        self.body.addWidget(self._second)
        self._reason.line.setFocus()

    @abstractmethod
    def carry_out(self, reason: str, by: int, second: int | None, *, alone: bool) -> None:
        """What is wanted, in a job. `second`: who agrees, proven; `alone`: nobody else is left."""

    def carried_out(self) -> None:
        """It was carried out."""
        self._context.office_changed.emit()

    def submit(self) -> None:
        member = self._context.member
        if member is None:
            self.complain(tr("settle.who"))
            return
        if self._second.missing:
            self.complain(tr("settle.second_wanted"))
            return
        reason, by, alone, proven = self._reason.text(), member.id, self._second.alone, self._second.proving()
        self.store(lambda: self.carry_out(reason, by, proven(), alone=alone), self.carried_out)
