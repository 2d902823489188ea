"""The left part of the page: the responses, the soonest due first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListView, QWidget

from app.services.responses.views import ResponseView
from app.ui.responses.model import ResponseModel
from app.ui.responses.row_delegate import ResponseDelegate
from app.ui.widgets.row_list import RowList


class ResponseList(RowList):
    """`reached` gives the response that became the current one."""

    reached = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("responses_page.list", parent)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # a row's height depends on how wide the list is
        self._responses = ResponseModel(self)
        self.setModel(self._responses)
        self.setItemDelegate(ResponseDelegate(self))

    def show_responses(self, rows: Sequence[ResponseView], keep: int | None) -> None:
        """List these. The response `keep` stays the current one, or what took its place becomes it."""
        before = max(0, self.place)
        self._responses.show(rows)
        if rows:
            kept = self._responses.place(keep)
            self._go(kept if kept is not None else min(before, len(rows) - 1))

    def go_to(self, id_: int) -> bool:
        """Make a response the current one; whether it is in the list."""
        place = self._responses.place(id_)
        if place is not None:
            self._go(place)
        return place is not None

    def _reach(self, place: int) -> None:
        self.reached.emit(self._responses.response(place))
