"""A keyring in memory that the program takes for the Secret Service: for a thousand desks, one after another.

The real daemon is met by the tests marked `keyring`; thousands of connections in a row are too much for it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import keyring.core
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

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


class FileKeyring(KeyringBackend):
    """Keeps everything in one file, whole at any moment, so that it outlives a process that is killed."""

    priority = -1.0  # type: ignore[assignment]
    file: ClassVar[Path]
    locked: ClassVar[bool] = False

    def get_password(self, service: str, username: str) -> str | None:
        return self._read().get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write(self._read() | {username: password})

    def delete_password(self, service: str, username: str) -> None:
        kept = self._read()
        del kept[username]
        self._write(kept)

    def _read(self) -> dict[str, str]:
        if self.locked:
            raise KeyringLocked
        return dict(json.loads(self.file.read_text())) if self.file.exists() else {}

    def _write(self, kept: dict[str, str]) -> None:
        written = self.file.with_suffix(".new")
        written.write_text(json.dumps(kept))
        written.replace(self.file)


@contextmanager
def memory_keyring() -> Iterator[dict[str, str]]:
    """Have every keyring opened meanwhile be the one in memory; gives what it keeps, by name."""
    before = dict(MemoryKeyring.kept)  # of one that is in force already
    MemoryKeyring.kept.clear()
    try:
        with _in_force(MemoryKeyring):
            yield MemoryKeyring.kept
    finally:
        MemoryKeyring.kept.clear()
        MemoryKeyring.kept.update(before)


@contextmanager
def file_keyring(file: Path) -> Iterator[type[FileKeyring]]:
    """The same of one that keeps everything in `file`, and can be locked."""
    FileKeyring.file, FileKeyring.locked = file, False
    with _in_force(FileKeyring):
        yield FileKeyring


@contextmanager
def _in_force(backend: type[KeyringBackend]) -> Iterator[None]:
    named, module = os.environ.get(BACKEND), backend.__module__
    os.environ[BACKEND] = f"{__name__}.{backend.__qualname__}"
    backend.__module__ = "keyring.backends.SecretService"  # by this name the program knows it
    try:
        yield
    finally:
        backend.__module__ = module
        if named is None:
            del os.environ[BACKEND]
        else:
            os.environ[BACKEND] = named
        keyring.core.init_backend()
