"""The draft on screen and colleagues at other desks: they are told of it, and theirs are named here.

What a colleague decides on the draft on screen does not take it away: it stays until one goes on.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer

from app.services.posts.presence import OpenElsewhere
from app.services.posts.views import DraftView
from app.ui.context import Context
from app.ui.page import Page
from app.ui.post_view.open_elsewhere import named
from app.ui.post_view.post import PostView
from app.ui.queue.listing import Listing


class Elsewhere(QObject):
    """Follows what `page` shows; while the page is not in front, nothing is open here."""

    def __init__(self, context: Context, page: Page, listing: Listing, post: PostView) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._listing = listing
        self._post = post
        self._draft: int | None = None
        context.moved_elsewhere.connect(self._on_moved)
        context.open_elsewhere_changed.connect(self._show)
        page.installEventFilter(self)

    def show_draft(self, draft: DraftView | None) -> None:
        """This draft is on screen now, None for none."""
        self._draft = draft.id if draft is not None else None
        self._tell(self._page.isVisible())
        self._show()
        if self._draft is not None and self._listing.go_on(self._draft):
            QTimer.singleShot(0, self, self._context.drafts_changed.emit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() is QEvent.Type.Show
        # The page that takes its place is shown first, and may have said by now what is open there.
        left = event.type() is QEvent.Type.Hide and self._context.looking_at_response is None
        if (shown or left) and not event.spontaneous():
            self._tell(shown)
        return False

    def _on_moved(self, draft_ids: frozenset[int]) -> None:
        if self._draft in draft_ids:
            self._listing.stay()

    def _tell(self, shown: bool) -> None:
        self._context.look_at(self._draft if shown else None)

    def _show(self) -> None:
        found = self._context.open_elsewhere
        who: dict[int, list[OpenElsewhere]] = {}
        for one in found:
            who.setdefault(one.draft, []).append(one)
        self._listing.list.show_elsewhere({id_: ", ".join(map(named, those)) for id_, those in who.items()})
        self._post.show_open_elsewhere(who.get(self._draft or 0, ()))
