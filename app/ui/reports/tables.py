"""The head of a card of the reports page, and tables of labels with hairlines between their rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import px
from app.ui.widgets import Label


def head(title: str, note: str = "", *controls: QWidget) -> QHBoxLayout:
    """A card's head: its title, a note in grey, controls at the right end."""
    row = QHBoxLayout()
    row.setSpacing(px(10))
    row.addWidget(Label(title, "heading"))
    if note:
        row.addWidget(Label(note, "small", wrap=True), 1)
    else:
        row.addStretch(1)
    for control in controls:
        row.addWidget(control)
    return row


def table_of(stretches: Sequence[int]) -> tuple[QWidget, QGridLayout]:
    """A table to be filled by `add_row`, with the share of the width each column takes."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(4))
    for place, stretch in enumerate(stretches):
        grid.setColumnStretch(place, stretch)
    column.addLayout(grid)
    column.addStretch(1)
    return holder, grid


def add_row(
    grid: QGridLayout, place: int, cells: Sequence[QWidget], *, right: bool = True, last: bool = False
) -> None:
    """One row with a hairline beneath; all but the first cell at the right where they are numbers."""
    for column, cell in enumerate(cells):
        if column and right and isinstance(cell, Label):
            cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(cell, 2 * place, column)
    if not last:
        line = QFrame()
        line.setProperty("line", True)
        grid.addWidget(line, 2 * place + 1, 0, 1, len(cells))
