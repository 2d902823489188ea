"""Changes what is recorded of the office."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.services import office
from app.services.account_views import OfficeView
from app.ui.context import Context
from app.ui.pages.office_fields import OfficeFields
from app.ui.widgets.dialog import FormDialog
from app.ui.words import words


class OfficeDialog(FormDialog):
    """The office's names, parent and website. The number of approvals stays as it is."""

    def __init__(self, context: Context, here: OfficeView, parent: QWidget) -> None:
        super().__init__(words("office.edit_title"), words("button.save"), parent, width=680)
        self._context = context
        self._here = here
        self._fields = OfficeFields()
        self._fields.show_office(here)
        self.body.addWidget(self._fields)
        self._fields.name_bn.line.setFocus()

    def submit(self) -> None:
        if not self._fields.complete():
            return
        desk, form = self._context.desk, self._fields.form(self._here.approvals_set)
        by = self._context.member.id if self._context.member else None
        self.store(lambda: office.change_office(desk, form, by), self._context.office_changed.emit)
