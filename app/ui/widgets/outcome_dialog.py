"""A dialog that stays open after its work and shows what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.widgets.dialog import Dialog


class OutcomeDialog(Dialog):
    """One outcome at a time, at the end of the content: the next takes the place of the one before."""

    def __init__(self, title: str, parent: QWidget | None, *, width: int = 640) -> None:
        super().__init__(title, parent, width=width)
        self._outcome: QWidget | None = None

    def show_outcome(self, outcome: QWidget | None) -> None:
        """Show this below the rest; None takes away what is there."""
        if self._outcome is not None:
            self._outcome.deleteLater()
        self._outcome = outcome
        if outcome is not None:
            self.body.addWidget(outcome, 1)
        self.fit()
