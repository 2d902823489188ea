"""The right part of a page: a column of cards that is made anew for whatever is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.ui.theme import px

_WIDEST = 920  # drawn px: longer lines are hard to read


class DetailScroll(QScrollArea):
    """`show_cards` replaces what is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_cards(self, *cards: QWidget) -> None:
        column = QWidget()
        column.setMaximumWidth(px(_WIDEST))
        layout = QVBoxLayout(column)
        layout.setContentsMargins(px(24), px(16), px(24), px(24))
        layout.setSpacing(px(16))
        for card in cards:
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(column)
