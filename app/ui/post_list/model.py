"""The list's model: every id, but only the rows somebody looks at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.services.posts.views import QueueRow
from app.ui.translation import tr

ROW = Qt.ItemDataRole.UserRole
ELSEWHERE = Qt.ItemDataRole.UserRole + 2  # the colleagues who have the draft open, at which desks
TICKING = Qt.ItemDataRole.UserRole + 1  # whether any draft of the list is ticked
_BLOCK = 40  # rows read at a time: more than a screenful
_BLOCKS_KEPT = 125

FetchRows = Callable[[Sequence[int]], Sequence[QueueRow]]
AnyIndex = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractListModel):
    """Shows drafts by id. `fetch` reads rows for some ids; `accessible` words a row for screen readers."""

    def __init__(
        self, fetch: FetchRows, accessible: Callable[[QueueRow], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._accessible = accessible
        self._ids: list[int] = []
        self._blocks: OrderedDict[int, dict[int, QueueRow]] = OrderedDict()
        self._ticked: Collection[int] = ()
        self._elsewhere: dict[int, str] = {}

    def show_elsewhere(self, who: dict[int, str]) -> None:
        """Say of these drafts who has them open elsewhere."""
        before, self._elsewhere = self._elsewhere, who
        for id_ in before.keys() | who.keys():
            place = self.place(id_) if before.get(id_) != who.get(id_) else None
            if place is not None:
                self.dataChanged.emit(self.index(place), self.index(place))

    def show_ticks(self, ticked: Collection[int]) -> None:
        """Show boxes, with a tick in those of these drafts; without any no boxes."""
        self._ticked = ticked
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def show(self, ids: Sequence[int]) -> None:
        """Show these drafts. A list of which one is gone is not built anew, so that it keeps its place."""
        if ids == self._ids:
            self._read_again()
        elif (gone := _one_gone(self._ids, ids)) is not None:
            self.beginRemoveRows(QModelIndex(), gone, gone)
            self._ids = list(ids)
            self._blocks.clear()
            self.endRemoveRows()
            self._read_again()
        else:
            self.beginResetModel()
            self._ids = list(ids)
            self._blocks.clear()
            self.endResetModel()

    def refresh(self, draft_id: int) -> None:
        """Read one draft's row again as it is now."""
        place = self.place(draft_id)
        if place is not None:
            self._blocks.pop(place // _BLOCK, None)
            self.dataChanged.emit(self.index(place), self.index(place))

    def _read_again(self) -> None:
        self._blocks.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def place(self, draft_id: int) -> int | None:
        """The draft's row number, or None if it is not shown."""
        try:
            return self._ids.index(draft_id)
        except ValueError:
            return None

    def draft_id(self, place: int) -> int:
        return self._ids[place]

    def row(self, place: int) -> QueueRow | None:
        """The row as it was last read; None if the draft is gone from the record meanwhile."""
        number = place // _BLOCK
        block = self._blocks.get(number)
        if block is None:
            wanted = self._ids[number * _BLOCK : (number + 1) * _BLOCK]
            block = {row.id: row for row in self._fetch(wanted)}
            self._blocks[number] = block
            if len(self._blocks) > _BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(number)
        return block.get(self._ids[place])

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == ROW:
            return self.row(index.row())
        if role == TICKING:
            return bool(self._ticked)
        if role == Qt.ItemDataRole.CheckStateRole and self._ticked:
            on = self._ids[index.row()] in self._ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == ELSEWHERE:
            return self._elsewhere.get(self._ids[index.row()], "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._elsewhere.get(self._ids[index.row()]) or None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            if row is None:
                return None
            who, text = self._elsewhere.get(row.id), self._accessible(row)
            return f"{text}. {tr('queue.open_elsewhere', who=who)}" if who else text
        return None


def _one_gone(before: Sequence[int], after: Sequence[int]) -> int | None:
    """The place of the one id that `after` lacks, if that is all the difference."""
    if len(before) != len(after) + 1:
        return None
    place = next((place for place, id_ in enumerate(after) if before[place] != id_), len(after))
    return place if before[place + 1 :] == after[place:] else None
