"""The page of what citizens wrote: the list, one of them with its answer, and what was found in that."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services.base.enums import CheckState, ResponseState, State
from app.services.posts import approval, queue
from app.services.posts.views import DraftView, Obstacle
from app.services.responses import drafting, listing, register, saved_replies
from app.services.responses.listing import ShowResponses, WantedResponses
from app.services.responses.views import ResponseView
from app.ui import theme
from app.ui.context import Context
from app.ui.findings.groups import arranged
from app.ui.findings.panel import FindingsPanel
from app.ui.images.pictures import Pictures
from app.ui.page import Page
from app.ui.post_view.open_elsewhere import OpenElsewhereLine
from app.ui.responses.actions import Actions
from app.ui.responses.bar import ResponseBar
from app.ui.responses.citizen_card import CitizenCard
from app.ui.responses.deciding import ReplyDeciding
from app.ui.responses.elsewhere import ResponseElsewhere
from app.ui.responses.keys import add_commands
from app.ui.responses.list_view import ResponseList
from app.ui.responses.panes import Panes
from app.ui.responses.reply_card import ReplyCard
from app.ui.responses.reply_watch import ReplyWatch
from app.ui.responses.side import FactsCard, StepsCard
from app.ui.responses.top import ResponsesTop
from app.ui.responses.verbs import ResponseVerbs
from app.ui.tab_order import has_keys
from app.ui.translation import tr
from app.ui.widgets import EmptyState
from app.ui.wording import clause_title


class ResponsesPage(Page):
    """What citizens wrote, the answer being written, and what the checks notice in it."""

    name = "responses"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._desk = context.desk
        self._one: ResponseView | None = None
        self._draft: DraftView | None = None
        self._pictures = Pictures(self._desk, self)
        self._actions = Actions(context, self)
        self._verbs = ResponseVerbs(context, self._actions, self)
        self._build()
        self._watch = ReplyWatch(context.clock, self._panes.middle, self._reply.text, self._findings, self)
        self._deciding = ReplyDeciding(
            context,
            self._actions,
            self._verbs,
            self._reply,
            self._findings,
            self._bar,
            self._watch,
            self._list,
        )
        self._elsewhere = ResponseElsewhere(context, self, self._open_elsewhere)
        self._connect()
        add_commands(self, self._verbs, self._deciding, self._reply, self._list, self._top, self._findings)
        self.setAcceptDrops(True)

    # Building

    def _build(self) -> None:
        verbs = self._verbs
        self._top = ResponsesTop(
            [
                ("responses_page.key.add", "N", verbs.add),
                ("responses_page.key.paste", "Ctrl+V", verbs.paste),
                ("responses_page.key.file", "Ctrl+O", verbs.choose_file),
            ]
        )
        self._list = ResponseList()
        self._citizen = CitizenCard(self._pictures)
        self._reply = ReplyCard(self._desk)
        self._steps = StepsCard()
        self._facts = FactsCard()
        self._findings = FindingsPanel(clause_title, self._pictures)
        self._bar = ResponseBar()
        self._empty = EmptyState("responses")
        self._open_elsewhere = OpenElsewhereLine()
        cards = (self._open_elsewhere, self._citizen, self._reply, self._steps)
        self._panes = Panes(self._list, cards, self._facts, self._findings)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._panes)
        self._whole.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top)
        whole.addWidget(self._whole, 1)
        whole.addWidget(self._bar)

    def _connect(self) -> None:
        verbs, bar = self._verbs, self._bar
        self._top.changed.connect(self.reload)
        self._top.left.connect(self._take_keys)
        self._list.reached.connect(self._show)
        self._actions.changed.connect(self.reload)
        self._actions.checked.connect(self._on_checked)
        self._verbs.added.connect(self._on_added)
        self._citizen.image_wanted.connect(lambda: verbs.see_snapshot(self._one))
        self._facts.owner_wanted.connect(self.choose_owner)
        self._facts.tracking_wanted.connect(lambda: verbs.track(self._one))
        self._reply.kept.connect(self._keep)
        self._reply.save_wanted.connect(verbs.save_reply)
        self._reply.withdraw_wanted.connect(verbs.withdraw_reply)
        self._reply.writing_changed.connect(self._show_bar)
        self._reply.left.connect(self._leave_field)
        self._findings.clause_wanted.connect(self.context.open_clause)
        self._findings.exception_wanted.connect(self.open_in_queue)
        self._findings.left.connect(self._take_keys)
        self._watch.changed.connect(self._show_bar)
        for signal, run in (
            (bar.refer, self.refer),
            (bar.refer_letter, lambda: self._verbs.refer_by_letter(self._one)),
            (bar.close_it, self.close_it),
            (bar.elsewhere, self.answered),
            (bar.record, self.answered),
            (bar.send_back, self._deciding.send_back),
            (bar.approve, self._deciding.approve),
            (bar.write, self.write),
            (bar.keep, self._reply.keep),
            (bar.copy, self.copy),
            (bar.reopen, self.reopen),
            (bar.consent, self.choose_consent),
            (bar.make_post, self.make_post),
        ):
            signal.connect(run)
        self.context.drafts_changed.connect(self._on_drafts_changed)
        self.context.office_changed.connect(self._on_drafts_changed)
        self.context.member_changed.connect(self._on_member)
        self.context.response_wanted.connect(self.open_response)

    @property
    def one(self) -> ResponseView | None:
        """The response on screen."""
        return self._one

    # What is on screen

    def arrive(self) -> None:
        self.reload()
        self._take_keys()

    def _take_keys(self) -> None:
        (self._list if self._list.count else self._empty).setFocus()

    def _wanted(self) -> WantedResponses:
        member = self.context.member
        return WantedResponses(self._top.show_, self._top.search, member.id if member is not None else None)

    def reload(self) -> None:
        """Read the list anew; the response on screen stays, or its successor takes its place."""
        wanted = self._wanted()
        self._top.show_counts(listing.counts(self._desk, wanted))
        rows = listing.responses(self._desk, wanted)
        current = self._one.id if self._one is not None else None
        self._list.show_responses(rows, current)
        if not rows:
            self._show_nothing()

    def _on_drafts_changed(self) -> None:
        if self.isVisible():
            self.reload()

    def _show_nothing(self) -> None:
        self._one = self._draft = None
        self._elsewhere.show_response(None)
        self._watch.show_draft(None)
        self._deciding.show_draft(None)
        searched = bool(self._top.search)
        key = "responses_page.empty.search" if searched else "responses_page.empty.filter"
        if not searched and not listing.counts(self._desk, WantedResponses())[ShowResponses.ALL]:
            key = "responses_page.empty.register"
        self._empty.set_text(tr(key), tr(f"{key}_hint"))
        had_keys = has_keys(self._list)
        self._whole.setCurrentWidget(self._empty)
        self._show_bar()
        if had_keys:
            self._take_keys()

    def _show(self, one: ResponseView) -> None:
        self._one = one
        self._elsewhere.show_response(one)
        had_keys = has_keys(self._empty)
        self._whole.setCurrentWidget(self._panes)
        if had_keys:
            self._list.setFocus()
        waits = one.state in (ResponseState.OPEN, ResponseState.REFERRED)
        draft = None
        if one.reply_draft is not None and waits:
            draft = arranged(queue.draft(self._desk, one.reply_draft), frozenset())
        before, self._draft = self._draft, draft
        self._watch.show_draft(draft)
        self._deciding.show_draft(draft)
        self._citizen.show_response(one)
        self._facts.show_response(one)
        self._reply.show_response(one, draft, saved_replies.saved_replies(self._desk))
        self._steps.show_steps(register.steps(self._desk, one.id))
        checked = draft is not None and draft.state in (State.PENDING, State.RETURNED)
        self._findings.setVisible(checked)
        self._panes.leave_findings_out(out=not checked)
        if draft is not None:
            if draft != before:
                self._deciding.show_findings(draft)
            if checked and draft.checks.state in (CheckState.WAITING, CheckState.STALE):
                self._actions.check(draft.id, opened=before is None or before.id != draft.id)
        self._show_bar()

    def _show_bar(self) -> None:
        obstacles: Sequence[Obstacle] = ()
        member = self.context.member
        if self._draft is not None and self._draft.state is State.PENDING:
            obstacles = approval.obstacles(self._desk, self._draft.id, member.id if member is not None else 0)
        self._bar.show_response(
            self._one,
            self._draft,
            obstacles,
            writing=self._reply.writing and self._one is not None,
            decides=member is not None and member.decides,
        )

    def open_response(self, id_: int) -> None:
        """Show a response, in another list if the present one leaves it out."""
        if not self._list.go_to(id_):
            self._top.choose(ShowResponses.ALL)
            self.reload()
            self._list.go_to(id_)

    def _on_added(self, ids: list[int]) -> None:
        self._top.choose(ShowResponses.WAITING)
        self.reload()
        if ids:
            self._list.go_to(ids[0])
        self._take_keys()

    def _on_checked(self, draft_id: int) -> None:
        if self._draft is not None and self._draft.id == draft_id:
            self.reload()

    def _on_member(self) -> None:
        self._watch.forget()
        self._findings.show_refused(self._deciding.refused())
        if self.isVisible():
            self.reload()

    # The answer

    def write(self) -> None:
        """Open the field, unless the answer is out of hand."""
        if self._one is not None and self._bar.offers("write"):
            self._reply.write()

    def _keep(self, text: str) -> None:
        """Keep the words as a draft, or as its next version."""
        one, draft = self._one, self._draft
        if one is None:
            return
        if draft is not None and draft.state in (State.PENDING, State.RETURNED):
            if text == draft.version.text:
                done = True
            else:
                revise = partial(drafting.revise_reply, self._desk, draft.id, text, seen=draft.version.digest)
                done = self._actions.do(lambda by: revise(by=by))
        else:
            done = self._actions.do(lambda by: drafting.draft_reply(self._desk, one.id, text, by))
        if done:
            self._reply.stop()
            self.reload()
            self._list.setFocus()

    def _leave_field(self) -> None:
        self._reply.give_up()
        self._list.setFocus()

    def scroll_on(self) -> None:
        """A screenful on: the words and the answer first, then what was found in it; then back to the top."""
        for area in (self._panes.middle, self._findings.area):
            bar = area.verticalScrollBar()
            if bar.value() < bar.maximum():
                bar.setValue(bar.value() + max(1, area.viewport().height() - theme.px(48)))
                return
        for area in (self._panes.middle, self._findings.area):
            area.verticalScrollBar().setValue(0)

    def copy(self) -> None:
        if self._bar.offers("copy"):
            self._verbs.copy(self._reply.words)

    def answered(self) -> None:
        """Record that the citizen was answered: where the approved draft stands now, or with what words."""
        if self._one is None or not (self._bar.offers("record") or self._bar.offers("elsewhere")):
            return
        approved = self._draft if self._draft is not None and self._draft.state is State.APPROVED else None
        self._verbs.answered(self._one, approved)

    def open_in_queue(self) -> None:
        """What is done to a draft beside deciding on it, such as an exception, is done on the queue page."""
        if self._draft is not None:
            self.context.open_draft(self._draft.id)

    # The response

    def refer(self) -> None:
        if self._bar.offers("refer"):
            self._verbs.refer(self._one)

    def close_it(self) -> None:
        if self._bar.offers("close"):
            self._verbs.close_it(self._one)

    def reopen(self) -> None:
        if self._bar.offers("reopen"):
            self._verbs.reopen(self._one)

    def make_post(self) -> None:
        if self._bar.offers("make_post"):
            self._verbs.make_post(self._one)

    def choose_kind(self) -> None:
        self._verbs.choose_kind(self._one, self._facts)

    def choose_owner(self) -> None:
        self._verbs.choose_owner(self._one, self._facts)

    def choose_consent(self) -> None:
        self._verbs.choose_consent(self._one, self._facts)

    def uncover(self) -> None:
        if self._one is not None and self._one.personal:
            self._citizen.uncover()

    # Qt

    def dragEnterEvent(self, event: object) -> None:
        self._verbs.drag(event)

    def dropEvent(self, event: object) -> None:
        self._verbs.drop(event)

    def retranslate(self) -> None:
        super().retranslate()
        self._list.refresh()
        self._open_elsewhere.refresh()
        self._draft = None
        if self.isVisible():
            self.reload()

    def restyle(self) -> None:
        self.retranslate()
