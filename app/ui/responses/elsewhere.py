"""The response on screen and colleagues at other desks: they are told of it, and those are named here.

Two who answer the same citizen at once would have one of them write for nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject

from app.services.responses.views import ResponseView
from app.ui.context import Context
from app.ui.page import Page
from app.ui.post_view.open_elsewhere import OpenElsewhereLine


class ResponseElsewhere(QObject):
    """Follows what `page` shows; while the page is not in front, nothing is open here."""

    def __init__(self, context: Context, page: Page, line: OpenElsewhereLine) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._line = line
        self._one: ResponseView | None = None
        context.open_elsewhere_changed.connect(self._name)
        page.installEventFilter(self)

    def show_response(self, one: ResponseView | None) -> None:
        """This response is on screen now, None for none."""
        self._one = one
        if self._page.isVisible():
            self._tell()
        self._name()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self._tell()
        # The page that takes its place is shown first, and has said by now what is open there.
        here = self._one is not None and self._context.looking_at_response == self._one.id
        if here and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self._context.look_at(None)
        return False

    def _tell(self) -> None:
        one = self._one
        self._context.look_at(
            one.reply_draft if one is not None else None, one.id if one is not None else None
        )

    def _name(self) -> None:
        one = self._one
        found = self._context.open_elsewhere if one is not None else ()
        self._line.show_who(tuple(who for who in found if one is not None and who.response == one.id))
