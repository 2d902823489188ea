"""The queue page: list, post, findings, decisions. It holds what is on screen and leads to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from app.services.base.enums import CheckState, Show, State
from app.services.posts import approval, listing, queue
from app.services.posts.views import DraftView, FindingView, Obstacle
from app.ui.context import Context
from app.ui.findings.groups import Together, arranged, shared
from app.ui.images.pictures import Pictures
from app.ui.queue.answering import Answering
from app.ui.queue.bulk import Bulk
from app.ui.queue.checker import Checker
from app.ui.queue.deciding import Deciding
from app.ui.queue.drop_hint import DropHint
from app.ui.queue.elsewhere import Elsewhere
from app.ui.queue.intake import Intake
from app.ui.queue.keys import add_commands
from app.ui.queue.layout import QueueLayout
from app.ui.queue.post_watch import PostWatch
from app.ui.queue.writing import Writing
from app.ui.tab_order import has_keys
from app.ui.translation import tr


class QueuePage(QueueLayout):
    """The list, the post as readers see it, its findings and the decision bar, put together."""

    name = "queue"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._desk = context.desk
        self._draft: DraftView | None = None
        self._apart: set[Together] = set()
        self._pictures = Pictures(self._desk, self)
        self._checker = Checker(self._desk, self)
        self._deciding = Deciding(context, self._undo, self)
        self._writing = Writing(context, self._deciding, self._pictures, self)
        self._intake = Intake(context, self.compose, self)
        self._build()
        self._watch = PostWatch(context.clock, self._post, self._findings, self)
        self._answering = Answering(
            context, self._deciding, self._findings, self._post, self._list.setFocus, self._not_yet_answered
        )
        self._bulk = Bulk(context, self._deciding, self._list, self._watch, self)
        self._middles.addWidget(self._bulk.table)
        self._sides.addWidget(self._bulk.side)
        self._bars.addWidget(self._bulk.bar)
        self._elsewhere = Elsewhere(context, self, self._listing, self._post)
        self._deciding.refused.connect(self._listing.stay)
        DropHint(self, self._intake)
        self._connect()
        add_commands(
            self,
            top=self._top,
            listed=self._listing,
            post=self._post,
            findings=self._findings,
            strip=self._strip,
            bar=self._bar,
            bulk=self._bulk,
            answering=self._answering,
            intake=self._intake,
            watch=self._watch,
        )
        self._on_member()

    def _connect(self) -> None:
        self._top.changed.connect(self.arrange)
        self._listing.changed.connect(self.arrange)
        self._top.left.connect(self._take_keys)
        self._listing.lead(self._show, lambda: self._draft.id if self._draft is not None else None)
        self._post.history_wanted.connect(self.show_history)
        self._post.edit_wanted.connect(self.edit)
        self._post.unicode_wanted.connect(self.to_unicode)
        self._post.image_wanted.connect(self.view_image)
        self._post.play_wanted.connect(lambda position: self._writing.play(self._draft, position))
        self._post.ticked.connect(self._tick)
        self._findings.exception_wanted.connect(self.add_exception)
        self._findings.apart_wanted.connect(self._take_apart)
        self._findings.mended.connect(lambda wanted: self._writing.mend(self._draft, wanted))
        self._findings.clause_wanted.connect(self.context.open_clause)
        self._findings.left.connect(self._take_keys)
        self._findings.retry.connect(lambda: self._checker.retry(self._list.draft_id))
        self._bar.approve.connect(self.approve)
        self._bar.tried.connect(self._tried)
        self._deciding.approving_changed.connect(self._bar.show_approving)
        self._bar.send_back.connect(self.send_back)
        self._bar.reject.connect(self.reject)
        self._bar.reverse.connect(self.reverse)
        self._bar.copies.connect(self.save_copies)
        self._bar.publish.connect(self.record_publication)
        self._bar.new_time.connect(self.edit)
        self._bar.left.connect(self._take_keys)
        self._watch.changed.connect(self._show_unseen)
        self._strip.wanted.connect(self._post.show_image)
        self._bulk.shown.connect(self._show_bulk)
        self._bulk.look_wanted.connect(self._list.go_to)
        self._list.ticks_changed.connect(lambda: self._listing.head.show_ticks(len(self._list.ticked)))
        self._listing.head.summary_wanted.connect(self._bulk.come_back)
        self._checker.checked.connect(self._on_checked)
        self._checker.progress.connect(self._on_progress)
        self._checker.idle.connect(self.context.drafts_changed)
        self._writing.written.connect(self._checker.retry)
        self._writing.saved.connect(self._on_saved)
        self._intake.taken.connect(self._on_taken)
        self.context.drafts_changed.connect(lambda: self.reload())
        self.context.office_changed.connect(lambda: self.reload())
        self.context.member_changed.connect(self._on_member)
        self.context.draft_wanted.connect(self.open_draft)
        self.context.compose_wanted.connect(self.compose)

    # What is on screen

    def arrive(self) -> None:
        self.arrange()
        self._take_keys()

    def _take_keys(self) -> None:
        """The page's keys work only while something of it has the focus; a hidden list cannot have it."""
        (self._list if self._list.count else self._empty).setFocus()

    def arrange(self) -> None:
        """Read the list anew and put it in order."""
        self.reload(fresh=True)

    def reload(self, *, fresh: bool = False) -> None:
        """Read the list anew; the draft on screen stays, or its successor takes its place.

        Unless it is read `fresh`, what stands in the list stays where it is.
        """
        wanted = self._listing.wanted(self._top.wanted, self._top.search)
        counts = listing.tallies(self._desk, wanted)
        self._top.show_counts(counts, in_team=listing.in_team(self._desk), most=listing.most_counted(wanted))
        current = self._draft.id if self._draft is not None else None
        if not self._listing.read(wanted, current, counts[wanted.show], fresh=fresh):
            self._show_nothing()
        self._listing.show_place()
        self._listing.head.show_ticks(len(self._list.ticked))
        if self._bulk.is_shown:
            self._bulk.refresh()
        self._checker.check_due()

    def _show(self, draft_id: int) -> None:
        """Show a draft as it is now. One that has not changed is left alone, with what is being typed."""
        draft, before = queue.draft(self._desk, draft_id), self._draft
        other = before is None or before.id != draft.id
        if other:
            self._apart.clear()
        draft = arranged(draft, self._apart)
        if other:
            self._bar.begin()
            self._checker.prefer(draft_id, stale=draft.checks.state is CheckState.STALE)
        had_keys = has_keys(self._empty)
        self._middle.setCurrentWidget(self._panes)
        if had_keys:
            self._list.setFocus()
        self._elsewhere.show_draft(draft)
        if draft != before:
            self._keep_keys()
            self._draft = draft
            self._watch.show_draft(draft)
            self._answering.show_draft(draft)
            self._post.show_draft(draft)
            self._strip.show_draft(draft)
            self._findings.show_draft(draft, self._writing.offer(draft))
            if draft.findings and (before is None or other or not before.findings):
                self._answering.mark(self._findings.next_unanswered())
        self._show_obstacles()
        # Laid out before it is painted: else the first frame shows the new post in the old one's sizes.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _show_bulk(self, front: bool) -> None:
        """The summary of what is ticked takes the place of the post, or gives it back."""
        place = 1 if front else 0
        if front:
            self._watch.show_draft(None)
        for stack in (self._middles, self._sides, self._bars):
            stack.setCurrentIndex(place)
        if not front:
            self._watch.show_draft(self._draft)
        self._take_keys()

    def _keep_keys(self) -> None:
        """What is made anew takes no focus with it: else Qt hands that on to whatever control comes next."""
        focused = None if self._findings.typed is not None else self.focusWidget()
        if focused is not None and (self._post.isAncestorOf(focused) or self._findings.isAncestorOf(focused)):
            self._list.setFocus()

    def _show_nothing(self) -> None:
        self._draft = None
        self._elsewhere.show_draft(None)
        self._watch.show_draft(None)
        self._answering.show_draft(None)
        searched = bool(self._top.search)
        key = "queue.empty.search" if searched else "queue.empty.filter"
        if not searched and not any(queue.counts(self._desk).values()):
            key = "queue.empty.record"
        self._empty.set_text(tr(key), tr(f"{key}_hint"))
        had_keys = has_keys(self._list)
        self._middle.setCurrentWidget(self._empty)
        if had_keys:
            self._take_keys()
        self._bar.show_nothing()

    def _show_obstacles(self) -> None:
        if self._draft is None:
            return
        member = self.context.member
        found: tuple[Obstacle, ...] = ()
        if self._draft.state is State.PENDING:
            found = approval.obstacles(self._desk, self._draft.id, member.id if member else 0)
        self._bar.show_draft(self._draft.state, found, self._refused, late=self._draft.late)
        self._show_unseen()
        self._bar.show_position(self._list.place + 1, self._list.count)
        self._listing.show_place()

    def _show_unseen(self) -> None:
        self._bar.show_unseen(self._watch.hint)
        self._strip.show_unseen(self._watch.unseen_pictures)

    def open_draft(self, draft_id: int) -> None:
        """Show a draft, under another filter if the present one leaves it out."""
        self._bulk.leave()
        self._listing.hold(draft_id)
        if not self._list.holds(draft_id):
            self._top.choose(Show(queue.draft(self._desk, draft_id).state.value))
            self._listing.head.clear_filters()
            self._top.clear_search()
        self._list.go_to(draft_id)

    def _take_apart(self, finding: FindingView) -> None:
        """Show the findings of a card as cards of their own, to be answered one by one."""
        common = shared(finding)
        if common is not None and self._draft is not None:
            self._apart.add(common)
            self._show(self._draft.id)
            self._answering.mark(finding.number)

    # Video and audio

    def _tick(self, position: int, on: bool) -> None:
        """Keep a tick; one that was refused is taken off again."""
        draft = self._draft
        if draft is not None and not self._deciding.watch(draft, position, on):
            self._post.refresh()
        self._take_keys()

    def _on_member(self) -> None:
        member = self.context.member
        self._watch.forget()
        self._post.show_member(member.id if member else None, decides=not self._refused)
        if self._draft is not None:
            self._findings.show_draft(self._draft, self._writing.offer(self._draft))
        self._findings.show_refused(self._refused)
        self._show_obstacles()

    # Decisions

    def _not_yet(self, why: str) -> bool:
        """Whether it is too early to decide; then the bar says why, and what was pressed is dropped."""
        if why:
            self._bar.tell(why)
        return bool(why)

    def _not_yet_answered(self, findings: Sequence[FindingView]) -> bool:
        if self._refused:
            self._tried("answer")
        hidden = tr("bulk.one_by_one") if self._bulk.is_shown else ""
        return self._not_yet(hidden or self._refused or self._watch.why_not_answer(findings))

    def approve(self) -> None:
        if self._draft is not None and not self._not_yet(self._watch.why_not_approve()):
            self._take_keys()  # now: once it is approved, the keys may be wanted elsewhere
            self._deciding.approve(self._draft, self._on_approved)

    def _on_approved(self, draft_id: int, tell: Callable[[], None]) -> None:
        """Go on, unless somebody went elsewhere while it was approved."""
        in_front = self._draft is not None and self._draft.id == draft_id
        following = self._list.following
        tell()
        if in_front and following is not None:
            self._list.go_to(following)

    def send_back(self, reason: str) -> None:
        self._refuse(self._deciding.send_back, reason)

    def reject(self, reason: str) -> None:
        self._refuse(self._deciding.reject, reason)

    def _refuse(self, decide: Callable[[DraftView, str], bool], reason: str) -> None:
        """Decide and go to what followed before the decision."""
        draft, following = self._draft, self._list.following
        if draft is None or self._not_yet(self._watch.why_not_refuse()) or not decide(draft, reason):
            return
        self._take_keys()
        if following is not None:
            self._list.go_to(following)

    def reverse(self, reason: str) -> None:
        if self._draft is not None and self._deciding.reverse(self._draft, reason):
            self._bar.begin()
            self._list.setFocus()

    # Writing, history, taking in

    def _on_saved(self, draft_id: int, version: int) -> None:
        self._checker.retry(draft_id)
        self.context.drafts_changed.emit()
        self.open_draft(draft_id)
        if version > 1:
            self.show_history()

    def _on_taken(self, draft_ids: list[int]) -> None:
        self._top.choose(Show.PENDING)
        self._listing.head.clear_filters()
        self._top.clear_search()
        self.context.drafts_changed.emit()
        first = self._list.first_of(draft_ids)
        if first is not None:
            self.open_draft(first)

    def _on_checked(self, draft_id: int) -> None:
        self._list.read_again(draft_id)
        if self._draft is not None and self._draft.id == draft_id:
            self._show(draft_id)

    def _on_progress(self, draft_id: int, done: int, total: int) -> None:
        if self._draft is not None and self._draft.id == draft_id:
            self._findings.show_progress(done, total)

    def retranslate(self) -> None:
        super().retranslate()
        self.refresh()

    def restyle(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Say and draw everything again."""
        self._list.refresh()
        self._post.refresh()
        self._findings.show_refused(self._refused)
        self._findings.refresh()
        self._show_obstacles()
        if self._draft is None:
            self._show_nothing()
