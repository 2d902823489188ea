"""The window locks when the desktop's session does, and not when that is unlocked."""

from __future__ import annotations

import ctypes
from ctypes import wintypes

import pytest
from PySide6.QtCore import Q_ARG, QMetaObject, QObject, Qt
from pytestqt.qtbot import QtBot

from app.ui.sign_in.session_lock import SessionLock, _SessionChanges


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


@pytest.mark.parametrize(
    ("message", "change", "locks"),
    [
        (0x02B1, 0x7, True),  # locked
        (0x02B1, 0x2, True),  # another user beside this one
        (0x02B1, 0x4, True),  # a remote desktop's end
        (0x02B1, 0x8, False),  # unlocked
        (0x0010, 0x7, False),  # another message
    ],
)
def test_windows_tells_of_a_session_locked_or_left(
    qtbot: QtBot, message: int, change: int, locks: bool
) -> None:
    """The message as Windows lays it out in memory; who sends it is Windows alone."""
    session = SessionLock(0, owner := QObject())
    told: list[bool] = []
    session.locked.connect(lambda: told.append(True))
    sent = wintypes.MSG(message=message, wParam=change)
    assert _SessionChanges(session).nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(sent)) == (
        False,
        0,
    )
    assert told == [True] * locks
    assert session.parent() is owner
