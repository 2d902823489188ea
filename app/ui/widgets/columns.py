"""Two columns of cards that go under each other where the window is narrow or the text large."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import px
from app.ui.widgets.layouts import set_horizontal

_LEAST = 900  # drawn px that two columns take
_MARGIN, _GAP = 24, 16  # drawn px around both as long as nobody says otherwise, and between them


class Columns(QWidget):
    """`left` and `right` take widgets; both are held at the top. `margin`: drawn px around both."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = _MARGIN) -> None:
        super().__init__(parent)
        self._margin = margin
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(px(_GAP))
        for side in (self.left, self.right):
            side.setSpacing(px(16))
            self._sides.addLayout(side, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(margin), px(16), px(margin), px(margin))
        whole.addLayout(self._sides)
        whole.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider column alone."""
        widest = max(side.minimumSize().width() for side in (self.left, self.right))
        return QSize(widest + 2 * px(self._margin), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._stand()
        return done

    def _stand(self) -> None:
        # Both are as wide as the wider one wants to be: they share the width in halves.
        wanted = 2 * (self.minimumSizeHint().width() - 2 * px(self._margin)) + px(_GAP) + 2 * px(self._margin)
        set_horizontal(self._sides, self.width() >= max(px(_LEAST), wanted))
