"""Gives a member who forgot their passphrase a temporary one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QShowEvent
from PySide6.QtWidgets import QWidget

from app.services.base.members import MemberView
from app.services.base.secret import Secret
from app.services.office import sign_in
from app.services.office.views import GivenPassphrase
from app.ui import jobs
from app.ui.clipboard import SECONDS
from app.ui.context import Context
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.proposed import say_proposed


class TemporaryPassphrase(Dialog):
    """Asks once more, then shows it once. It stays until it is closed, to be read out by telephone."""

    def __init__(self, context: Context, member: MemberView, parent: QWidget) -> None:
        super().__init__(tr("team.temporary_for", name=member.name), parent, width=520)
        self._context = context
        self._member = member
        self._body = Label(tr("team.temporary_body", name=member.name), wrap=True)
        self._value = Label(look="title")
        self._value.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._note = Label(look="small", wrap=True)
        self._close = Button(tr("button.cancel"), keys="Esc")
        self._close.clicked.connect(self.reject)
        self._make = Button(tr("team.temporary_make"), "primary")
        self._make.clicked.connect(self._ask)
        self._copy = Button(tr("button.copy"))
        for part in (self._body, self._value, self._note):
            self.body.addWidget(part)
        for button in (self._copy, self._close, self._make):
            self.buttons.addWidget(button)
        for hidden in (self._value, self._note, self._copy):
            hidden.hide()
        self._make.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()  # wrapped texts know their height only now

    def _ask(self) -> None:
        me = self._context.member
        desk, member, by = self._context.desk, self._member.id, me.id if me else 0
        self.complain("")
        self._make.setEnabled(False)
        jobs.run(
            lambda _work: sign_in.reset(desk, member, by),
            self._show,
            self.refuse,
            owner=self,
            ended=lambda: self._make.setEnabled(True),
        )

    def _show(self, given: GivenPassphrase) -> None:
        if given.secret is None:
            say_proposed(given)
            self._context.office_changed.emit()
            self.accept()
            return
        self._context.office_changed.emit()
        secret = given.secret
        self._body.hide()
        self._make.hide()
        self._value.setText(secret.reveal())
        self._value.setAccessibleName(tr("team.temporary_value"))
        self._note.setText(tr("team.temporary_once", name=self._member.name))
        self._copy.clicked.connect(lambda: self._lend(secret))
        self._close.setText(tr("button.close"))
        for shown in (self._value, self._note, self._copy):
            shown.show()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _lend(self, secret: Secret) -> None:
        self._context.clipboard.lend(secret.reveal())
        self._note.setText(tr("team.temporary_copied", n=SECONDS))


class GivenPassphraseDialog(Dialog):
    """Shows a temporary passphrase that two members gave together, once."""

    def __init__(self, context: Context, secret: Secret, parent: QWidget | None) -> None:
        super().__init__(tr("team.temporary"), parent, width=520)
        value = Label(secret.reveal(), look="title")
        value.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        value.setAccessibleName(tr("team.temporary_value"))
        self.body.addWidget(value)
        self.body.addWidget(Label(tr("proposal_card.hand_over"), "small", wrap=True))
        copy = Button(tr("button.copy"))
        copy.clicked.connect(lambda: context.clipboard.lend(secret.reveal()))
        close = Button(tr("button.close"), keys="Esc")
        close.clicked.connect(self.reject)
        self.buttons.addWidget(copy)
        self.buttons.addWidget(close)
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()  # wrapped texts know their height only now
