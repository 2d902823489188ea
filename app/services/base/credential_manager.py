"""Windows' Credential Manager, with each secret under a target of its own.

keyring's backend keeps whatever was written last under the service's bare name, and moves what stood there
out of the way with every write. Two processes that write in one moment (the window, and a command that proves
the keyring by its canary) then lose a secret, or bring an older value of it back: the desk's key and the
record's end are among them. It is also found only after the backends of all systems were imported, which
counts as the keyring's own slowness, and lets a domain carry secrets to other computers.
"""

from __future__ import annotations

import importlib
from typing import Any

_NOT_FOUND = 1168  # ERROR_NOT_FOUND
_STORE = "win32ctypes.pywin32.win32cred"


class CredentialManager:
    """Keeps, gives and forgets secrets, as a backend of keyring does. Raises `pywintypes.error`.

    `store` stands in for Windows where there is none.
    """

    stands_for = "keyring.backends.Windows"  # which reads these targets too

    def __init__(self, store: Any = None) -> None:
        self._store = store or importlib.import_module(_STORE)

    def get_password(self, service: str, username: str) -> str | None:
        """The secret kept for a name, None where there is none."""
        try:
            found = self._store.CredRead(_target(service, username), self._store.CRED_TYPE_GENERIC)
        except Exception as problem:
            if getattr(problem, "winerror", 0) == _NOT_FOUND:
                return None
            raise
        return str(found["CredentialBlob"], "utf-16-le")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret for this user of this computer, in place of the one of that name."""
        self._store.CredWrite(
            {
                "Type": self._store.CRED_TYPE_GENERIC,
                "TargetName": _target(service, username),
                "UserName": username,
                "CredentialBlob": password,
                "Persist": self._store.CRED_PERSIST_LOCAL_MACHINE,
            }
        )

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret. Raises where there is none."""
        self._store.CredDelete(_target(service, username), self._store.CRED_TYPE_GENERIC)


def _target(service: str, username: str) -> str:
    return f"{username}@{service}"
