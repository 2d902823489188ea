"""What waits for a second member: each proposal with its answers, and the last ones answered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bangla.dates import local, long, long_date, short
from app.services.base.secret import Secret
from app.services.office import confirming
from app.services.office.confirming import ProposalView
from app.ui.context import Context
from app.ui.office.temporary_passphrase import GivenPassphraseDialog
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card, Chip, Label
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow

_SHOWN_ANSWERED = 3
Act = Callable[[str], Secret | None]


class ProposalsCard(Card):
    """Made anew with the page it is on; hidden while nothing was ever proposed."""

    def __init__(self, context: Context) -> None:
        super().__init__(padding=20)
        self._context = context
        found = confirming.proposals(context.desk)
        waiting = [one for one in reversed(found) if one.is_open]
        answered = [one for one in found if not one.is_open][:_SHOWN_ANSWERED]
        self.waits = bool(waiting)
        if not found:
            self.hide()  # never shown here: without a parent it would be a window, and take the keys
        self.body.addWidget(Label(tr("proposal_card.title"), "heading"))
        hint = "proposal_card.hint" if not waiting or waiting[0].proven else "proposal_card.unproven"
        self.body.addWidget(Label(tr(hint), "small", wrap=True))
        for one in waiting:
            self.body.addLayout(self._waiting(one))
        if not waiting:
            self.body.addWidget(Label(tr("proposal.nothing")))
        if answered:
            self.body.addSpacing(px(8))
            self.body.addWidget(Label(tr("proposal_card.answered"), "strong"))
        for one in answered:
            self.body.addLayout(self._answered(one))

    def _waiting(self, one: ProposalView) -> QVBoxLayout:
        facts = tr(
            "proposal_card.by",
            id=one.id,
            name=one.member,
            time=long(one.at, language()),
            until=long_date(local(one.expires_at).date(), language()),
        )
        texts = _texts(one, facts)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for button in self._buttons(one):
            buttons.addWidget(button)
        buttons.addStretch(1)
        texts.addSpacing(px(4))
        texts.addLayout(buttons)
        texts.setContentsMargins(0, px(4), 0, px(8))
        return texts

    def _buttons(self, one: ProposalView) -> list[Button]:
        me, desk = self._context.member, self._context.desk
        if me is None or not me.decides:
            return []
        if one.member_id != me.id:
            refuse = self._button(one, "refuse", lambda why: confirming.refuse(desk, one.id, why, me.id))
            if not confirming.may_confirm(desk, one.id, me.id):
                return [refuse]
            confirm = self._button(one, "confirm", lambda _why: confirming.confirm(desk, one.id, me.id))
            confirm.set_kind("primary")
            return [confirm, refuse]
        withdraw = self._button(one, "withdraw", lambda _why: confirming.withdraw(desk, one.id, me.id))
        if not confirming.may_carry_out_alone(desk, one.id, me.id):
            return [withdraw]
        alone = self._button(one, "alone", lambda why: confirming.carry_out_alone(desk, one.id, why, me.id))
        return [withdraw, alone]

    def _button(self, one: ProposalView, what: str, act: Act) -> Button:
        button = Button(tr(f"proposal_card.{what}"), small=True)
        button.setAccessibleName(f"{button.text()}: {_wants(one)}")
        button.clicked.connect(lambda: AnswerDialog(self._context, one, what, act, self.window()).open())
        return button

    def _answered(self, one: ProposalView) -> QHBoxLayout:
        facts = [f"#{one.id}", one.member, one.closed_by, one.closed_reason]
        if one.closed_at is not None:
            facts.append(short(one.closed_at, language()))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addLayout(_texts(one, " · ".join(part for part in facts if part)), 1)
        row.addWidget(Chip("calm", tr(f"proposal.state.{one.state}")))
        return row


class AnswerDialog(FormDialog):
    """Says what is answered; `what` is confirm, refuse, withdraw or alone. A reason where one is wanted."""

    def __init__(self, context: Context, one: ProposalView, what: str, act: Act, parent: QWidget) -> None:
        super().__init__(tr(f"proposal_card.{what}_title"), tr(f"proposal_card.{what}"), parent)
        self._context = context
        self._one, self._act = one, act
        self._reason = LineRow() if what in ("refuse", "alone") else None
        for line in one.lines:
            self.body.addWidget(Label(line.in_(language()), "strong", wrap=True))
        if one.reason:
            self.body.addWidget(Label(tr("proposal.because", reason=one.reason), wrap=True))
        self.body.addWidget(Label(tr(f"proposal_card.{what}_lead", name=one.member), wrap=True))
        if self._reason is not None:
            self._reason.set_label(tr("proposal_card.reason"))
            self.body.addWidget(self._reason)
            self._reason.line.setFocus()
        else:
            self.cancel_button.setFocus()

    def submit(self) -> None:
        reason, act = self._reason.text() if self._reason is not None else "", self._act
        self.store(lambda: act(reason), self._answered)

    def _answered(self) -> None:
        self._context.office_changed.emit()
        self._context.drafts_changed.emit()
        if isinstance(self.outcome, Secret):
            GivenPassphraseDialog(self._context, self.outcome, self.parentWidget()).open()


def _wants(one: ProposalView) -> str:
    return "; ".join(line.in_(language()) for line in one.lines)


def _texts(one: ProposalView, facts: str) -> QVBoxLayout:
    texts = QVBoxLayout()
    texts.setSpacing(px(2))
    for line in one.lines:
        texts.addWidget(Label(line.in_(language()), "strong", wrap=True))
    texts.addWidget(Label(facts, "tiny", wrap=True))
    if one.reason:
        texts.addWidget(Label(tr("proposal.because", reason=one.reason), "small", wrap=True))
    return texts
