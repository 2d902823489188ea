"""Adds a member to the team, and records that one left."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.services import office
from app.services.account_views import MemberForm
from app.services.views import MemberView
from app.services.words import Role
from app.ui.context import Context
from app.ui.widgets import Paragraph
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import Choice, LineRow
from app.ui.widgets.form_row import FormRow
from app.ui.words import words


class AddMember(FormDialog):
    """Asks for a name and a role."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(words("team.add_title"), words("button.save"), parent)
        self._context = context
        self._name = LineRow()
        self._name.set_label(words("team.name"))
        self._role = Choice(Role, "role")
        role_row = FormRow(self._role)
        role_row.set_label(words("team.role"))
        role_row.set_hint(words("team.role_hint"))
        self.body.addWidget(self._name)
        self.body.addWidget(role_row)
        self._name.line.setFocus()

    def submit(self) -> None:
        if not self._name.text():
            self._name.set_error(words("team.name_missing"))
            self._name.line.setFocus()
            return
        form = MemberForm(self._name.text(), Role(self._role.value()))
        desk = self._context.desk
        by = self._context.member.id if self._context.member else None
        self.store(lambda: office.add_member(desk, form, by), self._context.office_changed.emit)


class RetireMember(FormDialog):
    """Asks once more before a member leaves the team."""

    def __init__(self, context: Context, member: MemberView, parent: QWidget) -> None:
        super().__init__(words("team.retire_title", name=member.name), words("team.retire"), parent)
        self._context = context
        self._member = member
        self.body.addWidget(Paragraph(words("team.retire_body")))

    def submit(self) -> None:
        desk, leaving = self._context.desk, self._member.id
        by = self._context.member.id if self._context.member else None
        self.store(lambda: office.retire_member(desk, leaving, by), self._context.office_changed.emit)
