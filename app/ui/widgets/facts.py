"""Facts in two columns: what it is, and what it says; under each other where a word has no room beside."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.ui.theme import px
from app.ui.widgets.labels import Label

_GAP = 16  # drawn px between the columns


class Facts(QWidget):
    """Each fact is a name and a text or a widget; without a name it takes the whole line."""

    def __init__(self, facts: Iterable[tuple[str, str | QWidget]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = [(Label(name, "small") if name else None, _shown(value)) for name, value in facts]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(_GAP))
        self._grid.setColumnStretch(1, 1)
        self._beneath: bool | None = None
        self._lay_out(beneath=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        names = max((name.sizeHint().width() for name, _ in self._rows if name is not None), default=0)
        room = event.size().width() - names - px(_GAP)
        self._lay_out(beneath=room < max((_widest_word(value) for _, value in self._rows), default=0))
        super().resizeEvent(event)

    def _lay_out(self, *, beneath: bool) -> None:
        if beneath == self._beneath:
            return
        self._beneath, grid = beneath, self._grid
        while grid.takeAt(0) is not None:
            pass
        grid.setVerticalSpacing(px(4 if beneath else 8))
        for place, (name, value) in enumerate(self._rows):
            if name is None:
                grid.addWidget(value, 2 * place, 0, 1, 2)
            elif beneath:
                grid.addWidget(name, 2 * place, 0, 1, 2)
                grid.addWidget(value, 2 * place + 1, 0, 1, 2)
            else:
                grid.addWidget(name, 2 * place, 0, _level(value))
                grid.addWidget(value, 2 * place, 1)


def _level(value: QWidget) -> Qt.AlignmentFlag:
    """Beside a link its name stands as high as the link's words."""
    link = isinstance(value, QPushButton)
    return Qt.AlignmentFlag.AlignVCenter if link else Qt.AlignmentFlag.AlignTop


def _widest_word(value: QWidget) -> int:
    if not isinstance(value, Label):
        return 0
    return max((value.fontMetrics().horizontalAdvance(word) for word in value.text().split()), default=0)


def _shown(value: str | QWidget) -> QWidget:
    if isinstance(value, QWidget):
        return value
    label = Label(value, wrap=True)
    # By mouse alone: a text to copy need not be a stop for the Tab key.
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
