"""The desk's Ed25519 key. Its private half lives in the keyring, and in memory while the program runs."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Collection
from typing import TYPE_CHECKING

from app.errors import MissingEnvironment
from app.services.base.os_keyring import Keyring

if TYPE_CHECKING:
    from app.services.base.desk_signer import DeskSigner


class SigningKeys:
    """Finds the desk's key in the keyring, or makes one there. Asks the keyring once, until `retry`.

    `named` is the backend that the folder says holds the key, "" on a new desk. Whoever can write to the
    folder can name another, so that is only a hint: the keyring in force is looked into first, and what it
    holds of this desk counts. Where it holds nothing and another one is named, nothing is signed, rather than
    with a second key. `backend` is the one that holds the key, once `signer` has found it; `desk` is the
    desk's id.
    """

    def __init__(self, keyring: Keyring, desk_id: str, named: str = "") -> None:
        self._keyring = keyring
        self.desk = desk_id
        self.named = self.backend = named
        self._name = f"record-signing-key-{desk_id}"
        self._next = f"{self._name}-next"
        self._lock = threading.Lock()
        self._asked = False
        self._signer: DeskSigner | None = None
        self._problem: MissingEnvironment | None = None

    def signer(self) -> DeskSigner | None:
        """The desk's signer, or None where there is no usable keyring (`problem` says why)."""
        with self._lock:
            if not self._asked:
                self._asked = True
                try:
                    self._signer = self._find_or_make()
                except MissingEnvironment as problem:
                    self._problem = problem
            return self._signer

    @property
    def problem(self) -> MissingEnvironment | None:
        """Why the record goes unsigned, once `signer` has been asked."""
        return self._problem

    def retry(self) -> None:
        """Ask the keyring again at the next signature, for a person who has just unlocked it."""
        with self._lock:
            if self._signer is None:
                self._asked, self._problem = False, None

    def existing(self) -> DeskSigner | None:
        """The signer whose key the keyring holds already; never makes one. None where there is none."""
        try:
            return self._find()
        except MissingEnvironment:
            return None

    def make_next(self) -> DeskSigner:
        """A new key, kept beside the one in use until `take_next`. Raises `MissingEnvironment`."""
        from app.services.base.desk_signer import DeskSigner

        new = DeskSigner.new()
        self._keyring.set(self._next, _written(new), self.backend)
        return new

    def take_next(self, fingerprints: Collection[str]) -> bool:
        """Sign with a key of those fingerprints from now on, if the keyring holds one as the next.

        False where it does not. Raises `MissingEnvironment` where the keyring fails.
        """
        with self._lock:
            for name in (self._name, self._next):
                kept = self._keyring.get(name)
                signer = None if kept is None else _signer(kept)
                if signer is None or hashlib.sha256(signer.public_key).hexdigest() not in fingerprints:
                    continue
                if name == self._next:
                    self._keyring.set(self._name, _written(signer))
                    self._keyring.delete(self._next)
                self._asked, self._signer, self._problem = True, signer, None
                return True
        return False

    def kept(self, name: str) -> str | None:
        """What is kept beside the key under `name`, None for nothing.

        Raises `MissingEnvironment` where the keyring fails, and where it holds nothing while the folder names
        another one.
        """
        found = self._keyring.get(name)
        if found is None and self.named:
            return self._keyring.get(name, held_by=self.named)
        return found

    def keep(self, name: str, value: str) -> None:
        """Keep something beside the key. Raises `MissingEnvironment` where the keyring fails."""
        self._keyring.set(name, value, self.backend)

    def _find(self) -> DeskSigner | None:
        kept = self.kept(self._name)
        return None if kept is None else _signer(kept)

    def _find_or_make(self) -> DeskSigner:
        from app.services.base.desk_signer import DeskSigner

        kept = self._find()
        self.backend = self._keyring.backend_name()
        if kept is not None:
            return kept
        new = DeskSigner.new()
        self._keyring.set(self._name, _written(new))
        return new


def _signer(kept: str) -> DeskSigner:
    """The signer of a key as `_written`. Raises `MissingEnvironment` for what is none."""
    # What signs takes as long to import as the rest of a short command, which signs nothing.
    from app.services.base.desk_signer import DeskSigner

    try:
        return DeskSigner.from_bytes(base64.b64decode(kept, validate=True))
    except ValueError as problem:
        raise MissingEnvironment("keyring.no_key") from problem


def _written(signer: DeskSigner) -> str:
    return base64.b64encode(signer.private_bytes).decode("ascii")
