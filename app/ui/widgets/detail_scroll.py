"""The right part of a page: cards for whatever is chosen, in two columns where it is wide."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.tab_order import Place, give_focus, place_of_focus
from app.ui.theme import px
from app.ui.widgets.layouts import set_horizontal

_WIDEST = 920  # drawn px: longer lines are hard to read
_TWO_COLUMNS = 1160  # drawn px from which cards stand beside others
_WIDEST_TWO = 1560
_SHARES = 5, 3


class DetailScroll(QScrollArea):
    """`show_cards` replaces what is shown, `replace_card` one of it.

    What had the focus in it hands it on to what stands in its place, and that is scrolled to.
    """

    def __init__(self, parent: QWidget | None = None, *, widest: int = _WIDEST) -> None:
        """`widest` is the greatest width of a single column in drawn pixels."""
        super().__init__(parent)
        self._widest = widest
        self._cards: _Cards | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_cards(
        self, *cards: QWidget, head: Iterable[QWidget] = (), beside: Iterable[QWidget] = ()
    ) -> None:
        """`head` goes over both columns, `beside` to the right of `cards`, or beneath where it is narrow."""
        shown = self._cards = _Cards(self.viewport(), tuple(head), cards, tuple(beside))
        held = place_of_focus(self)
        self._arrange()
        self.setWidget(shown)
        if held is not None:
            self._hand_on(shown, held)

    def replace_card(self, card: QWidget, by: QWidget) -> None:
        """Put another card where `card` is; the others stay as they are."""
        if self._cards is None:
            return
        held = place_of_focus(card)
        self._cards.replace_card(card, by)
        if held is not None:
            self._hand_on(by, held)

    def _hand_on(self, part: QWidget, held: Place) -> None:
        now = give_focus(part, held)
        if now is not None:  # scrolled to once it knows where it stands
            QTimer.singleShot(0, now, lambda: self.ensureWidgetVisible(now))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        if self._cards is not None:
            wide = self._cards.has_two and self.viewport().width() >= px(_TWO_COLUMNS)
            self._cards.setMaximumWidth(px(_WIDEST_TWO if wide else self._widest))
            self._cards.set_two(wide)


class _Cards(QWidget):
    """Qt's own layouts keep the order of the Tab key: head, cards, what is beside."""

    def __init__(
        self,
        parent: QWidget,  # where it will be: given one later, all that is in it would be dressed anew
        head: tuple[QWidget, ...],
        cards: tuple[QWidget, ...],
        beside: tuple[QWidget, ...],
    ) -> None:
        super().__init__(parent)
        self.has_two = bool(beside)
        self._is_two = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(16), px(24), px(24))
        whole.setSpacing(px(16))
        for card in head:
            whole.addWidget(card)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(px(16))
        self._columns = [_column(part) for part in (cards, beside) if part]
        for share, column in zip(_SHARES, self._columns, strict=False):
            self._sides.addLayout(column, share)
        whole.addLayout(self._sides)
        whole.addStretch(1)

    def replace_card(self, card: QWidget, by: QWidget) -> None:
        """Put another card where `card` is, and let that go."""
        for column in self._columns:
            place = column.indexOf(card)
            if place >= 0:
                column.takeAt(place)
                column.insertWidget(place, by)
                by.show()  # a layout shows it only with the next turn of the event loop
                card.hide()
                card.deleteLater()

    def set_two(self, two: bool) -> None:
        """Put what is beside to the right of the cards, or beneath them."""
        if two == self._is_two:
            return
        self._is_two = two
        set_horizontal(self._sides, two)
        for column in self._columns:
            if two:
                column.addStretch(1)  # the shorter column's cards keep their height
            else:
                column.takeAt(column.count() - 1)


def _column(cards: tuple[QWidget, ...]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(px(16))
    for card in cards:
        column.addWidget(card)
    return column
