"""keyring's Secret Service backend on one connection to the session bus, kept as long as the program runs.

keyring opens a connection for each call. To the daemon each is a client it has never met, and gnome-keyring
46 to 50 aborts when a new client's first question overtakes its introduction: measured on Debian's 48.0,
once in some 400 to 4,000 calls, never in 6,000 calls on one connection. The person then finds the keyring
locked in the middle of the work. A kept connection also agrees on the transport's key once, not each time.
"""

from __future__ import annotations

import atexit
import functools
import os
from collections.abc import Callable
from typing import Any, TypeVar

import secretstorage
from keyring.backends import SecretService
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

T = TypeVar("T")


class KeptSecretService(SecretService.Keyring):
    """The backend of `keyring`, for one call at a time (`TimedCalls`). Raises what that one raises."""

    stands_for = SecretService.Keyring.__module__  # what is kept here is found by that backend, and said so
    viable = False  # never one that keyring chooses by itself, beside its own

    def get_password(self, service: str, username: str) -> str | None:
        found: str | None = _twice(functools.partial(super().get_password, service, username))
        return found

    def set_password(self, service: str, username: str, password: str) -> None:
        _twice(functools.partial(super().set_password, service, username, password))

    def delete_password(self, service: str, username: str) -> None:
        _twice(functools.partial(super().delete_password, service, username))

    def get_preferred_collection(self) -> Any:
        """The collection for one call of keyring's, which closes its connection: this one only seems so."""
        collection = _kept.collection(getattr(self, "preferred_collection", None))
        if collection.is_locked():
            collection.unlock()
            if collection.is_locked():  # the person closed the prompt
                raise KeyringLocked("Failed to unlock the collection!")
        return _Lent(collection)


class _Kept:
    """The connection of this process, and the collection on it."""

    def __init__(self) -> None:
        self._collection: secretstorage.Collection | None = None
        self._bus = ""  # its address: a session's may come, go and change

    @property
    def is_open(self) -> bool:
        return self._collection is not None

    def collection(self, path: str | None) -> secretstorage.Collection:
        bus = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
        if self._collection is None or bus != self._bus:
            self.close()
            self._collection, self._bus = _open(path), bus
        return self._collection

    def close(self) -> None:
        if self._collection is not None:
            self._collection.connection.close()
        self._collection = None


class _Lent:
    """A collection whose connection stays open when its borrower closes it."""

    def __init__(self, collection: secretstorage.Collection) -> None:
        self._collection = collection
        self.connection = self

    def close(self) -> None:
        """Nothing: the next call goes on with it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._collection, name)


def _open(path: str | None) -> secretstorage.Collection:
    try:
        bus = secretstorage.dbus_init()
        try:
            return secretstorage.Collection(bus, path) if path else secretstorage.get_default_collection(bus)
        except BaseException:
            bus.close()
            raise
    except secretstorage.SecretStorageException as problem:
        raise InitError(f"Failed to create the collection: {problem}.") from problem


def _twice(call: Callable[[], T]) -> T:
    """What `call` returns; once more on a new connection when a kept one failed: its daemon may be gone."""
    was_kept = _kept.is_open
    try:
        return call()
    except (KeyringLocked, PasswordDeleteError):  # an answer, which a new connection would only ask for again
        raise
    except Exception:
        _kept.close()
        if not was_kept:
            raise
        return call()


_kept = _Kept()
atexit.register(_kept.close)
