"""Does to the test's own Secret Service what happens to real ones. Only under `with_keyring.sh`."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_SERVICE = "/org/freedesktop/secrets"
_COLLECTION = f"{_SERVICE}/collection/login"
_LOCK = (
    *("dbus-send", "--session", "--dest=org.freedesktop.secrets", "--print-reply"),
    *(_SERVICE, "org.freedesktop.Secret.Service.Lock", f"array:objpath:{_COLLECTION}"),
)
_IS_LOCKED = (
    *("dbus-send", "--session", "--dest=org.freedesktop.secrets", "--print-reply", _COLLECTION),
    *("org.freedesktop.DBus.Properties.Get", "string:org.freedesktop.Secret.Collection", "string:Locked"),
)


def lock() -> None:
    """Lock the keyring, as a session does that was left alone."""
    subprocess.run(_LOCK, check=True, capture_output=True)


_unlocked_by: list[DBusConnection] = []


def unlock() -> None:
    """Unlock it again with its passphrase, by the daemon's own call: its prompt would need a display.

    The daemon may lock again what a client unlocked once that client is gone: ours stays on the bus.
    """
    connection = open_dbus_connection("SESSION")
    _unlocked_by.append(connection)
    service = DBusAddress(_SERVICE, "org.freedesktop.secrets", "org.freedesktop.Secret.Service")
    _, session = _opened(connection, service)
    daemon = DBusAddress(
        _SERVICE,
        "org.freedesktop.secrets",
        "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
    )
    passphrase = (session, b"", b"test", "text/plain")
    connection.send_and_get_reply(
        new_method_call(daemon, "UnlockWithMasterPassword", "o(oayays)", (_COLLECTION, passphrase))
    )


def _opened(connection: DBusConnection, service: DBusAddress) -> tuple[Any, str]:
    """What the daemon says of a session. One that was just killed leaves a call or two to it unanswered."""
    for _ in range(20):
        reply = connection.send_and_get_reply(
            new_method_call(service, "OpenSession", "sv", ("plain", ("s", "")))
        )
        if reply.header.message_type is MessageType.method_return:
            output, session = reply.body
            return output, session
    raise AssertionError(reply.body)


def unlock_if_locked() -> None:
    """Before a test: a program that an earlier one started may have unlocked it, and gone."""
    asked = subprocess.run(_IS_LOCKED, check=True, capture_output=True, text=True)
    if "boolean true" in asked.stdout:
        unlock()


def signal_daemon(sent: signal.Signals) -> None:
    """Send a signal to the keyring daemons of this home, and to no others."""
    found = subprocess.run(["pgrep", "-x", "gnome-keyring-d"], capture_output=True, text=True, check=False)
    home = f"HOME={os.environ['HOME']}".encode()
    for pid in found.stdout.split():
        with contextlib.suppress(OSError):  # one of another home, or on its way out
            if home in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
                os.kill(int(pid), sent)


def kill_bus() -> None:
    os.kill(int(os.environ["TEST_BUS_PID"]), signal.SIGKILL)


@contextlib.contextmanager
def locked() -> Iterator[None]:
    lock()
    try:
        yield
    finally:
        unlock()


@contextlib.contextmanager
def stopped() -> Iterator[None]:
    """The daemon takes calls and answers none."""
    signal_daemon(signal.SIGSTOP)
    try:
        yield
    finally:
        signal_daemon(signal.SIGCONT)


@contextlib.contextmanager
def killed() -> Iterator[None]:
    """The daemon dies; the bus starts another, which nobody has unlocked."""
    signal_daemon(signal.SIGKILL)
    try:
        yield
    finally:
        unlock()


@contextlib.contextmanager
def no_bus() -> Iterator[None]:
    """No session bus to be found, as in a service or a bare terminal."""
    address = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
    try:
        yield
    finally:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address
