"""Language, colours and text size as this desk keeps them."""

from __future__ import annotations

from app.i18n import LANGUAGES
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.ui import theme, translation

LANGUAGE, THEME, TEXT_SIZE = "language", "theme", "text_size"


def restore(desk: Desk, language: str | None) -> None:
    """Dress the window as it was left; `language` (from the command line) wins over the kept one."""
    kept = desk_settings.get(desk, LANGUAGE, "bn")
    translation.set_language(language or (kept if kept in LANGUAGES else "bn"))
    choice = desk_settings.get(desk, THEME, "system")
    size = desk_settings.get(desk, TEXT_SIZE, "100")
    theme.apply(
        choice if choice in theme.CHOICES else "system",
        int(size) if size.isdecimal() and int(size) in theme.TEXT_SIZES else 100,
    )


def set_language(desk: Desk, language: str) -> None:
    """Show the window in `bn` or `en`, now and at every later start of this desk."""
    desk_settings.set_(desk, LANGUAGE, language)
    translation.set_language(language)


def set_theme(desk: Desk, choice: str) -> None:
    """Show the window light, dark or as the system is, now and at every later start."""
    desk_settings.set_(desk, THEME, choice)
    theme.apply(choice, theme.text_size())


def set_text_size(desk: Desk, size: int) -> None:
    """Draw text in `size` per cent of its usual size, now and at every later start."""
    desk_settings.set_(desk, TEXT_SIZE, str(size))
    theme.apply(theme.choice(), size)


def toggle_language(desk: Desk) -> None:
    """The other of the two languages."""
    set_language(desk, "en" if translation.language() == "bn" else "bn")


def toggle_theme(desk: Desk) -> None:
    """Light where it is dark now, dark where it is light."""
    set_theme(desk, "light" if theme.theme().dark else "dark")
