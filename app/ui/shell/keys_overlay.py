"""All keys at a glance: those of the page in front and those of everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from app.ui.page import Command
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, KeyHint, Label
from app.ui.widgets.dialog import Dialog

_DRAWN = {"Return": "↵", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
_MOST_ROWS = 16  # of a column: more would not fit on a common office screen


class KeysOverlay(Dialog):
    """`groups` are (heading, commands); commands without a key are left out."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[Command]]], parent: QWidget) -> None:
        super().__init__(tr("keys.title"), parent)
        self._window = parent.window()
        self._keys = QWidget()
        row = QHBoxLayout(self._keys)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(48))
        for heading, commands in groups:
            keyed = [command for command in commands if command.keys]
            if keyed:
                row.addLayout(_group(heading, keyed))
        self._scroll = QScrollArea()  # large text asks for more than an office screen has
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self._keys)
        self._scroll.setAccessibleName(tr("keys.title"))
        self.body.addWidget(self._scroll, 1)
        close = Button(tr("button.close"), keys="Esc")
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # As large as the keys want, within the window.
        around = self.sizeHint() - self._scroll.sizeHint()
        room = self._window.size() - QSize(px(16), px(16))
        self.resize((self._keys.sizeHint() + around + QSize(px(8), px(8))).boundedTo(room))
        self.stand()


def _group(heading: str, commands: Sequence[Command]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(6))
    columns = -(-len(commands) // _MOST_ROWS)
    rows = -(-len(commands) // columns)
    grid.addWidget(Label(heading, "heading"), 0, 0, 1, 3 * columns)
    for place, command in enumerate(commands):
        column, row = divmod(place, rows)
        grid.addWidget(KeyHint(_on_the_key(command.keys)), 1 + row, 3 * column, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label(tr(command.key)), 1 + row, 3 * column + 1)
        if column:
            grid.setColumnMinimumWidth(3 * column - 1, px(16))
    grid.setRowStretch(rows + 1, 1)
    return grid


def _on_the_key(keys: str) -> str:
    """Keys as they are drawn on the window's buttons: `Ctrl ↵` for `Ctrl+Return`."""
    parts = keys.split("+") if len(keys) > 1 else [keys]
    return " ".join(_DRAWN.get(part, part) for part in parts)
