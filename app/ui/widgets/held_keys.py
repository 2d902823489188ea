"""Drops the presses that an X server makes up while a key is held, where Qt takes them for new ones."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QWindow

_PRESSES = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_SHORTEST = 2  # milliseconds: no finger lets go of a key and presses it again so soon


class HeldKeys(QObject):
    """Watches the key events of `window`.

    A held key arrives from X as release and press with one and the same time. Qt knows them for a repetition
    only if it reads both at once; while the program is busy it may not. Events without a key of a keyboard
    behind them are left alone.
    """

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        self._released: dict[int, int] = {}  # scan code → when
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not event.nativeScanCode():
            return False
        code = event.nativeScanCode()
        if event.type() is QEvent.Type.KeyRelease:
            self._released[code] = event.timestamp()
        elif event.type() in _PRESSES and not event.isAutoRepeat():
            let_go = self._released.get(code)
            if let_go is not None and 0 <= event.timestamp() - let_go <= _SHORTEST:
                event.accept()
                return True
        return False
