"""Answers, decisions and quick edits in the name of whoever sits at the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.errors import Refusal
from app.services.base.enums import DismissalReason, Reply, State
from app.services.base.members import MemberView
from app.services.posts import intake, mending, queue, review, watching
from app.services.posts.mending import Mending
from app.services.posts.views import DraftView, FindingView, PostForm
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.remarks import remark
from app.ui.translation import refusal_text, tr
from app.ui.wording import post_name
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class _Decided:
    """A decision that may still be taken back: the draft, what to call it, and who decided."""

    draft_id: int
    post: str
    by: int


class Deciding(QObject):
    """Each does its work, tells the window that drafts changed, and says whether it was done.

    What is refused is told in one sentence, and nothing is changed by it. Decisions are offered to be taken
    back for `review.UNDO_SECONDS`; `undo` is what the offer calls, with its draft. `approving_changed` when
    an approval begins and when it ended, `refused` before the window is told to read again.
    """

    approving_changed = Signal(bool)
    refused = Signal()

    def __init__(self, context: Context, undo: Callable[[int], None], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = context.desk
        self._undo = undo
        self._decided: list[_Decided] = []  # newest last

    def answer(
        self, findings: Sequence[FindingView], reply: Reply, reason: str, because: DismissalReason | None
    ) -> bool:
        """Answer these findings alike, every one with an answer of its own in the record."""
        ids = [finding.id for finding in findings]
        done = self._do(lambda by: review.answer_together(self._desk, ids, reply, reason, by, because))
        return done and self._remark()

    def watch(self, draft: DraftView, position: int, on: bool) -> bool:
        """Say that a video or audio was watched or listened to from end to end, or take that back."""
        say = watching.watch if on else watching.take_back
        return self._do(lambda by: say(self._desk, draft.id, position, by)) and self._remark()

    def approve(self, draft: DraftView, approved: Callable[[int, Callable[[], None]], None]) -> None:
        """Approve in a job, since every attachment is read and hashed.

        `approved` is given the draft's id and what tells the window that drafts changed. Not to be asked for
        while another approval is under way.
        """
        member = self._member()
        if member is None:
            return
        desk, by = self._desk, member.id

        def approve() -> DraftView | None:
            if review.approve(desk, draft.id, draft.version.digest, by) is State.APPROVED:
                return None
            return queue.draft(desk, draft.id)

        def done(waiting: DraftView | None) -> None:
            approved(draft.id, self._context.drafts_changed.emit)
            self._offer_undo(draft, by, _approval_text(waiting))

        self.approving_changed.emit(True)
        jobs.run(
            lambda _work: approve(),
            done,
            self._refuse_approval,
            owner=self,
            ended=lambda: self.approving_changed.emit(False),
        )

    def tried(self, draft: DraftView, act: str) -> None:
        """Keep in the record what somebody tried who may not, as `review.attempted` does."""
        if self._context.member is not None:
            review.attempted(self._desk, draft.id, act, self._context.member.id)

    def send_back(self, draft: DraftView, reason: str) -> bool:
        def act(by: int) -> str:
            review.send_back(self._desk, draft.id, reason, by, seen=draft.version.digest)
            return tr("queue.done.returned")

        return self._decide(draft, act)

    def reject(self, draft: DraftView, reason: str) -> bool:
        def act(by: int) -> str:
            review.reject(self._desk, draft.id, reason, by, seen=draft.version.digest)
            return tr("queue.done.rejected")

        return self._decide(draft, act)

    def take_back(self, draft_id: int | None = None) -> int | None:
        """Take back a decision made at this desk, and say which.

        The one on `draft_id`, or the newest of the member's that still stands; called again, the one before
        it. The draft it was about, None if nothing was done.
        """
        member = self._member()
        if member is None:
            return None
        mine = [one for one in self._decided if one.by == member.id and draft_id in (None, one.draft_id)]
        if not mine:
            messages.say(tr("queue.done.nothing_to_undo"), "warn")
            return None
        decided = mine[-1]
        self._decided.remove(decided)  # what is refused now is refused later too
        if not self._do(lambda by: review.undo(self._desk, decided.draft_id, by)):
            return None
        messages.say(
            self._with_remark(tr("queue.done.undone", post=decided.post)), about=_about(decided.draft_id)
        )
        return decided.draft_id

    def remember(self, draft_ids: Sequence[int]) -> None:
        """What was decided of several at once may be taken back too, one after another."""
        member = self._context.member
        if member is not None:
            named = ((id_, post_name(queue.draft(self._desk, id_))) for id_ in draft_ids)
            self._decided += [_Decided(id_, post, member.id) for id_, post in named]

    def reverse(self, draft: DraftView, reason: str) -> bool:
        """Reverse a decision that stands; the draft is pending again."""
        done = self._do(lambda by: review.reverse(self._desk, draft.id, reason, by))
        if done:
            messages.say(self._with_remark(tr("queue.done.reversed")))
        return done

    def revise(self, draft: DraftView, form: PostForm) -> bool:
        """Make a new version of a draft."""
        done = self._do(lambda by: intake.revise(self._desk, draft.id, form, by))
        if done:
            messages.say(self._with_remark(tr("queue.form.saved", n=draft.versions + 1)))
        return done

    def mend(self, draft: DraftView, wanted: Mending) -> bool:
        """Put in what a draft lacks, as a new version."""
        digest = draft.version.digest
        done = self._do(lambda by: mending.mend(self._desk, draft.id, digest, wanted, by))
        if done:
            messages.say(self._with_remark(tr("queue.form.saved", n=draft.versions + 1)))
        return done

    def mark_important(self, draft: DraftView) -> bool:
        """Mark the post as worth showing again (clause 7.e), or take the mark off."""
        return self._do(lambda by: review.mark_important(self._desk, draft.id, not draft.important, by))

    def _decide(self, draft: DraftView, act: Callable[[int], str]) -> bool:
        """`act` gives the sentence that says what it did."""
        done: list[tuple[int, str]] = []
        if not self._do(lambda by: done.append((by, act(by)))):
            return False
        self._offer_undo(draft, *done[0])
        return True

    def _offer_undo(self, draft: DraftView, by: int, sentence: str) -> None:
        self._decided.append(_Decided(draft.id, post_name(draft), by))
        messages.say(
            self._with_remark(sentence),
            action=(tr("queue.undo"), lambda: self._undo(draft.id)),
            seconds=review.UNDO_SECONDS,
            about=_about(draft.id),
        )

    def _refuse_approval(self, refusal: Refusal) -> None:
        messages.say(refusal_text(refusal), "error")
        self.refused.emit()
        self._context.drafts_changed.emit()

    def _with_remark(self, sentence: str) -> str:
        """What was done, with what is to be said of its event: unsigned, or of a doubtful time."""
        return f"{sentence} {remark(self._desk)}".rstrip()

    def _remark(self) -> bool:
        """Say what is to be said of an answer, which says nothing else. True, for whoever did it."""
        text = remark(self._desk)
        if text:
            messages.say(text, "warn", about="remark")
        return True

    def _member(self) -> MemberView | None:
        """Who acts; without anybody, says that somebody must."""
        if self._context.member is None:
            messages.say(tr("queue.choose_member"), "warn")
        return self._context.member

    def _do(self, act: Callable[[int], object]) -> bool:
        member = self._member()
        if member is None:
            return False
        try:
            act(member.id)
        except Refusal as refusal:
            messages.say(refusal_text(refusal), "error")
            self.refused.emit()
            return False
        finally:
            self._context.drafts_changed.emit()  # after a refusal too: the record is not what was shown
        return True


def _about(draft_id: int) -> str:
    return f"draft {draft_id}"


def _approval_text(waiting: DraftView | None) -> str:
    """What an approval did; `waiting` is the draft if it wants more of them."""
    if waiting is None:
        return tr("queue.done.approved")
    left = waiting.approvals_needed - waiting.approvals
    return tr("queue.done.approval_given", n=waiting.approvals, left=left)
