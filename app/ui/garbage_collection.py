"""Python's search for garbage in cycles, kept to the GUI thread.

Python searches on whichever thread happens to allocate. A widget in a cycle would then be destroyed on a
worker: Qt holds its lock for connections and waits there for Python's, while the GUI thread holds Python's
and waits for Qt's. That is a window that never answers again, seen in a test.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000  # milliseconds between looks
# Seconds between searches of everything: the rule pack alone is some 100,000 objects, which takes a moment.
_FULL = 60.0


class Collector(QObject):
    """Searches on the thread it was made on, from then on alone. To be made on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._full_at = time.monotonic() + _FULL
        timer = QTimer(self, interval=_EVERY)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Collect the oldest generation whose turn it is by Python's own thresholds, if any."""
        due = [count > limit > 0 for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[2] and time.monotonic() >= self._full_at:
            gc.collect()
            self._full_at = time.monotonic() + _FULL
        elif due[1] or due[2]:
            gc.collect(1)
        elif due[0]:
            gc.collect(0)
