"""Secrets on the clipboard: marked as such, and gone after half a minute or when the window closes.

Clipboard managers that honour the marks keep no copy. Others may; nothing can be done about those from here.
"""

from __future__ import annotations

import hashlib
import secrets
import sys

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS = 30

# Who reads which mark: KDE's Klipper and those that follow it; Windows' monitors, its history and its cloud.
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_NO = (0).to_bytes(4, "little")
_MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _NO,
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
}


class SecretClipboard(QObject):
    """Lends a secret to the clipboard for `SECONDS`. One for the whole window.

    `cleared` is emitted when what was lent is no longer there, whoever took it away. The secret itself is
    not kept: whether the clipboard still holds it is told by a salted hash.
    """

    cleared = Signal()

    def __init__(self, parent: QObject | None = None, seconds: float = SECONDS) -> None:
        super().__init__(parent)
        self._salt = secrets.token_bytes(16)
        self._lent = b""
        self._timer = QTimer(self, singleShot=True, interval=round(seconds * 1000))
        self._timer.timeout.connect(self.clear)
        self._board().dataChanged.connect(self._look)
        application = QGuiApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self.clear)

    def lend(self, secret: str) -> None:
        """Put a secret on the clipboard; the X11 selection is left alone."""
        data = QMimeData()
        data.setText(secret)
        for name, mark in _MARKS.items():
            if sys.platform == "win32" or "windows" not in name:
                data.setData(name, mark)
        self._lent = self._hash(secret)
        self._board().setMimeData(data, QClipboard.Mode.Clipboard)
        self._timer.start()

    @property
    def seconds_left(self) -> int:
        """How long what was lent stays; 0 when nothing is."""
        return max(0, round(self._timer.remainingTime() / 1000)) if self._lent else 0

    def clear(self) -> None:
        """Take the secret away, unless something else was copied since."""
        if self._lent and self._hash(self._board().text()) == self._lent:
            self._board().clear()
        self._forget()

    def _look(self) -> None:
        if self._lent and self._hash(self._board().text()) != self._lent:
            self._forget()

    def _forget(self) -> None:
        lent, self._lent = self._lent, b""
        self._timer.stop()
        if lent:
            self.cleared.emit()

    def _hash(self, text: str) -> bytes:
        return hashlib.sha256(self._salt + text.encode("utf-8", "surrogatepass")).digest()

    @staticmethod
    def _board() -> QClipboard:
        return QGuiApplication.clipboard()
