"""Sign-in and lock: one's own passphrase, and when the window locks by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.base import desk_settings
from app.services.base.members import MemberView
from app.services.base.secret import Secret
from app.services.office import sign_in
from app.ui import messages
from app.ui.context import Context
from app.ui.settings.card import SettingsCard
from app.ui.sign_in.locking import CHOICES, SETTING, idle_minutes
from app.ui.sign_in.passphrase_fields import NewPassphrase, PassphraseRow
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.pill_row import PillRow


class SignInCard(SettingsCard):
    """Whoever is at the desk sets or changes their own passphrase; nobody else's."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "lock.card.title", "lock.card.hint")
        self._standing = Label(wrap=True)
        self._change = Button(small=True)
        self._change.clicked.connect(self._open_dialog)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self._standing, 1)
        row.addWidget(self._change)
        self.body.addLayout(row)
        self._idle = PillRow(CHOICES)
        self._idle.chosen.connect(lambda value: desk_settings.set_(context.desk, SETTING, value))
        self.add_choice("lock.card.idle", self._idle)
        context.member_changed.connect(self.read)
        self.retranslate()

    def read(self) -> None:
        """Say how whoever is at the desk stands."""
        member = self.context.member
        self._change.setVisible(member is not None)
        if member is None:
            self._standing.setText(tr("lock.card.nobody"))
            return
        state = sign_in.state(self.context.desk, member.id)
        has = state.has_passphrase
        if state.code_from:
            self._change.hide()
            self._standing.setText(tr("lock.card.needs_code", by=", ".join(state.code_from)))
            return
        self._standing.setText(tr(f"lock.card.{'has' if has else 'none'}", name=member.name))
        self._change.setText(tr(f"lock.card.{'change' if has else 'set'}"))

    def _open_dialog(self) -> None:
        member = self.context.member
        if member is not None:
            dialog = PassphraseDialog(self.context, member, self)
            dialog.finished.connect(lambda _result: self.read())
            dialog.open()

    def retranslate(self) -> None:
        super().retranslate()
        for value in CHOICES:
            self._idle.set_text(value, tr(f"lock.card.idle_{value}"))
        self._idle.set_value(str(idle_minutes(self.context.desk)))
        self.read()


class PassphraseDialog(FormDialog):
    """Sets a member's first passphrase, or changes it with the one so far."""

    def __init__(self, context: Context, member: MemberView, parent: QWidget) -> None:
        self._has = sign_in.state(context.desk, member.id).has_passphrase
        title = tr(f"lock.card.{'change' if self._has else 'set'}")
        super().__init__(title, tr("button.save"), parent, width=460)
        self._context = context
        self._member = member
        self._old = PassphraseRow()
        self._old.set_label(tr("lock.card.old"))
        self._old.setVisible(self._has)
        self._new = NewPassphrase()
        self._new.finished.connect(self.submit)
        self.body.addWidget(self._old)
        self.body.addWidget(self._new)
        (self._old if self._has else self._new.first).line.setFocus()

    def submit(self) -> None:
        new = self._new.secret()
        if new is None:
            return
        desk, member, old = self._context.desk, self._member.id, Secret(self._old.line.text())

        def save() -> None:
            if self._has:
                sign_in.change(desk, member, old, new)
            else:
                sign_in.set_first(desk, member, new)

        message = tr("lock.card.changed" if self._has else "lock.card.was_set")
        self.store(save, lambda: messages.say(message))
