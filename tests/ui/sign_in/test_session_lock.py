"""The window locks when the desktop's session does, and not when that is unlocked."""

from __future__ import annotations

from PySide6.QtCore import Q_ARG, QMetaObject, QObject, Qt
from pytestqt.qtbot import QtBot

from app.ui.sign_in.session_lock import SessionLock


def test_only_a_screen_saver_that_begins_locks(qtbot: QtBot) -> None:
    """Its slot is called by name, as the bus does; the run with a bus has the screen savers' own signals."""
    owner = QObject()
    session = SessionLock(0, owner)
    told: list[bool] = []
    for active in (False, True, False):
        session.locked.connect(lambda active=active: told.append(active))
        QMetaObject.invokeMethod(
            session, "_active_changed", Qt.ConnectionType.DirectConnection, Q_ARG(bool, active)
        )
        session.locked.disconnect()
    assert told == [True]
