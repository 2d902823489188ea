"""The left part of the queue page: the list under its head, in an order that stands still while one works."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Refusal
from app.services.base import desk_settings
from app.services.base.enums import AccountKind, Order, Show
from app.services.office import accounts
from app.services.posts import listing
from app.services.posts.listing import MOST_OVER, Wanted
from app.ui import messages
from app.ui.context import Context
from app.ui.images.pictures import Pictures
from app.ui.page import Translatable
from app.ui.post_list.head import ListHead
from app.ui.post_list.view import DraftList
from app.ui.theme import px
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Label

_ORDER = "queue_order"


class Listing(Translatable):
    """`changed` when order or filters did. What is read stands in order when it is read `fresh`.

    Otherwise nothing jumps: a draft keeps its place, one that comes back finds it again, and new ones stand
    at the end until a person wants them in their places.
    """

    changed = Signal()

    def __init__(self, context: Context, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        kept = desk_settings.get(context.desk, _ORDER, Order.DUE)
        self.head = ListHead(Order(kept) if kept in list(Order) else Order.DUE)
        self.list = DraftList(context.desk, pictures)
        self._known: list[int] = []  # in order, with those that have left the list since
        self._held: int | None = None
        self._staying: int | None = None
        self._in_order = 0  # so many of them were put in order, the rest came in later
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        self._more = Label(look="tiny", wrap=True)
        self._more.setContentsMargins(px(16), px(6), px(16), px(6))
        self._more.hide()
        column.addWidget(self._more)
        self.setFocusProxy(self.list)
        self.head.changed.connect(self.changed)
        self.head.fresh_wanted.connect(self.changed)
        self.head.kept.connect(self._keep_order)
        self.retranslate()

    def wanted(self, show: Show, search: str) -> Wanted:
        """The list as it is asked for now."""
        member = self._context.member
        head = self.head
        return Wanted(show, search, head.order, head.kind, head.account, member.id if member else None)

    def hold(self, draft_id: int) -> None:
        """Have this draft in the lists it belongs to, though it be older than what they show."""
        self._held = draft_id

    def lead(self, show: Callable[[int], None], shown: Callable[[], int | None]) -> None:
        """Have `show` called with the draft one comes to. Where that cannot be read, nobody has left.

        `shown` tells which draft is on screen then: what is marked in the list is never another one.
        """

        def come_to(draft_id: int) -> None:
            try:
                show(draft_id)
            except Refusal as refusal:
                messages.say(refusal_text(refusal), "error")
                self.list.mark(shown())

        self.list.reached.connect(come_to)

    def stay(self) -> None:
        """Keep the current draft in the list wherever it belongs now: a colleague moved it, or was first.

        Whoever has it on screen reads what became of it, and loses nothing of what they are typing.
        """
        self._staying = self.list.draft_id if self.list.place >= 0 else None

    def go_on(self, draft_id: int) -> bool:
        """This draft is shown now; whether another one stayed that does not belong here any more."""
        stayed, self._staying = self._staying, self._staying if self._staying == draft_id else None
        return stayed is not None and self._staying is None

    def read(self, wanted: Wanted, current: int | None, total: int, *, fresh: bool) -> bool:
        """Show the list; the draft `current` stays in front, or what took its place. False for no draft.

        `total`: how many drafts the list has. Of those that are over only the newest are shown.
        """
        desk, member = self._context.desk, self._context.member
        self.head.show_accounts(accounts.accounts(desk, kind=AccountKind.OFFICIAL))
        found = listing.ids(desk, wanted, MOST_OVER)
        self._more.setVisible(len(found) < total or (bool(wanted.search) and total >= MOST_OVER))
        held = self._held
        if held is not None and held not in found and listing.shows(desk, wanted, held):
            found.append(held)
        if self._staying is not None and self._staying == current and current not in found:
            found.append(current)
        shown = self._put_in_order(found) if fresh or not self.list.count else self._kept_in_place(found)
        self.list.show_member(member.id if member else None)
        self.list.show_drafts(shown, current)
        late = set(self._known[self._in_order :])
        self.head.show_news(sum(id_ in late for id_ in shown) if late else 0)
        return bool(shown)

    def retranslate(self) -> None:
        super().retranslate()
        self._more.setText(tr("queue.more", n=MOST_OVER))

    def show_place(self) -> None:
        """Say in the head where the current draft stands."""
        self.head.show_position(self.list.place + 1, self.list.count)

    def _put_in_order(self, found: Sequence[int]) -> list[int]:
        self._known = list(found)
        self._in_order = len(self._known)
        return list(found)

    def _kept_in_place(self, found: Sequence[int]) -> list[int]:
        known, now = set(self._known), set(found)
        self._known += [id_ for id_ in found if id_ not in known]
        return [id_ for id_ in self._known if id_ in now]

    def _keep_order(self, on: bool) -> None:
        desk_settings.set_(self._context.desk, _ORDER, self.head.order if on else Order.DUE)
