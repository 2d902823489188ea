"""Facts in two columns: what it is, and what it says."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.ui.theme import px
from app.ui.widgets.labels import Label


class Facts(QWidget):
    """Each fact is a name and a text or a widget; without a name it takes the whole line."""

    def __init__(self, facts: Iterable[tuple[str, str | QWidget]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(facts):
            if not name:
                grid.addWidget(_shown(value), row, 0, 1, 2)
                continue
            # Beside a link its name stands as high as the link's words.
            level = (
                Qt.AlignmentFlag.AlignVCenter if isinstance(value, QPushButton) else Qt.AlignmentFlag.AlignTop
            )
            grid.addWidget(Label(name, "small"), row, 0, level)
            grid.addWidget(_shown(value), row, 1)


def _shown(value: str | QWidget) -> QWidget:
    if isinstance(value, QWidget):
        return value
    label = Label(value, wrap=True)
    # By mouse alone: a text to copy need not be a stop for the Tab key.
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
