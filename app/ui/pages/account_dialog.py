"""Adds an account, or changes one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.services import office
from app.services.views import AccountView
from app.ui.context import Context
from app.ui.pages.account_fields import AccountFields
from app.ui.widgets.dialog import FormDialog
from app.ui.words import words


class AccountDialog(FormDialog):
    """For `account`, or for a new one when it is None."""

    def __init__(self, context: Context, account: AccountView | None, parent: QWidget) -> None:
        title = words("account.edit_title" if account else "account.add_title")
        super().__init__(title, words("button.save"), parent, width=640)
        self._context = context
        self._account = account
        self._fields = AccountFields()
        if account is not None:
            self._fields.show_account(account)
        self.body.addWidget(self._fields)
        self._fields.handle.line.setFocus()

    def submit(self) -> None:
        if not self._fields.complete():
            return
        desk, form, account = self._context.desk, self._fields.form(), self._account
        by = self._context.member.id if self._context.member else None

        def save() -> None:
            if account is None:
                office.add_account(desk, form, by)
            else:
                office.change_account(desk, account.id, form, by)

        self.store(save, self._context.office_changed.emit)
