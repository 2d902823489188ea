"""A white card on the page: a frame with a column in it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.theme import px


class Card(QFrame):
    """Put content into `body`. `selected` draws the strong frame of a selected card."""

    def __init__(self, parent: QWidget | None = None, *, padding: int = 16, spacing: int = 8) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(padding), px(padding), px(padding), px(padding))
        self.body.setSpacing(px(spacing))

    def set_selected(self, selected: bool) -> None:
        self.setProperty("selected", selected)
        self.style().unpolish(self)
        self.style().polish(self)
