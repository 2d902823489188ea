"""Secrets in the operating system's keyring, and nowhere else. The only file that imports keyring.

Keyrings fail in many ways: absent, locked, killed, stopped (it then hangs for more than half a minute),
or a backend that keeps nothing or keeps plain text. So: only backends on a list are used, each is proven
by a round trip, and every call has a time limit.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from app.errors import MissingEnvironment

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Anumodon"
SECONDS = 5.0
# Backends that keep secrets encrypted by the session or the system. Anything else is refused by name.
ALLOWED = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
)

T = TypeVar("T")


class Keyring:
    """The desk's keyring, proven when first used. Every method raises `MissingEnvironment` if it fails."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._proven = False

    def get(self, name: str) -> str | None:
        """The secret kept under `name`, or None when there is none."""
        self._prove()
        return self._call(lambda: _backend().get_password(SERVICE, name))

    def set(self, name: str, secret: str) -> None:
        """Keep `secret` under `name`, and read it back to be sure."""
        self._prove()
        self._call(lambda: _backend().set_password(SERVICE, name, secret))
        if self._call(lambda: _backend().get_password(SERVICE, name)) != secret:
            raise MissingEnvironment("keyring.forgets")

    def backend_name(self) -> str:
        """The module of the backend in force, e.g. `keyring.backends.SecretService`."""
        return self._call(lambda: type(_backend()).__module__)

    def _prove(self) -> None:
        """Store, read and delete a canary: the null backend "succeeds" and returns nothing."""
        if self._proven:
            return
        name = self.backend_name()
        if not name.startswith(ALLOWED):
            raise MissingEnvironment(_refused_kind(name))
        canary = secrets.token_hex(8)

        def round_trip() -> str | None:
            backend = _backend()
            backend.set_password(SERVICE, f"canary-{canary}", canary)
            kept = backend.get_password(SERVICE, f"canary-{canary}")
            backend.delete_password(SERVICE, f"canary-{canary}")
            return kept

        if self._call(round_trip) != canary:
            raise MissingEnvironment("keyring.forgets")
        self._proven = True

    def _call(self, work: Callable[[], T]) -> T:
        """Run one keyring call with a time limit. A call that hangs is left behind on its own thread."""
        results: list[T] = []
        failures: list[BaseException] = []

        def run() -> None:
            try:
                results.append(work())
            except BaseException as failure:  # noqa: BLE001 -- carried to the caller's thread, not swallowed
                failures.append(failure)

        thread = threading.Thread(target=run, name="keyring", daemon=True)
        thread.start()
        thread.join(self._seconds)
        if thread.is_alive():
            raise MissingEnvironment("keyring.silent")
        if failures:
            raise _refusal(failures[0]) from None  # its text may name the secret's place
        return results[0]


def _backend() -> KeyringBackend:
    import keyring  # 40 ms: only where a secret is wanted

    return keyring.get_keyring()


def _refused_kind(backend: str) -> str:
    if backend.startswith("keyring.backends.fail"):
        return "keyring.absent"
    if backend.startswith("keyring.backends.null"):
        return "keyring.forgets"
    return "keyring.unsafe"


def _refusal(failure: BaseException) -> MissingEnvironment:
    """Which plain sentence a keyring's failure becomes, by the names its backends use."""
    name = type(failure).__name__
    if "Locked" in name or name == "PromptDismissedException":
        return MissingEnvironment("keyring.locked")
    if name in {"NoKeyringError", "InitError", "SecretServiceNotAvailableException"}:
        return MissingEnvironment("keyring.absent")
    if type(failure).__module__.split(".")[0] in {
        "keyring",
        "secretstorage",
        "jeepney",
        "pywintypes",
        "dbus",
    }:
        return MissingEnvironment("keyring.failed")
    if isinstance(failure, OSError):
        return MissingEnvironment("keyring.failed")
    raise failure
