"""Findings on the queue page: select one, answer it, go to the next that wants an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.services.base.enums import DismissalReason, Reply
from app.services.letters.drafting import About
from app.services.letters.views import LetterKind
from app.services.posts.views import DraftView, FindingView
from app.ui.context import Context
from app.ui.findings.panel import FindingsPanel, alike_unanswered
from app.ui.post_view.post import PostView
from app.ui.queue.deciding import Deciding


class Answering:
    """Keeps cards and post on the same finding. `take_keys` gives the focus back after an answer.

    `kept_off` is asked before findings are answered; it says itself why they cannot be, as what is still to
    be seen of them. Of no findings: whether whoever sits here answers none at all.
    """

    def __init__(
        self,
        context: Context,
        deciding: Deciding,
        findings: FindingsPanel,
        post: PostView,
        take_keys: Callable[[], None],
        kept_off: Callable[[Sequence[FindingView]], bool],
    ) -> None:
        self._context = context
        self._deciding = deciding
        self._findings = findings
        self._post = post
        self._take_keys = take_keys
        self._kept_off = kept_off
        self._draft: DraftView | None = None
        post.finding_clicked.connect(self.select)
        findings.selected.connect(self.select)
        findings.answered.connect(self.answer)
        findings.dismissed_alike.connect(self.answer_alike)

    def show_draft(self, draft: DraftView | None) -> None:
        """Which draft the answers are about from now on."""
        self._draft = draft

    def select(self, number: int) -> None:
        """Select a finding's card, and show its place in the post."""
        if self._draft is not None and any(finding.number == number for finding in self._draft.findings):
            self.mark(number)
            self._post.reveal(number)

    def mark(self, number: int | None) -> None:
        """Select a finding's card, or none, and leave the post where it is."""
        self._findings.select(number)
        self._post.emphasise(number)

    def uphold(self) -> None:
        if self._findings.card is not None and not self._kept_off([]):
            self._findings.card.uphold()

    def dismiss(self) -> None:
        if self._findings.card is not None and not self._kept_off([]):
            self._findings.card.ask_why_dismiss()

    def dismiss_alike(self) -> None:
        if self._findings.card is not None and not self._kept_off([]):
            self._findings.card.ask_why_dismiss(together=True)

    def answer(
        self, findings: Sequence[FindingView], reply: Reply, reason: str, because: DismissalReason | None
    ) -> None:
        """Keep one answer to the findings of a card, and go to the next card that wants one."""
        if not self._kept_off(findings) and self._deciding.answer(findings, reply, reason, because):
            self._go_on()

    def answer_alike(self, finding: FindingView, reason: str, because: DismissalReason | None) -> None:
        """Dismiss with one reason every finding like this one: the faces of a group are one question."""
        if self._draft is None:
            return
        alike = alike_unanswered(self._draft, finding)
        if not self._kept_off(alike) and self._deciding.answer(alike, Reply.DISMISSED, reason, because):
            self._go_on()

    def add_exception(self, parent: QWidget) -> None:
        """Offer to let the selected finding's words pass from now on."""
        from app.ui.queue.offer_exception import offer_exception  # with the rules, asked for now and then

        if self._draft is not None and self._findings.card is not None:
            offer_exception(self._context, self._draft, self._findings.card.finding, parent)

    def ask_meaning(self, parent: QWidget) -> None:
        """Begin a letter that asks the Cabinet Division what the selected finding's clause means."""
        from app.ui.letters.dialog import write_letter  # now and then

        if self._draft is not None and self._findings.card is not None:
            about = About(self._draft.id, self._findings.card.finding.number)
            write_letter(self._context, LetterKind.CLARIFICATION, about, parent)

    def return_letter(self, parent: QWidget) -> None:
        """Begin a letter that returns the draft on screen to who wrote it."""
        from app.ui.letters.dialog import write_letter  # now and then

        if self._draft is not None:
            write_letter(self._context, LetterKind.RETURN, About(self._draft.id), parent)

    def _go_on(self) -> None:
        self._take_keys()
        following = self._findings.next_unanswered()
        if following is not None:
            self.select(following)
