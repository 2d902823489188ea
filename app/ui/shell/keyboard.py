"""What the keyboard gives to the program's windows, before any of them sees it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QWindow

from app.ui.messages import say
from app.ui.translation import tr
from app.ui.widgets.held_keys import HeldKeys
from app.ui.widgets.latin_keys import LatinKeys


class Keyboard(QObject):
    """Watches over the keys of each window of `app` from the first time that it has them."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        app.focusWindowChanged.connect(self._watch)

    def _watch(self, window: QWindow | None) -> None:
        watched = Qt.FindChildOption.FindDirectChildrenOnly
        if window is None or window.findChild(LatinKeys, options=watched) is not None:
            return
        LatinKeys(window).unknown.connect(_say_why_nothing_happens)
        HeldKeys(window)  # the last is asked first: what it drops, the other never sees


def _say_why_nothing_happens() -> None:
    say(tr("window.bangla_keyboard"), about="keyboard")
