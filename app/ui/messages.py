"""One bridge for short messages: any code of the window speaks, the main window shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, Signal

from app.values import dataclass

Kind = Literal["info", "warn", "error"]


@dataclass(frozen=True, slots=True)
class Message:
    """`action` is a button's text and what it does; `seconds` how long it stays.

    `about` names what it is about: a newer message about the same takes its place.
    """

    text: str
    kind: Kind
    action: tuple[str, Callable[[], None]] | None
    seconds: int
    about: str = ""


class _Bridge(QObject):
    shown = Signal(object)  # Message


bridge = _Bridge()


def say(
    text: str,
    kind: Kind = "info",
    action: tuple[str, Callable[[], None]] | None = None,
    seconds: int = 6,
    about: str = "",
) -> None:
    """Show `text` for `seconds`, with a button if `action` is given. Call on the GUI thread."""
    bridge.shown.emit(Message(text, kind, action, seconds, about))
