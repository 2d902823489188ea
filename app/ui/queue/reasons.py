"""Beside the button of approval: the reasons why it is off or too early, with an icon each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.translation import tr
from app.ui.widgets import Label
from app.values import dataclass

_LINES = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence with the icon before it; `stands` in the way rather than only comes first."""

    icon: str
    text: str
    stands: bool = True


class Reasons(QWidget):
    """Two lines, whatever stands in them: one reason may take both. All of them are in the tip."""

    def __init__(self) -> None:
        super().__init__()
        self._reasons: Sequence[Reason] = ()
        self._rows = [(QLabel(), Label(look="wanted")) for _ in range(_LINES)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        for icon, label in self._rows:
            row = QHBoxLayout()
            row.setSpacing(theme.px(6))
            row.addWidget(icon, alignment=Qt.AlignmentFlag.AlignTop)
            row.addWidget(label, 1)
            column.addLayout(row)
        column.addStretch(1)

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        self._reasons = reasons
        self.setToolTip("\n".join(one.text for one in reasons))
        self.setAccessibleName(". ".join(one.text for one in reasons))
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say()

    def _say(self) -> None:
        shown = list(self._reasons[:_LINES])
        more = len(self._reasons) - len(shown)
        for place, (icon, label) in enumerate(self._rows):
            icon.setVisible(place < len(shown))
            label.setVisible(place < len(shown))
            if place >= len(shown):
                continue
            one = shown[place]
            token = "warn" if one.stands else "muted"
            icon.setPixmap(theme.icon_pixmap(one.icon, token, 16))
            label.setProperty("look", "wanted" if one.stands else "small")
            label.style().polish(label)
            label.setWordWrap(len(shown) == 1)
            text = f"{one.text} {tr('queue.more_obstacles', n=more)}" if more and place else one.text
            room = max(1, self.width() - theme.px(16 + 6))
            elide = Qt.TextElideMode.ElideRight
            label.setText(text if len(shown) == 1 else label.fontMetrics().elidedText(text, elide, room))
