"""A notification of the desktop, where there is one; the strip in the window says the same anyway.

Linux: org.freedesktop.Notifications over D-Bus, since Qt's tray icon claims to show messages where none can
be seen. Windows: the tray icon's message, which becomes a toast.
"""

from __future__ import annotations

import logging
import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from app import NAME
from app.ui import jobs

_SERVICE = {
    "object_path": "/org/freedesktop/Notifications",
    "bus_name": "org.freedesktop.Notifications",
    "interface": "org.freedesktop.Notifications",
}
_SECONDS = 5.0
_log = logging.getLogger(__name__)


def notify(title: str, body: str) -> None:
    """Show a notification, or nothing where the desktop cannot. It holds no post and no secret."""
    application = QGuiApplication.instance()
    if application is None:
        return
    if sys.platform == "win32":
        by_tray(title, body)
        return
    icon = QGuiApplication.desktopFileName()
    jobs.run(lambda _work: by_bus(title, body, icon), lambda _shown: None, owner=application)


def by_bus(title: str, body: str, icon: str = "") -> bool:
    """Notify over the session bus; False where there is no bus, no service, or none that answers in time."""
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    call = new_method_call(
        DBusAddress(**_SERVICE),
        "Notify",
        "susssasa{sv}i",
        (NAME, 0, icon, title, body, [], {"desktop-entry": ("s", icon)}, -1),
    )
    try:
        with open_dbus_connection() as bus:
            reply = bus.send_and_get_reply(call, timeout=_SECONDS)
    except (OSError, KeyError, ValueError) as problem:  # no bus, an address that is none, no answer in time
        _log.info("no desktop notification: %s", type(problem).__name__)
        return False
    return bool(reply.header.message_type is MessageType.method_return)


def by_tray(title: str, body: str) -> None:
    """Notify beside the clock. The program has one icon there, which goes when it is clicked."""
    application = QGuiApplication.instance()
    assert application is not None
    tray = application.findChild(QSystemTrayIcon)
    if tray is None:
        tray = QSystemTrayIcon(QGuiApplication.windowIcon(), application)
        tray.messageClicked.connect(tray.hide)
        tray.activated.connect(tray.hide)
    tray.show()
    tray.showMessage(title, body)
