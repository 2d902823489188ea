"""A key of a window or of a part of it, which acts once however long it is held."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_WINDOW = Qt.ShortcutContext.WindowShortcut


def hotkey(
    owner: QWidget,
    keys: str,
    run: Callable[[], object],
    *,
    repeats: bool = False,
    context: Qt.ShortcutContext = _WINDOW,
) -> None:
    """Call `run` on `keys`, written as Qt writes them, while the focus is where `context` says.

    A key that opened what has this one too is still down then: what it repeats must not act there. So only
    what leafs or steps `repeats`.
    """
    shortcut = QShortcut(QKeySequence(keys), owner)
    shortcut.setContext(context)
    shortcut.setAutoRepeat(repeats)
    shortcut.activated.connect(lambda: run())
