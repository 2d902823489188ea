"""A field whose entries drop down below it: each of them seen whole, and none chosen by the wheel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.theme import px

_BESIDE = 40  # drawn px beside an entry's words: padding on both sides, and the scroll bar


class DropDown(QComboBox):
    """Qt's own, with a list as wide as its words even where the field is not. The wheel scrolls the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def showPopup(self) -> None:
        view = self.view()
        wide = view.sizeHintForColumn(0) + px(_BESIDE)
        view.setMinimumWidth(min(wide, self.screen().availableSize().width()))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
