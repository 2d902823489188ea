"""Deciding on a drafted answer: findings answered, the answer approved or returned, as on the queue page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.services.base.enums import AccountKind, DismissalReason, Reply
from app.services.office import accounts
from app.services.posts import mending
from app.services.posts.mending import Mending
from app.services.posts.views import DraftView, FindingView
from app.ui.context import Context
from app.ui.findings.mend_form import MendOffer
from app.ui.findings.panel import FindingsPanel
from app.ui.responses.actions import Actions
from app.ui.responses.bar import ResponseBar
from app.ui.responses.reply_card import ReplyCard
from app.ui.responses.reply_watch import ReplyWatch
from app.ui.responses.verbs import ResponseVerbs
from app.ui.translation import tr


class ReplyDeciding:
    """Nothing is decided that was not on screen; `bar` says why a press did nothing."""

    def __init__(
        self,
        context: Context,
        actions: Actions,
        verbs: ResponseVerbs,
        reply: ReplyCard,
        findings: FindingsPanel,
        bar: ResponseBar,
        watch: ReplyWatch,
        keys: QWidget,
    ) -> None:
        """`keys` takes the focus once something was done."""
        self._context, self._actions, self._verbs = context, actions, verbs
        self._reply, self._findings, self._bar, self._watch = reply, findings, bar, watch
        self._keys = keys
        self._draft: DraftView | None = None
        reply.text.finding_clicked.connect(self.select)
        findings.selected.connect(self.select)
        findings.answered.connect(self._answer)
        findings.mended.connect(self._mend)
        findings.retry.connect(self._check_again)

    def show_draft(self, draft: DraftView | None) -> None:
        """Which draft is decided on from now on."""
        self._draft = draft

    def show_findings(self, draft: DraftView) -> None:
        """Show the cards of a draft that is new on screen."""
        self._findings.show_draft(draft, self._offer(draft))
        self._findings.show_refused(self.refused())
        self._mark(self._findings.next_unanswered())

    def refused(self) -> str:
        """Why whoever sits at the desk decides and answers nothing, "" for one who may."""
        member = self._context.member
        return "" if member is None or member.decides else tr("queue.drafter")

    def select(self, number: int) -> None:
        """Select a finding's card and its words."""
        if self._draft is not None and any(one.number == number for one in self._draft.findings):
            self._mark(number)

    def uphold(self) -> None:
        card = self._findings.card
        if card is not None and self._findings.isVisible() and not self._tell(self.refused()):
            card.uphold()

    def dismiss(self) -> None:
        card = self._findings.card
        if card is not None and self._findings.isVisible() and not self._tell(self.refused()):
            card.ask_why_dismiss()

    def approve(self) -> None:
        draft = self._draft
        if draft is not None and self._bar.offers("approve") and not self._tell(self._watch.why_not_decide()):
            self._actions.approve(draft, self._keys.setFocus)

    def send_back(self) -> None:
        draft = self._draft
        if draft is not None and self._bar.offers("return") and not self._tell(self._watch.why_not_decide()):
            self._verbs.send_back(draft.id)

    def undo(self) -> None:
        """Take back the newest decision made on this page."""
        self._actions.undo()

    def _mark(self, number: int | None) -> None:
        self._findings.select(number)
        self._reply.text.emphasise(number)

    def _answer(
        self, findings: Sequence[FindingView], reply: Reply, reason: str, because: DismissalReason | None
    ) -> None:
        if self._tell(self.refused() or self._watch.why_not_answer(findings)):
            return
        if self._actions.answer(list(findings), reply, reason, because):
            self._keys.setFocus()
            self._mark(self._findings.next_unanswered())

    def _offer(self, draft: DraftView) -> MendOffer:
        """What whoever sits here may put into the draft, and what that does to their own approval."""
        member = self._context.member
        if member is None:
            return MendOffer()
        pages = accounts.accounts(self._context.desk, kind=AccountKind.OFFICIAL)
        return MendOffer(pages, mending.cost(self._context.desk, draft.id, member.id))

    def _mend(self, wanted: Mending) -> None:
        draft, desk = self._draft, self._context.desk
        if draft is not None:
            self._actions.do(lambda by: mending.mend(desk, draft.id, draft.version.digest, wanted, by))

    def _check_again(self) -> None:
        if self._draft is not None:
            self._actions.check(self._draft.id, again=True)

    def _tell(self, why: str) -> bool:
        if why:
            self._bar.tell(why)
        return bool(why)
