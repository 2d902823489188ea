"""Does what is wanted of a response in the name of whoever sits at the desk, and says how it went."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.checks.types import Finding
from app.errors import Refusal
from app.services.base.enums import DismissalReason, Reply, State
from app.services.checking import draft_checks
from app.services.posts import review
from app.services.posts.views import DraftView, FindingView
from app.services.responses import answering
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.remarks import remark
from app.ui.translation import language, refusal_text, tr
from app.work import Work


class Actions(QObject):
    """`changed` after anything was done, or refused: the record is not what was shown.

    `checked` gives the draft whose checks ended.
    """

    changed = Signal()
    checked = Signal(int)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = context.desk
        self._approving = False
        self._checking: set[int] = set()
        self._decided: list[tuple[int, int]] = []  # draft and member, the newest last

    def member(self) -> int | None:
        """Who acts; without anybody, says that somebody must."""
        if self._context.member is None:
            messages.say(tr("queue.choose_member"), "warn")
            return None
        return self._context.member.id

    def do(self, act: Callable[[int], object], message: str = "") -> bool:
        """Do a short thing at once; what is refused is told in one sentence. Whether it was done."""
        by = self.member()
        if by is None:
            return False
        try:
            act(by)
        except Refusal as refusal:
            messages.say(refusal_text(refusal), "error")
            return False
        finally:
            self.tell()
        self.say(message)
        return True

    def say(self, message: str) -> None:
        """What was done, with what is to be said of its event."""
        text = f"{message} {remark(self._desk)}".strip()
        if text:
            messages.say(text)

    def tell(self) -> None:
        """Let the page and the other pages read again."""
        self.changed.emit()
        self._context.drafts_changed.emit()

    def answer(
        self, findings: list[FindingView], reply: Reply, reason: str, because: DismissalReason | None
    ) -> bool:
        """Answer these findings alike."""
        ids = [finding.id for finding in findings]
        return self.do(lambda by: review.answer_together(self._desk, ids, reply, reason, by, because))

    def check(self, draft_id: int, *, opened: bool = False, again: bool = False) -> None:
        """Check a draft, unless that is under way; one that was checked only `again`.

        One that this desk checked, and another by other rules since, only where it was just `opened`.
        """
        if draft_id in self._checking:
            return
        self._checking.add(draft_id)
        desk, checked = self._desk, list[bool]()

        def check(work: Work) -> bool:
            due = again or draft_id in draft_checks.waiting(desk, [draft_id] if opened else [])
            if due:
                draft_checks.check_draft(desk, draft_id, work)
            return due

        def ended() -> None:
            self._checking.discard(draft_id)
            if True in checked:  # else what is shown would be read anew, and ask for the same again
                self.checked.emit(draft_id)

        jobs.run(check, checked.append, owner=self, ended=ended)

    def look_over(self, words: str) -> None:
        """Tell what the rules notice in an answer that went out without anybody's approval."""

        def told(found: tuple[Finding, ...]) -> None:
            if found:
                titles = dict.fromkeys(one.title.in_(language()) for one in found)
                messages.say(tr("responses_page.done.noticed", what=", ".join(titles)), "warn", seconds=20)

        def refused(refusal: Refusal) -> None:
            messages.say(refusal_text(refusal), "error")

        jobs.run(lambda _work: answering.noticed(self._desk, words), told, refused, owner=self)

    def approve(self, draft: DraftView, approved: Callable[[], None]) -> None:
        """Approve in a job. Not while another approval is under way."""
        by = self.member()
        if by is None or self._approving:
            return
        self._approving = True
        desk, digest = self._desk, draft.version.digest

        def done(state: State) -> None:
            self._decided.append((draft.id, by))
            message = tr(
                "responses_page.done.approved"
                if state is State.APPROVED
                else "responses_page.done.approval_given"
            )
            approved()
            self.tell()
            messages.say(
                f"{message} {remark(desk)}".strip(),
                action=(tr("queue.undo"), self.undo),
                seconds=review.UNDO_SECONDS,
                about=f"draft {draft.id}",
            )

        def refused(refusal: Refusal) -> None:
            messages.say(refusal_text(refusal), "error")
            self.tell()

        def ended() -> None:
            self._approving = False

        jobs.run(
            lambda _work: review.approve(desk, draft.id, digest, by), done, refused, owner=self, ended=ended
        )

    def send_back(self, draft_id: int, reason: str) -> None:
        """Return a drafted answer; raises `Refusal`. For a dialog, which shows that in place."""
        by = self._context.member.id if self._context.member is not None else 0
        review.send_back(self._desk, draft_id, reason, by)
        self._decided.append((draft_id, by))

    def undo(self) -> None:
        """Take back the newest decision of whoever sits here that was made on this page."""
        by = self.member()
        mine = [one for one in self._decided if one[1] == by]
        if not mine:
            if by is not None:
                messages.say(tr("queue.done.nothing_to_undo"), "warn")
            return
        self._decided.remove(mine[-1])
        self.do(lambda member: review.undo(self._desk, mine[-1][0], member), tr("responses_page.done.undone"))
