"""One of a few values, as a row of pills."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.ui.widgets.layouts import GAP, FoldingRow
from app.ui.widgets.pill import Pill

_TIGHT_GAP = 4  # drawn px between pills
_STRONG, _CLICK = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus


class PillRow(FoldingRow):
    """`chosen` carries the value a person picked; setting it from code is silent."""

    chosen = Signal(str)

    def __init__(self, values: Iterable[str], parent: QWidget | None = None) -> None:
        self._pills = {value: Pill() for value in values}
        super().__init__(*self._pills.values())
        self.setParent(parent)
        group = QButtonGroup(self)
        for value, pill in self._pills.items():
            group.addButton(pill)
            pill.clicked.connect(lambda _checked=False, picked=value: self.chosen.emit(picked))

    def set_value(self, value: str) -> None:
        if value not in self._pills:
            return
        self._pills[value].setChecked(True)
        self.setFocusProxy(self._pills[value])
        # The Tab key comes to the chosen pill, the arrow keys to the others, as in every such group.
        for pill in self._pills.values():
            pill.setFocusPolicy(_STRONG if pill.isChecked() else _CLICK)

    def value(self) -> str:
        return next((value for value, pill in self._pills.items() if pill.isChecked()), "")

    def set_icon(self, value: str, icon: str) -> None:
        """Show the icon of this name in a value's pill."""
        self._pills[value].set_icon(icon)

    def set_tight(self, *, tight: bool) -> None:
        """Take less room around and between the words."""
        self.set_gap(_TIGHT_GAP if tight else GAP)
        for pill in self._pills.values():
            pill.set_tight(tight=tight)

    def set_spoken(self, value: str, text: str) -> None:
        """What a screen reader says of a value's pill, where its text is a letter."""
        self._pills[value].setAccessibleName(text)

    def set_shown(self, value: str, *, shown: bool) -> None:
        """Leave a value's pill out, or put it back."""
        self._pills[value].setVisible(shown)

    def set_text(self, value: str, text: str) -> None:
        self._pills[value].setText(text)
