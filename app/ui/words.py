"""The window's language, which can change while it runs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.errors import Refusal
from app.i18n import Translator


class _Speech(QObject):
    """`changed` comes after the language changed; whoever shows words asks for them again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Translator("bn")


speech = _Speech()


def words(key: str, **params: str | int | float) -> str:
    """The sentence `key` in the window's language."""
    return speech.words(key, **params)


def refusal_words(refusal: Refusal) -> str:
    """The one plain sentence of a refusal in the window's language."""
    return speech.words.refusal(refusal)


def language() -> str:
    """ "bn" or "en"."""
    return speech.words.language


def set_language(chosen: str) -> None:
    """Speak another language from now on."""
    if chosen != speech.words.language:
        speech.words = Translator(chosen)
        speech.changed.emit()
