"""Adds an account, or changes one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.services.base.enums import AccountKind
from app.services.office import office
from app.services.office.views import AccountForm, AccountView
from app.ui.accounts.fields import AccountFields
from app.ui.accounts.more_fields import AccountKindField, AccountMoreFields
from app.ui.accounts.platform_limits import PlatformLimits
from app.ui.context import Context
from app.ui.translation import tr
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.form_scroll import FormScroll
from app.ui.widgets.proposed import say_proposed
from app.values import replace


class AccountDialog(FormDialog):
    """For `account`, or with None for a new one: a page, or the own account of whoever is at the desk."""

    def __init__(self, context: Context, account: AccountView | None, parent: QWidget) -> None:
        title = tr("account.edit_title" if account else "account.add_title")
        super().__init__(title, tr("button.save"), parent, width=780)
        self._context = context
        self._account = account
        here = office.office(context.desk)
        self._kind = AccountKindField(context.member, account, self._owner_name())
        self._fields = AccountFields()
        self._more = AccountMoreFields(here.rotation_days if here is not None else 0)
        self._limits = PlatformLimits()
        if account is not None:
            self._fields.show_account(account)
            self._more.show_account(account)
        self._scroll = FormScroll()
        for part in (self._kind, self._fields, self._more, self._limits):
            self._scroll.column.addWidget(part)
        self._scroll.column.addStretch(1)
        self.body.addWidget(self._scroll, 1)
        self._kind.changed.connect(self._follow_kind)
        self._fields.platform_changed.connect(self._limits.show_platform)
        self._limits.show_platform(self._fields.platform)
        self._follow_kind()
        self._fields.handle.line.setFocus()

    def _owner_name(self) -> str:
        """Whose personal account it is, or would be: one's own, by one's own word (clause 6.2.d)."""
        if self._account is None:
            return self._context.member.name if self._context.member else ""
        owner = self._account.owner
        return office.member(self._context.desk, owner).name if owner is not None else ""

    def _follow_kind(self) -> None:
        personal = self._kind.kind is AccountKind.PERSONAL
        self._fields.set_personal(personal)
        self._more.set_personal(personal)
        self._limits.setVisible(not personal)
        self.fit()

    def submit(self) -> None:
        more_fits = self._more.complete()
        if not (self._fields.complete() and more_fits):
            return
        desk, form, account = self._context.desk, self._form(), self._account
        by = self._context.member.id if self._context.member else None

        def save() -> int | None:
            if account is None:
                office.add_account(desk, form, by)
                return None
            return office.change_account(desk, account.id, form, by)

        self.store(save, self._saved)

    def _saved(self) -> None:
        say_proposed(self.outcome)
        self._context.office_changed.emit()

    def _form(self) -> AccountForm:
        form = self._more.form(self._fields.form())
        if self._kind.kind is AccountKind.OFFICIAL:
            return form
        owner = self._context.member.id if self._context.member else None
        return replace(
            form, kind=AccountKind.PERSONAL, owner=owner, audience=None, users=None, emergency_contact=None
        )
