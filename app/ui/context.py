"""What every page is given: the desk, who sits at it, and how pages reach one another."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Signal

from app.services.base.desk import Desk
from app.services.base.members import MemberView
from app.services.posts.presence import OpenElsewhere
from app.services.posts.views import PostForm
from app.ui.clipboard import SecretClipboard


class Context(QObject):
    """Shared by all pages of one window.

    Emit `drafts_changed` after any change to a draft and `office_changed` after one to the office, its
    members or accounts; whoever shows them reads again. A page is built when it is first wanted, so
    `page_wanted` comes before what is asked of the page. `moved_elsewhere` has the ids of drafts about which
    another desk recorded something, and comes before `drafts_changed`.
    """

    member_changed = Signal()
    drafts_changed = Signal()
    office_changed = Signal()
    draft_wanted = Signal(int)
    clause_wanted = Signal(str)
    page_wanted = Signal(str)
    sign_in_wanted = Signal(object)
    account_wanted = Signal(int, str)
    compose_wanted = Signal(object)
    publication_wanted = Signal(int)
    quarter_wanted = Signal(str)
    response_wanted = Signal(int)
    anchor_wanted = Signal()
    restart_wanted = Signal()  # the data folder is another at the next start
    looking_changed = Signal()
    moved_elsewhere = Signal(object)
    open_elsewhere_changed = Signal()
    archive_view_wanted = Signal(str)
    letter_about_wanted = Signal(int)
    awareness_wanted = Signal()
    rules_wanted = Signal(str)

    def __init__(
        self, desk: Desk, parent: QObject | None = None, *, clock: Callable[[], float] = monotonic
    ) -> None:
        """`clock` gives seconds that only grow: how long something has been on screen is measured by it."""
        super().__init__(parent)
        self.desk = desk
        self.clock = clock
        self.clipboard = SecretClipboard(self)
        self._member: MemberView | None = None
        self._looking_at: int | None = None
        self._looking_at_response: int | None = None
        self._open_elsewhere: tuple[OpenElsewhere, ...] = ()

    @property
    def looking_at(self) -> int | None:
        """The draft that is open in this window, None for none."""
        return self._looking_at

    @property
    def looking_at_response(self) -> int | None:
        """The response that is open in this window, None for none."""
        return self._looking_at_response

    def look_at(self, draft_id: int | None, response_id: int | None = None) -> None:
        """Another draft or response is open in this window, or none any more."""
        if (draft_id, response_id) != (self._looking_at, self._looking_at_response):
            self._looking_at, self._looking_at_response = draft_id, response_id
            self.looking_changed.emit()

    @property
    def open_elsewhere(self) -> tuple[OpenElsewhere, ...]:
        """What colleagues have open at other desks of the office."""
        return self._open_elsewhere

    def show_open_elsewhere(self, found: tuple[OpenElsewhere, ...]) -> None:
        """This is what colleagues have open now."""
        if found != self._open_elsewhere:
            self._open_elsewhere = found
            self.open_elsewhere_changed.emit()

    @property
    def member(self) -> MemberView | None:
        """Who is at the desk, or None while nobody was chosen."""
        return self._member

    def set_member(self, member: MemberView | None) -> None:
        if member != self._member:
            self._member = member
            self.member_changed.emit()

    def open_draft(self, draft_id: int) -> None:
        """Show a draft on the queue page."""
        self.open_page("queue")
        self.draft_wanted.emit(draft_id)

    def open_response(self, response_id: int) -> None:
        """Show what a citizen wrote on the page of responses."""
        self.open_page("responses")
        self.response_wanted.emit(response_id)

    def open_clause(self, clause_id: str) -> None:
        """Show a clause in the guide."""
        self.open_page("guide")
        self.clause_wanted.emit(clause_id)

    def open_page(self, name: str) -> None:
        """Show a page by name: queue, accounts, archive, reports, rules, guide or settings."""
        self.page_wanted.emit(name)

    def compose(self, seed: PostForm | None = None) -> None:
        """Write a post on the queue page, begun with what `seed` holds."""
        self.open_page("queue")
        self.compose_wanted.emit(seed)

    def record_publication(self, draft_id: int) -> None:
        """Ask on the archive page where and when an approved post went out."""
        self.open_page("archive")
        self.publication_wanted.emit(draft_id)

    def open_anchor(self) -> None:
        """Show the record's anchor on the archive page."""
        self.open_page("archive")
        self.anchor_wanted.emit()

    def write_letter_about(self, past_post: int) -> None:
        """Begin a letter about a post of a page's download that nobody approved."""
        self.letter_about_wanted.emit(past_post)

    def open_archive_view(self, name: str) -> None:
        """Show one of the archive page's views."""
        self.open_page("archive")
        self.archive_view_wanted.emit(name)

    def open_rules(self, clause_id: str) -> None:
        """Show on the rules page the rules that cite a clause."""
        self.open_page("rules")
        self.rules_wanted.emit(clause_id)

    def open_awareness(self) -> None:
        """Show on the reports page who received the guideline."""
        self.open_page("reports")
        self.awareness_wanted.emit()

    def open_account(self, account_id: int, action: str = "") -> None:
        """Show an account on the accounts page, and begin what a `DueAction` names."""
        self.open_page("accounts")
        self.account_wanted.emit(account_id, action)

    def open_report(self, quarter: str) -> None:
        """Show the report of a quarter (`2026-Q4`) on the reports page."""
        self.open_page("reports")
        self.quarter_wanted.emit(quarter)

    def ask_sign_in(self, member: MemberView) -> None:
        """Lock the window and ask a member for their passphrase."""
        self.sign_in_wanted.emit(member)
