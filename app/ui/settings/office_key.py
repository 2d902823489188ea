"""The office's key on the settings page: its fingerprint, and its planned replacement."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.bangla import dates
from app.errors import Refusal
from app.services.record.office_key import OfficeKeyView, office_key, replace_key
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.settings.card import SettingsCard
from app.ui.sign_in.agreed_dialog import AgreedDialog
from app.ui.theme import px
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, Label
from app.ui.widgets.facts import Facts


class OfficeKeyCard(SettingsCard):
    """Read anew whenever the page is opened: the keyring may take seconds, so in a job."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "office_key.title", "office_key.hint")
        self._key: OfficeKeyView | None = None
        self._problem: Refusal | None = None
        self._facts: QWidget = QWidget()
        self._copy = Button(small=True)
        self._copy.clicked.connect(self._copy_fingerprint)
        self.replace_button = Button(icon="shield", small=True)
        self.replace_button.clicked.connect(self._ask_to_replace)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self._copy)
        buttons.addWidget(self.replace_button)
        buttons.addStretch(1)
        self.body.addWidget(self._facts)
        self.body.addLayout(buttons)
        self.translate(self._copy.setText, "office_key.copy")
        self.translate(self.replace_button.setText, "office_key.replace")
        self.retranslate()

    def read(self) -> None:
        """Look at the key again."""
        desk = self.context.desk
        jobs.run(lambda _work: office_key(desk), self._show, self._refuse, owner=self)

    def _show(self, key: OfficeKeyView | None) -> None:
        self._key, self._problem = key, None
        self.retranslate()

    def _refuse(self, problem: Refusal) -> None:
        self._key, self._problem = None, problem
        self.retranslate()

    def _copy_fingerprint(self) -> None:
        if self._key is not None:
            QGuiApplication.clipboard().setText(self._key.written)
            messages.say(tr("office_key.copied"))

    def _ask_to_replace(self) -> None:
        dialog = ReplaceKeyDialog(self.context, self.window())
        dialog.accepted.connect(self.read)
        dialog.open()

    def retranslate(self) -> None:
        super().retranslate()
        facts = Facts(_facts(self._key)) if self._key is not None else Label(self._nothing(), wrap=True)
        self._copy.setVisible(self._key is not None)
        self.replace_button.setVisible(self._key is not None and self._key.since is not None)
        self.body.replaceWidget(self._facts, facts)
        facts.show()
        self._facts.hide()
        self._facts.deleteLater()
        self._facts = facts

    def restyle(self) -> None:
        self.retranslate()

    def _nothing(self) -> str:
        return tr("office_key.none") if self._problem is None else refusal_text(self._problem)


class ReplaceKeyDialog(AgreedDialog):
    """Puts a new key in the place of the office's own."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        lead, reason = tr("office_key.replace_lead"), tr("office_key.reason")
        super().__init__(context, tr("office_key.replace_title"), tr("office_key.save"), lead, reason, parent)
        self.body.addStretch(1)

    def carry_out(self, reason: str, by: int, second: int | None, *, alone: bool) -> None:
        replace_key(self._context.desk, reason, by, second, alone)

    def carried_out(self) -> None:
        messages.say(tr("office_key.done"), seconds=12)
        super().carried_out()


def _facts(key: OfficeKeyView) -> list[tuple[str, str | QWidget]]:
    facts: list[tuple[str, str | QWidget]] = [(tr("office_key.fingerprint"), key.written)]
    if key.since is not None:
        facts.append((tr("office_key.registered"), dates.long(key.since, language())))
    if key.earlier:
        lost = sum(one.lost for one in key.earlier)
        facts.append(
            (tr("office_key.before"), tr("office_key.before_n", n=len(key.earlier) - lost, lost=lost))
        )
    return facts
