"""All keys at a glance: those of the page in front and those of everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.ui.page import Command
from app.ui.theme import px
from app.ui.widgets import Button, KeyHint, Label
from app.ui.widgets.dialog import Dialog
from app.ui.words import words


class KeysOverlay(Dialog):
    """`groups` are (heading, commands); commands without a key are left out."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[Command]]], parent: QWidget) -> None:
        super().__init__(words("keys.title"), parent)
        row = QHBoxLayout()
        row.setSpacing(px(48))
        for heading, commands in groups:
            keyed = [command for command in commands if command.keys]
            if keyed:
                row.addLayout(_group(heading, keyed))
        self.body.addLayout(row)
        close = Button(words("button.close"), keys="Esc")
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)


def _group(heading: str, commands: Sequence[Command]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(6))
    grid.addWidget(Label(heading, "heading"), 0, 0, 1, 2)
    for row, command in enumerate(commands, start=1):
        grid.addWidget(KeyHint(command.keys), row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label(words(command.key)), row, 1)
    grid.setRowStretch(len(commands) + 1, 1)
    grid.setColumnStretch(1, 1)
    return grid
