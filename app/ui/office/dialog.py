"""Changes what is recorded of the office."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.services.office import office
from app.services.office.views import OfficeView
from app.ui.context import Context
from app.ui.office.fields import OfficeFields
from app.ui.office.more_fields import OfficeMoreFields
from app.ui.translation import tr
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.form_scroll import FormScroll
from app.ui.widgets.proposed import say_proposed


class OfficeDialog(FormDialog):
    """All the office says of itself. The number of approvals stays as it is."""

    def __init__(self, context: Context, here: OfficeView, parent: QWidget) -> None:
        super().__init__(tr("office.edit_title"), tr("button.save"), parent, width=780)
        self._context = context
        self._here = here
        self._fields = OfficeFields()
        self._fields.show_office(here)
        self._more = OfficeMoreFields(context.desk, here)
        scroll = FormScroll()
        scroll.column.addWidget(self._fields)
        scroll.column.addWidget(self._more)
        scroll.column.addStretch(1)
        self.body.addWidget(scroll, 1)
        self._fields.name_bn.line.setFocus()

    def submit(self) -> None:
        more_fits = self._more.complete()
        # Both say what they lack; asked last, the first part has the focus.
        if not (self._fields.complete() and more_fits):
            return
        desk, form = self._context.desk, self._more.form(self._fields.form(self._here.approvals_set))
        by = self._context.member.id if self._context.member else None
        logo = self._more.logo

        def save() -> int | None:
            proposed = office.change_office(desk, form, by)
            if logo.changed:
                office.set_logo(desk, logo.file, by)
            return proposed

        self.store(save, self._saved)

    def _saved(self) -> None:
        say_proposed(self.outcome)
        self._context.office_changed.emit()
