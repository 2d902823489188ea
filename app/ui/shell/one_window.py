"""One window a data folder: a second start brings the first to the front."""

from __future__ import annotations

import getpass
import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.errors import MissingEnvironment

_WAIT = 2000  # ms
_LONGEST_SOCKET = 100  # bytes of a path, of 108 on Linux and 104 on macOS with the one that ends it


class OneWindow(QObject):
    """`claim` once; `called` comes whenever another start found this one."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._lock = QLockFile(str(folder / "window.lock"))
        # A stale lock is judged by its process alone: a window may stay open for weeks.
        self._lock.setStaleLockTime(0)
        self._name = _server_name(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def claim(self) -> bool:
        """Become the folder's window. False if there is one already; it has then been called to the front.

        Raises `MissingEnvironment` where the one that has the folder cannot be called, as one of another user
        or computer, and where nobody may be kept out of it.
        """
        if not self._lock.tryLock(0):
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                raise MissingEnvironment("folder.unusable", path=str(self._folder))
            if not self._call_other():
                _, host, _ = self._lock.getLockInfo()
                raise MissingEnvironment("folder.open_elsewhere", path=str(self._folder), host=host or "?")
            return False
        QLocalServer.removeServer(self._name)  # left behind by a killed program
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        self._server.close()
        self._lock.unlock()

    def _call_other(self) -> bool:
        """Whether the other window answered."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        reached = socket.waitForConnected(_WAIT)
        socket.disconnectFromServer()
        return reached

    def _answer(self) -> None:
        self._server.nextPendingConnection().deleteLater()
        self.called.emit()


def _server_name(folder: Path) -> str:
    """A name for folder and user that is short enough for a socket on every system."""
    key = f"{getpass.getuser()}:{folder.resolve()}"
    name = f"anumodon-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    # Qt puts the socket among the temporary files, and listens nowhere where its path is too long for one.
    if os.name == "posix" and len(os.fsencode(f"{QDir.tempPath()}/{name}")) > _LONGEST_SOCKET:
        return f"/tmp/{name}"  # noqa: S108 -- it is opened by nobody else, and its name is known anyway
    return name
