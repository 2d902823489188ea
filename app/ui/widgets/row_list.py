"""A long list of painted rows beside what they stand for: one is the current one, keys and code move it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from app.ui.translation import tr

AnyIndex = QModelIndex | QPersistentModelIndex


class RowList(QListView):
    """The page's own list gives it model and delegate, and says in `_reach` which row became the current one.

    `name_key` names the list for screen readers.
    """

    def __init__(self, name_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name_key = name_key
        self.setUniformItemSizes(True)  # without it Qt measures every row of a long list
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.refresh()

    @property
    def place(self) -> int:
        """Where the current row stands, from 0; -1 for none."""
        return self.currentIndex().row()

    @property
    def count(self) -> int:
        model = self.model()
        return 0 if model is None else model.rowCount()

    def step(self, by: int) -> None:
        """So many rows on, or back; the ends hold."""
        if 0 <= self.place + by < self.count:
            self._go(self.place + by)

    def refresh(self) -> None:
        """Say and draw every row again."""
        self.setAccessibleName(tr(self._name_key))
        self.doItemsLayout()
        self.viewport().update()

    def _go(self, place: int) -> None:
        """Make a row the current one, and say so also where it is that already."""
        index = self.model().index(place, 0)
        if index == self.currentIndex():
            self._reach(place)
        else:
            self.setCurrentIndex(index)
        self.scrollTo(index)

    def _reach(self, place: int) -> None:
        raise NotImplementedError

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self._reach(current.row())
