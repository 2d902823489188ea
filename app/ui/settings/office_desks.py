"""The desks of an office on a server, on the settings page: who signs, who waits, letting in and ending."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bangla import dates
from app.errors import Refusal
from app.services.record import desks
from app.services.record.desks import DeskView
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.settings.card import SettingsCard
from app.ui.sign_in.agreed_dialog import AgreedDialog
from app.ui.theme import px
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, Label
from app.ui.widgets.facts import Facts


class OfficeDesksCard(SettingsCard):
    """Hidden where the office is in this desk's folder. Read anew whenever the page is opened."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "desk.title", "desk.hint")
        self._desks: tuple[DeskView, ...] = ()
        self._problem: Refusal | None = None
        self._rows = QWidget()
        self.body.addWidget(self._rows)
        self.setVisible(context.desk.shares_office)

    def read(self) -> None:
        """Look at the desks again; the keyring may take seconds."""
        desk = self.context.desk
        if desk.shares_office:
            jobs.run(lambda _work: desks.desks(desk), self._show, self._refuse, owner=self)

    def retranslate(self) -> None:
        super().retranslate()
        rows = self._made()
        self.body.replaceWidget(self._rows, rows)
        rows.show()
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows

    def restyle(self) -> None:
        self.retranslate()

    def _show(self, found: tuple[DeskView, ...]) -> None:
        self._desks, self._problem = found, None
        self.retranslate()

    def _refuse(self, problem: Refusal) -> None:
        self._desks, self._problem = (), problem
        self.retranslate()

    def _made(self) -> QWidget:
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        if not self._desks:
            column.addWidget(Label(self._nothing(), wrap=True))
        for each in self._desks:
            column.addWidget(self._row(each))
        return rows

    def _row(self, each: DeskView) -> QWidget:
        name = each.name or tr("desk.nameless")
        kind = "waiting" if each.waits else "this_one" if each.here else "signing"
        facts: list[tuple[str, str | QWidget]] = [
            (tr(f"desk.{kind}"), name),
            (tr("office_key.fingerprint"), each.written),
            (tr("desk.asked" if each.waits else "office_key.registered"), dates.long(each.at, language())),
        ]
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Facts(facts))
        if not each.here:
            button = Button(icon="shield" if each.waits else "", small=True)
            button.setText(tr("desk.let_in_button" if each.waits else "desk.end_button"))
            button.setAccessibleName(f"{button.text()} {name}")
            button.clicked.connect(partial(self._ask, each))
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        return row

    def _ask(self, each: DeskView) -> None:
        dialog = DeskDialog(self.context, each, self.window())
        dialog.accepted.connect(self.read)
        dialog.open()

    def _nothing(self) -> str:
        return tr("desk.none") if self._problem is None else refusal_text(self._problem)


class DeskDialog(AgreedDialog):
    """Lets a waiting desk in, or ends one."""

    def __init__(self, context: Context, each: DeskView, parent: QWidget) -> None:
        which = "let_in" if each.waits else "end"
        lead = tr(f"desk.{which}_lead", name=each.name or tr("desk.nameless"), fingerprint=each.written)
        title, save = tr(f"desk.{which}_title"), tr(f"desk.{which}_save")
        super().__init__(context, title, save, lead, tr("desk.reason"), parent)
        self._desk = each
        self.body.addStretch(1)

    def carry_out(self, reason: str, by: int, second: int | None, *, alone: bool) -> None:
        act = desks.let_in if self._desk.waits else desks.end
        act(self._context.desk, self._desk.fingerprint, reason, by, second, alone)

    def carried_out(self) -> None:
        messages.say(tr("desk.let_in" if self._desk.waits else "desk.ended"), seconds=12)
        super().carried_out()
