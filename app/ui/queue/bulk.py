"""Several drafts chosen in the list: what they are and lack, and one verb for all that may have it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.errors import Refusal
from app.services.base.enums import AccountKind, State
from app.services.office import accounts
from app.services.posts import bulk, review
from app.services.posts.bulk import BulkDone, BulkRow
from app.services.posts.mending import Mending
from app.ui import jobs, messages
from app.ui.bulk.bar import BulkBar
from app.ui.bulk.chosen import Chosen
from app.ui.bulk.return_dialog import ReturnDialog
from app.ui.bulk.schedule_dialog import ScheduleDialog
from app.ui.bulk.side import BulkSide
from app.ui.bulk.table import BulkTable
from app.ui.context import Context
from app.ui.post_list.view import DraftList
from app.ui.queue.deciding import Deciding
from app.ui.queue.post_watch import PostWatch
from app.ui.remarks import remark
from app.ui.translation import refusal_text, tr
from app.ui.widgets.seen import SETTLE
from app.work import Work

Act = Callable[[int, Work], BulkDone]


class Bulk(QObject):
    """`shown` when the summary comes to the front or leaves it; `look_wanted` with a draft to be looked at.

    `done` when a verb was done to some drafts.
    """

    shown = Signal(bool)
    look_wanted = Signal(int)
    done = Signal()

    def __init__(
        self, context: Context, deciding: Deciding, listed: DraftList, watch: PostWatch, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._deciding, self._list, self._watch = context, deciding, listed, watch
        self.table, self.side, self.bar = BulkTable(), BulkSide(), BulkBar()
        self._rows: tuple[BulkRow, ...] = ()
        self._since = 0.0
        self._busy = False
        self.is_shown = False
        listed.ticks_changed.connect(self.refresh)
        self.side.look_wanted.connect(self.look)
        self.bar.cleared.connect(listed.clear_ticks)
        self.bar.approve.connect(self.approve)
        self.bar.send_back.connect(self.send_back)
        self.bar.important.connect(self.mark_important)
        self.bar.purpose.connect(self.set_purpose)
        self.bar.account.connect(self.set_account)
        self.bar.schedule.connect(self.ask_for_schedule)

    @property
    def chosen(self) -> Chosen:
        """What was chosen, and which of it was seen as it is now."""
        seen = (row.id for row in self._rows if self._watch.saw_whole(row.id, row.digest, row.findings))
        return Chosen(self._rows, frozenset(seen))

    def refresh(self) -> None:
        """Show what is ticked as it is now; with nothing ticked the post comes back."""
        ticked = self._list.ticked
        if not ticked:
            self._rows = ()
            self._bring(front=False)
            return
        self._bring(front=True)
        member = self._context.member
        desk, by = self._context.desk, member.id if member is not None else 0
        jobs.run(lambda _work: bulk.survey(desk, ticked, by), self._show, owner=self)

    def look(self) -> None:
        """Show the first draft that was not seen yet, with the choice kept for coming back to it."""
        for row in self.chosen.unseen[:1]:
            self._bring(front=False)
            self.look_wanted.emit(row.id)

    def leave(self) -> None:
        """Let the post come back; what is ticked stays so."""
        self._bring(front=False)

    def come_back(self) -> None:
        """Show the summary again, after some of the drafts were looked at."""
        if self._list.ticked:
            self.refresh()

    def _bring(self, *, front: bool) -> None:
        if front != self.is_shown:
            self.is_shown = front
            self._since = self._context.clock()
            self.shown.emit(front)

    def _show(self, rows: tuple[BulkRow, ...]) -> None:
        if {row.id for row in rows} - set(self._list.ticked):
            return  # an answer to an older question
        if rows != self._rows:
            self._since = self._context.clock()
        self._rows = rows
        chosen = self.chosen
        self.table.show_chosen(chosen)
        self.side.show_chosen(chosen)
        self.bar.show_chosen(chosen, accounts.accounts(self._context.desk, kind=AccountKind.OFFICIAL))

    # Verbs

    def approve(self) -> None:
        """Approve what was seen and has nothing in the way; the rest stays ticked."""
        wanted = [(row.id, row.digest) for row in self.chosen.approvable]
        if wanted and not self._too_early():
            self._run(lambda by, work: bulk.approve(self._context.desk, wanted, by, work), self._approved)

    def send_back(self) -> None:
        """Ask for a reason, and return what was seen."""
        wanted = [(row.id, row.digest) for row in self.chosen.pending]
        if not wanted or self._too_early():
            return
        dialog = ReturnDialog(len(wanted), self.bar.window())
        dialog.given.connect(lambda reason: self._return(wanted, reason))
        dialog.open()

    def _return(self, wanted: Sequence[tuple[int, str]], reason: str) -> None:
        desk = self._context.desk
        self._run(lambda by, work: bulk.send_back(desk, wanted, reason, by, work), self._returned)

    def set_purpose(self, purpose: str) -> None:
        """Set the purpose of those that lack one."""
        lacking = [(row.id, row.digest) for row in self.chosen.open if row.lacks_purpose]
        self._mend(lacking, Mending(purpose=purpose))

    def set_account(self, account: int) -> None:
        """Set the account of those that have none."""
        lacking = [(row.id, row.digest) for row in self.chosen.open if row.lacks_account]
        self._mend(lacking, Mending(account_id=account))

    def ask_for_schedule(self) -> None:
        """Ask when they are to go out, and set that for every one that is open."""
        chosen = self.chosen
        if chosen.open:
            dialog = ScheduleDialog(chosen, self.bar.window())
            dialog.given.connect(lambda schedule: self._set_schedule(chosen, schedule))
            dialog.open()

    def _set_schedule(self, chosen: Chosen, schedule: str) -> None:
        others = [(row.id, row.digest) for row in chosen.open if row.schedule != schedule]
        self._mend(others, Mending(schedule=schedule))

    def _mend(self, lacking: Sequence[tuple[int, str]], wanted: Mending) -> None:
        self._run(lambda by, work: bulk.mend(self._context.desk, lacking, wanted, by, work), self._mended)

    def mark_important(self) -> None:
        """Mark every one as worth showing again."""

        def act(by: int, work: Work) -> BulkDone:
            for row in self._rows:
                review.mark_important(self._context.desk, row.id, True, by)
            return BulkDone(tuple((row.id, row.state) for row in self._rows), ())

        self._run(act, lambda found: tr("bulk.done.important", n=len(found.done)))

    def _too_early(self) -> bool:
        """Whether this has only just come on screen; then what was pressed is dropped."""
        early = self._context.clock() - self._since < SETTLE
        if early:
            self.bar.tell(tr("queue.unseen.new"))
        return early

    def _run(self, act: Act, say: Callable[[BulkDone], str]) -> None:
        member = self._context.member
        if member is None:
            messages.say(tr("queue.choose_member"), "warn")
        elif not self._busy:
            self._busy = True
            self.bar.show_busy(True)
            jobs.run(
                lambda work: act(member.id, work),
                lambda found: self._show_outcome(found, say(found)),
                owner=self,
                ended=self._ended,
            )

    def _ended(self) -> None:
        self._busy = False
        self.bar.show_busy(False)
        self._context.drafts_changed.emit()
        self.done.emit()

    def _show_outcome(self, found: BulkDone, sentence: str) -> None:
        message = f"{sentence} {remark(self._context.desk)}".rstrip() if found.done else ""
        if message:
            messages.say(message)
        for _, refusal in found.refused[:1]:
            self._tell_refused(len(found.refused), refusal)

    def _tell_refused(self, n: int, refusal: Refusal) -> None:
        messages.say(tr("bulk.done.refused", n=n, why=refusal_text(refusal)), "error")

    def _approved(self, found: BulkDone) -> str:
        self._decided(found)
        through = sum(state is State.APPROVED for _, state in found.done)
        waiting = len(found.done) - through
        key = "bulk.done.approved_waiting" if waiting else "bulk.done.approved"
        return tr(key, n=len(found.done), waiting=waiting)

    def _returned(self, found: BulkDone) -> str:
        self._decided(found)
        return tr("bulk.done.returned", n=len(found.done))

    def _decided(self, found: BulkDone) -> None:
        """What was decided leaves the choice, and may be taken back one by one."""
        self._deciding.remember([id_ for id_, _ in found.done])
        self._list.untick([id_ for id_, _ in found.done])

    def _mended(self, found: BulkDone) -> str:
        return tr("bulk.done.mended", n=len(found.done))
