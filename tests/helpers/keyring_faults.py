"""Does to the test's own Secret Service what happens to real ones. Only under `with_keyring.sh`."""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, Message, MessageType, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_SERVICE = "/org/freedesktop/secrets"
_COLLECTION = f"{_SERVICE}/collection/login"
_LOCK = (
    *("dbus-send", "--session", "--dest=org.freedesktop.secrets", "--print-reply"),
    *(_SERVICE, "org.freedesktop.Secret.Service.Lock", f"array:objpath:{_COLLECTION}"),
)
_NAME = "org.freedesktop.secrets"
_PATIENCE = 300  # seconds


def lock() -> None:
    """Lock the keyring, as a session does that was left alone."""
    subprocess.run(_LOCK, check=True, capture_output=True)


@functools.cache
def _connection() -> DBusConnection:
    """One for all: the daemon locks again what a client unlocked once it is gone, and may die of new ones."""
    return open_dbus_connection("SESSION")


def unlock() -> None:
    """Unlock it again with its passphrase, by the daemon's own call: its prompt would need a display."""
    service = DBusAddress(_SERVICE, _NAME, "org.freedesktop.Secret.Service")
    _, session = _answered(new_method_call(service, "OpenSession", "sv", ("plain", ("s", ""))))
    daemon = DBusAddress(_SERVICE, _NAME, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface")
    passphrase = (session, b"", b"test", "text/plain")
    _answered(new_method_call(daemon, "UnlockWithMasterPassword", "o(oayays)", (_COLLECTION, passphrase)))


def _answered(call: Message) -> Any:
    """The daemon's answer. One that just died leaves some calls unanswered, a new one refuses some."""
    ends = time.monotonic() + _PATIENCE
    while True:
        reply = _connection().send_and_get_reply(call)
        if reply.header.message_type is MessageType.method_return:
            return reply.body
        assert time.monotonic() < ends, reply.body


def unlock_if_locked() -> None:
    """Before a test: a program that an earlier one started may have unlocked it, and gone."""
    collection = DBusAddress(_COLLECTION, _NAME, "org.freedesktop.Secret.Collection")
    [(_, is_locked)] = _answered(Properties(collection).get("Locked"))
    if is_locked:
        unlock()


def daemon() -> str:
    """The name on the bus of the daemon that now answers, "" where none does: another one, another name."""
    reply = _connection().send_and_get_reply(message_bus.GetNameOwner(_NAME))
    return str(reply.body[0]) if reply.header.message_type is MessageType.method_return else ""


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
