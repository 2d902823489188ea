"""How this desk is reminded: the desktop's notifications, and opening at login."""

from __future__ import annotations

from app.errors import Refusal
from app.services.base import desk_settings
from app.services.program import autostart
from app.ui import messages
from app.ui.context import Context
from app.ui.due.look import NOTIFY
from app.ui.settings.card import SettingsCard
from app.ui.translation import refusal_text, tr
from app.ui.widgets.pill_row import PillRow

_ON, _OFF = "1", "0"


class RemindersCard(SettingsCard):
    """Kept at once; a system that refuses says why, and the pill goes back."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "due_page.card", "due_page.card_hint")
        self._notify, self._start = PillRow((_ON, _OFF)), PillRow((_ON, _OFF))
        self._notify.chosen.connect(lambda value: desk_settings.set_(context.desk, NOTIFY, value))
        self._start.chosen.connect(self._turn)
        self.add_choice("due_page.notify", self._notify)
        self.add_choice("due_page.start", self._start)
        self.retranslate()

    def _turn(self, value: str) -> None:
        try:
            autostart.turn(value == _ON)
        except Refusal as refusal:
            messages.say(refusal_text(refusal), "error")
        self.read()

    def read(self) -> None:
        """Show how both stand."""
        self._notify.set_value(desk_settings.get(self.context.desk, NOTIFY, _ON))
        self._start.set_value(_ON if autostart.is_on() else _OFF)

    def retranslate(self) -> None:
        super().retranslate()
        self._notify.set_text(_ON, tr("due_page.notify_on"))
        self._notify.set_text(_OFF, tr("due_page.notify_off"))
        self._start.set_text(_ON, tr("due_page.start_on"))
        self._start.set_text(_OFF, tr("due_page.start_off"))
        self.read()
