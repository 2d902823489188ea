"""The window's language, which can change while it runs, and every text in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.errors import Refusal
from app.i18n import Translator


class _Language(QObject):
    """`changed` comes after the language changed; whoever shows texts asks for them again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.translator = Translator("bn")


_language = _Language()
language_changed = _language.changed


def tr(key: str, **params: str | int | float) -> str:
    """The text `key` in the window's language."""
    return _language.translator(key, **params)


def words() -> Translator:
    """Who speaks the window's language, for services that put their values into words."""
    return _language.translator


def refusal_text(refusal: Refusal) -> str:
    """The one plain sentence of a refusal in the window's language."""
    return _language.translator.refusal(refusal)


def language() -> str:
    """ "bn" or "en"."""
    return _language.translator.language


def set_language(chosen: str) -> None:
    """Show another language from now on."""
    if chosen != _language.translator.language:
        _language.translator = Translator(chosen)
        language_changed.emit()
