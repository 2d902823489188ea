"""The bar above a page: its title at the left, what can be done at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.theme import px, theme_changed
from app.ui.widgets.labels import Label

HEIGHT = 60  # drawn px


class TopBar(QFrame):
    """`title` takes the page's name, `add_beside_title` what follows it, `add` what is at the right end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "top")
        theme_changed.connect(self._fit)
        self._fit()
        self.title = Label(look="title")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(16), 0, px(16), 0)
        self._row.setSpacing(px(8))
        self._row.addWidget(self.title)
        self._row.addStretch(1)

    def add_beside_title(self, control: QWidget) -> None:
        """Put a control right after the title."""
        self.title.setContentsMargins(0, 0, px(10), 0)  # the gap goes where the title is hidden
        self._row.insertWidget(1, control)

    def add(self, *controls: QWidget) -> None:
        for control in controls:
            self._row.addWidget(control)

    def _fit(self) -> None:
        self.setFixedHeight(px(HEIGHT))
