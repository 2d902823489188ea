"""Tells when the session of the desktop is locked, so that the window locks with it.

Linux: the screen savers of the desktops say so on the session bus. Windows: WM_WTSSESSION_CHANGE.
Where neither speaks, the idle time of `app.ui.sign_in.locking` still locks.
"""

from __future__ import annotations

import ctypes
import importlib
import sys
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, Signal, Slot

_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",  # KDE Plasma, Xfce, LXQt
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)
_SLOT: Any = SLOT("_active_changed(bool)")  # a str, whatever the stubs say
_WM_WTSSESSION_CHANGE = 0x02B1
# WTS_CONSOLE_DISCONNECT (another user is signed in beside this one), WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK.
_LEAVES = frozenset({0x2, 0x4, 0x7})
_NOTIFY_FOR_THIS_SESSION = 0


class SessionLock(QObject):
    """`locked` is emitted each time the session is locked. `window_id` is the main window's `winId()`."""

    locked = Signal()

    def __init__(self, window_id: int, parent: QObject) -> None:
        super().__init__(parent)
        self._filter: QAbstractNativeEventFilter | None = None
        if sys.platform == "win32":
            self._watch_windows(window_id)
        else:
            self._watch_bus()

    def _watch_bus(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            for interface in _SCREEN_SAVERS:
                # From whichever service and path: the desktops differ in both.
                bus.connect("", "", interface, "ActiveChanged", self, _SLOT)

    @Slot(bool)
    def _active_changed(self, active: bool) -> None:
        if active:
            self.locked.emit()

    def _watch_windows(self, window_id: int) -> None:
        library: Any = ctypes
        application = QCoreApplication.instance()
        if application is None:
            return
        self._filter = _SessionChanges(self)
        application.installNativeEventFilter(self._filter)
        types: Any = importlib.import_module("ctypes.wintypes")
        register = library.windll.wtsapi32.WTSRegisterSessionNotification
        register.argtypes, register.restype = (types.HWND, types.DWORD), types.BOOL  # a handle has 64 bits
        register(window_id, _NOTIFY_FOR_THIS_SESSION)


class _SessionChanges(QAbstractNativeEventFilter):
    """Looks at Windows' messages for one that says that the session is locked, or out of sight."""

    def __init__(self, session: SessionLock) -> None:
        super().__init__()
        self._session = session
        self._types: Any = importlib.import_module("ctypes.wintypes")

    def nativeEventFilter(self, kind: Any, message: Any) -> Any:
        if bytes(kind) == b"windows_generic_MSG":
            sent = self._types.MSG.from_address(int(message))
            if sent.message == _WM_WTSSESSION_CHANGE and sent.wParam in _LEAVES:
                self._session.locked.emit()
        return False, 0
