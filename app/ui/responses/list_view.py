"""The left part of the page: the responses, the soonest due first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from app.services.responses.views import ResponseView
from app.ui.responses.model import AnyIndex, ResponseModel
from app.ui.responses.row_delegate import ResponseDelegate
from app.ui.translation import tr


class ResponseList(QListView):
    """`reached` gives the response that became the current one."""

    reached = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._responses = ResponseModel(self)
        self.setModel(self._responses)
        self.setItemDelegate(ResponseDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.refresh()

    @property
    def place(self) -> int:
        """Where the current one stands, from 0; -1 for none."""
        return self.currentIndex().row()

    @property
    def count(self) -> int:
        return self._responses.rowCount()

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

    def step(self, by: int) -> None:
        """So many on, or back; the ends hold."""
        if 0 <= self.place + by < self.count:
            self._go(self.place + by)

    def refresh(self) -> None:
        """Say and draw every row again."""
        self.setAccessibleName(tr("responses_page.list"))
        self.doItemsLayout()
        self.viewport().update()

    def _go(self, place: int) -> None:
        index = self._responses.index(place)
        if index == self.currentIndex():
            self.reached.emit(self._responses.response(place))
        else:
            self.setCurrentIndex(index)
        self.scrollTo(index)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.reached.emit(self._responses.response(current.row()))
