"""The right part of a page: a column of cards that is made anew for whatever is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.ui.theme import px
from app.ui.widgets.tab_order import take_focus

_WIDEST = 920  # drawn px: longer lines are hard to read


class DetailScroll(QScrollArea):
    """`show_cards` replaces what is shown; what had the focus in it hands it on to the first of the new."""

    def __init__(self, parent: QWidget | None = None, *, widest: int = _WIDEST) -> None:
        """`widest` is the column's greatest width in drawn pixels."""
        super().__init__(parent)
        self._widest = widest
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_cards(self, *cards: QWidget) -> None:
        column = QWidget()
        column.setMaximumWidth(px(self._widest))
        layout = QVBoxLayout(column)
        layout.setContentsMargins(px(24), px(16), px(24), px(24))
        layout.setSpacing(px(16))
        for card in cards:
            layout.addWidget(card)
        layout.addStretch(1)
        focused = self.window().focusWidget()  # also behind a dialog, which gives the focus back to it
        held = focused is not None and self.isAncestorOf(focused)
        self.setWidget(column)
        if held:
            take_focus(column)
