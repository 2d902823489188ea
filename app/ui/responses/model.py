"""The list's model: the responses of one look at the register."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.services.responses.views import ResponseView
from app.ui.responses import words

ONE = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex


class ResponseModel(QAbstractListModel):
    """Shows responses in the order given."""

    _rows: Sequence[ResponseView] = ()

    def show(self, rows: Sequence[ResponseView]) -> None:
        """Show these; where they are the same ones in the same places, only their words are drawn anew."""
        if [one.id for one in rows] == [one.id for one in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def place(self, id_: int | None) -> int | None:
        """Where a response stands, None if it is not shown."""
        return next((place for place, one in enumerate(self._rows) if one.id == id_), None)

    def response(self, place: int) -> ResponseView:
        return self._rows[place]

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == ONE:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words.accessible(one)
        return None
