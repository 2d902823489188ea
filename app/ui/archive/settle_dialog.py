"""Asks the authority's reason for going on with a record that is not as this program left it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.services.record import continuing
from app.ui.context import Context
from app.ui.sign_in.agreed_dialog import AgreedDialog
from app.ui.translation import tr


class SettleDialog(AgreedDialog):
    """Goes on with the record as it is."""

    def __init__(self, context: Context, parent: QWidget, open_: continuing.Open) -> None:
        lead, reason = tr(f"settle.{open_}"), tr("settle.reason")
        super().__init__(context, tr("settle.title"), tr("settle.save"), lead, reason, parent)

    def carry_out(self, reason: str, by: int, second: int | None, *, alone: bool) -> None:
        continuing.settle(self._context.desk, reason, by, second, alone)
