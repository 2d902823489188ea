"""Fields of forms: a labelled line, a choice, the purposes of clause 5."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from app.services.base.enums import PURPOSES
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets.drop_down import DropDown
from app.ui.widgets.form_row import FormRow


class LineRow(FormRow):
    """One line of text under its label. Typing takes the complaint away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        super().__init__(self.line, parent)
        self.line.textEdited.connect(lambda: self.set_error(""))

    def text(self) -> str:
        return self.line.text().strip()


class Choice(DropDown):
    """A list to choose from; each entry is a value and the key of its words."""

    def __init__(self, values: Iterable[str], prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefix = prefix
        for value in values:
            self.addItem(tr(f"{prefix}.{value}"), value)

    def value(self) -> str:
        """What is chosen, "" while nothing is."""
        return str(self.currentData()) if self.currentIndex() >= 0 else ""

    def choose_nothing(self, placeholder: str) -> None:
        """Begin with no answer, so that nobody gives one by leaving the field alone."""
        self.setPlaceholderText(placeholder)
        self.setCurrentIndex(-1)

    def set_value(self, value: str) -> None:
        self.setCurrentIndex(max(0, self.findData(value)))

    def retranslate(self) -> None:
        for place in range(self.count()):
            self.setItemText(place, tr(f"{self._prefix}.{self.itemData(place)}"))


class PurposeBoxes(QWidget):
    """A checkbox for each of the purposes 5.a to 5.g, in two columns."""

    def __init__(self, checked: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = {purpose: QCheckBox() for purpose in PURPOSES}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(2))
        rows = (len(PURPOSES) + 1) // 2
        for place, box in enumerate(self._boxes.values()):
            grid.addWidget(box, place % rows, place // rows)
        self.set_value(checked)
        self.retranslate()

    def value(self) -> tuple[str, ...]:
        return tuple(purpose for purpose, box in self._boxes.items() if box.isChecked())

    def set_value(self, purposes: Iterable[str]) -> None:
        chosen = set(purposes)
        for purpose, box in self._boxes.items():
            box.setChecked(purpose in chosen)

    def retranslate(self) -> None:
        for purpose, box in self._boxes.items():
            box.setText(tr(f"purpose.{purpose}"))
