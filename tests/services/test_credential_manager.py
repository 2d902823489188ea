"""Secrets in Windows' Credential Manager: the real one on Windows, elsewhere one in memory like it."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from app.errors import MissingEnvironment
from app.services.base import os_keyring
from app.services.base.credential_manager import CredentialManager
from app.services.base.os_keyring import Keyring

SERVICE = "Anumodon-test"


class _Error(Exception):
    """As `pywintypes.error` of pywin32-ctypes says that Windows refused."""

    def __init__(self, winerror: int) -> None:
        super().__init__(winerror)
        self.winerror = winerror


_Error.__module__ = "win32ctypes.pywin32.pywintypes"


class _InMemory:
    """What `win32cred` offers: one secret a target, read as UTF-16."""

    CRED_TYPE_GENERIC, CRED_PERSIST_LOCAL_MACHINE = 1, 2

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.fails = False

    def CredWrite(self, credential: dict[str, Any]) -> None:  # noqa: N802
        if self.fails:
            raise _Error(1312)
        blob = credential["CredentialBlob"].encode("utf-16-le")
        self.kept[credential["TargetName"]] = {**credential, "CredentialBlob": blob}

    def CredRead(self, target: str, kind: int) -> dict[str, Any]:  # noqa: N802
        if target not in self.kept:
            raise _Error(1168)
        return self.kept[target]

    def CredDelete(self, target: str, kind: int) -> None:  # noqa: N802
        if self.kept.pop(target, None) is None:
            raise _Error(1168)


@pytest.fixture
def store() -> Any:
    return None if sys.platform == "win32" else _InMemory()


def test_a_secret_is_kept_read_replaced_and_forgotten(store: Any) -> None:
    manager = CredentialManager(store)
    manager.set_password(SERVICE, "door", "পদ্মা-১ \U0001f511 word")
    assert CredentialManager(store).get_password(SERVICE, "door") == "পদ্মা-১ \U0001f511 word"
    manager.set_password(SERVICE, "door", "new")
    assert manager.get_password(SERVICE, "door") == "new"
    manager.delete_password(SERVICE, "door")
    assert manager.get_password(SERVICE, "door") is None


def test_writing_one_secret_touches_no_other() -> None:
    """Else what another process has written since it was read would be put back."""
    store = _InMemory()
    manager = CredentialManager(store)
    manager.set_password(SERVICE, "key", "first")
    others: list[str] = []
    store.CredWrite = lambda credential: others.append(credential["TargetName"])  # type: ignore[method-assign]
    manager.set_password(SERVICE, "canary", "value")
    assert others == [f"canary@{SERVICE}"]


def test_a_refusal_of_windows_is_a_plain_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    store = _InMemory()
    store.fails = True
    monkeypatch.setattr(os_keyring, "_choose", lambda: CredentialManager(store))
    with pytest.raises(MissingEnvironment) as refused:
        Keyring().get("door")
    assert refused.value.key == "keyring.failed"
