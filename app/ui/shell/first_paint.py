"""Tells when a window was painted for the first time, so that what can wait does not hold it up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_AT_MOST = 2000  # ms; a window that is started minimised is not painted before somebody looks at it


class FirstPaint(QObject):
    """`painted` comes once: after the first paint of `window`, or two seconds later without one."""

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._timer = QTimer(self, singleShot=True, interval=_AT_MOST)
        self._timer.timeout.connect(self._tell)
        self._timer.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start(0)  # once the children are painted too
        return False

    def _tell(self) -> None:
        self.painted.emit()
        self.deleteLater()
