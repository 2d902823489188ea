"""The left part of the page: the drafts, one under another, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.services.base.desk import Desk
from app.services.posts import queue
from app.services.posts.bulk import MOST
from app.ui.images.pictures import Pictures
from app.ui.post_list.model import QueueModel
from app.ui.post_list.row_delegate import BOX_ROOM, RowDelegate
from app.ui.post_list.row_words import accessible
from app.ui.theme import px
from app.ui.widgets.row_list import RowList


class DraftList(RowList):
    """`reached` gives the draft that became the current one, `ticks_changed` that others are ticked.

    Ctrl and a click or Space tick a draft, Shift with a click or an arrow those up to it, Ctrl+A all.
    """

    reached = Signal(int)
    ticks_changed = Signal()

    def __init__(self, desk: Desk, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__("queue.list", parent)
        self._member: int | None = None
        self._ticked: set[int] = set()
        self._anchor = 0  # the place from which Shift ticks
        self._drafts = QueueModel(lambda ids: queue.rows(desk, ids, self._member), accessible, self)
        self.setModel(self._drafts)
        self.setItemDelegate(RowDelegate(pictures, self))
        pictures.arrived.connect(lambda sha256: self.viewport().update())

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
        self._ticked &= set(ids)  # what is not in sight is not chosen
        self._drafts.show_ticks(self._ticked)
        self._drafts.show(ids)
        if self.count:
            kept = self._drafts.place(keep) if keep is not None else None
            self._go(kept if kept is not None else min(before, self.count - 1))

    @property
    def ticked(self) -> tuple[int, ...]:
        """The drafts that are ticked and in the list, in its order."""
        listed = (self._drafts.draft_id(place) for place in range(self.count if self._ticked else 0))
        return tuple(id_ for id_ in listed if id_ in self._ticked)

    def clear_ticks(self) -> None:
        self._tick(set())

    def untick(self, draft_ids: Collection[int]) -> None:
        """Take the ticks off these drafts."""
        self._tick(self._ticked - set(draft_ids))

    def tick_all(self) -> None:
        """Tick the drafts of the list, of a long one the first `MOST`."""
        self._tick({self._drafts.draft_id(place) for place in range(min(self.count, MOST))})

    def tick_current(self) -> None:
        """Tick the current draft, or take its tick off."""
        if self.place >= 0:
            self._anchor = self.place
            self._tick(self._ticked ^ {self.draft_id})

    def _tick(self, wanted: set[int]) -> None:
        if wanted != self._ticked:
            self._ticked = wanted
            self._drafts.show_ticks(wanted)
            self.doItemsLayout()
            self.ticks_changed.emit()

    def _tick_to(self, place: int) -> None:
        """Tick everything between the anchor and a place, both included."""
        first, last = sorted((self._anchor, place))
        self._tick(self._ticked | {self._drafts.draft_id(one) for one in range(first, last + 1)})

    def show_member(self, member: int | None) -> None:
        """Who looks at the list: the rows say what they have approved. Read with the drafts shown next."""
        self._member = member

    def show_elsewhere(self, who: dict[int, str]) -> None:
        """Say of these drafts who has them open at other desks."""
        self._drafts.show_elsewhere(who)

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

    def mark(self, draft_id: int | None) -> None:
        """Have the mark on a draft that is shown already, and tell nobody."""
        place = self._drafts.place(draft_id) if draft_id is not None else None
        if place is not None:
            self.blockSignals(True)
            self.setCurrentIndex(self._drafts.index(place))
            self.blockSignals(False)

    def read_again(self, draft_id: int) -> None:
        """Show one draft's row as it is now."""
        self._drafts.refresh(draft_id)

    def _reach(self, place: int) -> None:
        self.reached.emit(self._drafts.draft_id(place))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.indexAt(event.position().toPoint()).row()
        held = event.modifiers()
        on_box = bool(self._ticked) and event.position().x() < px(BOX_ROOM)
        if place >= 0 and held & Qt.KeyboardModifier.ShiftModifier:
            if not self._ticked:
                self._anchor = max(0, self.place)
            self._tick_to(place)
        elif place >= 0 and (on_box or held & Qt.KeyboardModifier.ControlModifier):
            self._anchor = place
            self._tick(self._ticked ^ {self._drafts.draft_id(place)})
        else:
            self.clear_ticks()
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._ticked:
            self.clear_ticks()
        elif step is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.count:
            if not self._ticked:
                self._anchor = self.place
            self.step(step)
            self._tick_to(self.place)
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """A screen reader selects a row without making it the current one; then it is shown all the same."""
        super().selectionChanged(selected, deselected)
        chosen = selected.indexes()
        if chosen and chosen[0] != self.currentIndex():
            self.setCurrentIndex(chosen[0])
