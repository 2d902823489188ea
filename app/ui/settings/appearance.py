"""Language, colours and text size."""

from __future__ import annotations

from app.bangla.digits import number
from app.i18n import LANGUAGES
from app.ui import preferences, theme
from app.ui.context import Context
from app.ui.settings.card import SettingsCard
from app.ui.translation import language, tr
from app.ui.widgets.pill_row import PillRow


class AppearanceCard(SettingsCard):
    """Changes show at once everywhere."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "settings.looks", "settings.looks_hint")
        desk = context.desk
        self._language = PillRow(LANGUAGES)
        self._theme = PillRow(theme.CHOICES)
        self._size = PillRow(str(size) for size in theme.TEXT_SIZES)
        self._language.chosen.connect(lambda value: preferences.set_language(desk, value))
        self._theme.chosen.connect(lambda value: preferences.set_theme(desk, value))
        self._size.chosen.connect(lambda value: preferences.set_text_size(desk, int(value)))
        self.add_choice("settings.language", self._language)
        self.add_choice("settings.theme", self._theme)
        self.add_choice("settings.text_size", self._size)
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        super().retranslate()
        for value in LANGUAGES:
            self._language.set_text(value, tr(f"settings.language_{value}"))
        for value in theme.CHOICES:
            self._theme.set_text(value, tr(f"settings.theme_{value}"))
        for size in theme.TEXT_SIZES:
            self._size.set_text(str(size), f"{number(size, language())}%")
        self._language.set_value(language())

    def restyle(self) -> None:
        self._theme.set_value(theme.choice())
        self._size.set_value(str(theme.text_size()))
