"""Chooses one account or all of them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.office.views import AccountView
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets.drop_down import DropDown

_LETTERS = 16  # of a name, where there is room
_SHORT = 150  # drawn px


class AccountChoice(DropDown):
    """`value` is the account's handle, "" for all. `changed` comes when a person chose."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self._accounts: tuple[AccountView, ...] = ()
        self.activated.connect(self.changed)
        self._fill()

    def show_accounts(self, accounts: Iterable[AccountView]) -> None:
        """Offer these; what was chosen stays chosen if it is still there."""
        self._accounts = tuple(accounts)
        self._fill()

    def value(self) -> str:
        return str(self.currentData() or "")

    def set_value(self, handle: str) -> None:
        self.setCurrentIndex(max(0, self.findData(handle)))

    def set_short(self, *, short: bool) -> None:
        """Whether it may take less room, and show less of a long name."""
        self.setMinimumWidth(px(_SHORT) if short else 0)

    def retranslate(self) -> None:
        self._fill()

    def _fill(self) -> None:
        before = self.value()
        self.clear()
        self.addItem(tr("archive.all_accounts"), "")
        for account in self._accounts:
            platform = tr(f"platform.{account.platform}")
            self.addItem(f"{account.display_name} · {platform}", account.handle)
        self.set_value(before)
