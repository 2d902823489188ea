"""A keyring in memory that the program takes for the Secret Service: for a thousand desks, one after another.

The real daemon is met by the tests marked `keyring`; thousands of connections in a row are too much for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

import keyring.core
from keyring.backend import KeyringBackend

from app.services.base.os_keyring import BACKEND


class MemoryKeyring(KeyringBackend):
    priority = -1.0  # type: ignore[assignment]  # taken only where it is named, never by itself
    kept: ClassVar[dict[str, str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[username]


@contextmanager
def memory_keyring() -> Iterator[dict[str, str]]:
    """Have every keyring opened meanwhile be the one in memory; gives what it keeps, by name."""
    named, module = os.environ.get(BACKEND), MemoryKeyring.__module__
    os.environ[BACKEND] = f"{module}.{MemoryKeyring.__qualname__}"
    MemoryKeyring.__module__ = "keyring.backends.SecretService"  # by this name the program knows it
    MemoryKeyring.kept.clear()
    try:
        yield MemoryKeyring.kept
    finally:
        MemoryKeyring.__module__ = module
        MemoryKeyring.kept.clear()
        if named is None:
            del os.environ[BACKEND]
        else:
            os.environ[BACKEND] = named
        keyring.core.init_backend()
