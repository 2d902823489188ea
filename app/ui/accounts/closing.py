"""Takes an account out of use, asking once more, and into use again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.services.base.enums import AccountKind
from app.services.office import office
from app.services.office.views import AccountView
from app.services.secrets import vault
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.permission import for_deciders
from app.ui.translation import tr
from app.ui.widgets import Button, Label, Paragraph
from app.ui.widgets.dialog import FormDialog


class CloseAccountDialog(FormDialog):
    """Says what closing an account means, and what is kept of it, before it is closed."""

    enter_saves = False

    def __init__(self, context: Context, account: AccountView, parent: QWidget) -> None:
        super().__init__(
            tr("account.close_title", name=account.display_name), tr("account.close_go"), parent, width=560
        )
        self._context, self._account = context, account
        personal = account.kind is AccountKind.PERSONAL
        self.body.addWidget(Paragraph(tr("account.close_personal" if personal else "account.close_lead")))
        if vault.credentials(context.desk, account.id):
            self.body.addWidget(Label(tr("account.close_kept"), "wanted", wrap=True))
        self.cancel_button.setFocus()

    def submit(self) -> None:
        desk, id_, by = self._context.desk, self._account.id, _by(self._context)
        self.store(lambda: office.close_account(desk, id_, by), self._closed)

    def _closed(self) -> None:
        messages.say(tr("account.closed_said", name=self._account.display_name))
        self._context.office_changed.emit()


def close_button(context: Context, account: AccountView, page: QWidget) -> Button:
    """Asks before it closes `account`. `page` is the parent of what it opens."""
    close = Button(tr("account.close"), "quiet", small=True)
    close.clicked.connect(lambda: CloseAccountDialog(context, account, page).open())
    return _for_whom(context, account, close)


def reopen_button(context: Context, account: AccountView, page: QWidget) -> Button:
    """Takes a closed `account` into use again; a refusal is said as a message."""
    desk = context.desk

    def reopened(_nothing: None) -> None:
        messages.say(tr("account.reopened_said", name=account.display_name))
        context.office_changed.emit()

    def reopen() -> None:
        by = _by(context)
        jobs.run_once(
            "reopen", lambda _work: office.reopen_account(desk, account.id, by), reopened, owner=page
        )

    again = Button(tr("account.reopen"), "primary", small=True)
    again.clicked.connect(reopen)
    return _for_whom(context, account, again)


def _for_whom(context: Context, account: AccountView, button: Button) -> Button:
    if account.kind is AccountKind.OFFICIAL:  # one's own account is one's own to keep
        for_deciders(context, button)
    return button


def _by(context: Context) -> int | None:
    return context.member.id if context.member is not None else None
