"""The left part of the page: the drafts, one under another, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from app.services.base.desk import Desk
from app.services.posts import queue
from app.ui.images.pictures import Pictures
from app.ui.post_list.model import AnyIndex, QueueModel
from app.ui.post_list.row_delegate import RowDelegate
from app.ui.post_list.row_words import accessible
from app.ui.translation import tr


class DraftList(QListView):
    """`reached` gives the draft that became the current one."""

    reached = Signal(int)

    def __init__(self, desk: Desk, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._member: int | None = None
        self._drafts = QueueModel(lambda ids: queue.rows(desk, ids, self._member), accessible, self)
        self.setModel(self._drafts)
        self.setItemDelegate(RowDelegate(pictures, self))
        self.setUniformItemSizes(True)  # without it Qt measures every row of a long list
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        pictures.arrived.connect(lambda sha256: self.viewport().update())
        self.refresh()

    @property
    def place(self) -> int:
        """Where the current draft stands, from 0; -1 for none."""
        return self.currentIndex().row()

    @property
    def count(self) -> int:
        return self._drafts.rowCount()

    @property
    def draft_id(self) -> int:
        """The current draft. There must be one."""
        return self._drafts.draft_id(self.place)

    @property
    def following(self) -> int | None:
        """The draft after the current one; None at the end."""
        return self._drafts.draft_id(self.place + 1) if self.place + 1 < self.count else None

    def show_drafts(self, ids: Sequence[int], keep: int | None) -> None:
        """List these drafts. The draft `keep` stays the current one, or what took its place becomes it."""
        before = max(0, self.place)
        self._drafts.show(ids)
        if self.count:
            kept = self._drafts.place(keep) if keep is not None else None
            self._go(kept if kept is not None else min(before, self.count - 1))

    def show_member(self, member: int | None) -> None:
        """Who looks at the list: the rows say what they have approved. Read with the drafts shown next."""
        self._member = member

    def holds(self, draft_id: int) -> bool:
        return self._drafts.place(draft_id) is not None

    def first_of(self, draft_ids: Collection[int]) -> int | None:
        """Which of these drafts stands first in the list; None if none does."""
        wanted = set(draft_ids)
        return next(
            (id_ for place in range(self.count) if (id_ := self._drafts.draft_id(place)) in wanted), None
        )

    def go_to(self, draft_id: int) -> None:
        """Make a draft the current one, if it is in the list."""
        place = self._drafts.place(draft_id)
        if place is not None:
            self._go(place)

    def step(self, by: int) -> None:
        """So many drafts on, or back; the ends hold."""
        if 0 <= self.place + by < self.count:
            self._go(self.place + by)

    def read_again(self, draft_id: int) -> None:
        """Show one draft's row as it is now."""
        self._drafts.refresh(draft_id)

    def refresh(self) -> None:
        """Say and draw every row again."""
        self.setAccessibleName(tr("queue.list"))
        self.doItemsLayout()
        self.viewport().update()

    def _go(self, place: int) -> None:
        index = self._drafts.index(place)
        if index == self.currentIndex():
            self.reached.emit(self._drafts.draft_id(place))
        else:
            self.setCurrentIndex(index)
        self.scrollTo(index)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """A screen reader selects a row without making it the current one; then it is shown all the same."""
        super().selectionChanged(selected, deselected)
        chosen = selected.indexes()
        if chosen and chosen[0] != self.currentIndex():
            self.setCurrentIndex(chosen[0])

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.reached.emit(self._drafts.draft_id(current.row()))
