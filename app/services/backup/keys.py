"""What a backup is encrypted with: a key in age's format, itself encrypted for a passphrase or recovery key.

Every file of a backup is encrypted for the one key of the folder. That key lies beside them, in `keys/`, as
often as there are ways to open it. So `age` alone opens a backup: the key first, with it everything else.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Self

import pyrage

from app.errors import Refusal
from app.services.base.secret import Secret
from app.values import dataclass, field

PASSPHRASE = "passphrase"  # a way to open a key; the other is `recovery_way`
SHORTEST = 8  # code points; a passphrase for a drive that may be lost
_SECRET_BEGINS = "AGE-SECRET-KEY-1"
_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class FolderKey:
    """The key of one folder's backups. `id` names it; `repr` shows no more than that."""

    id: str
    identity: pyrage.x25519.Identity = field(repr=False)
    _naming: bytes = field(repr=False)

    @classmethod
    def new(cls) -> Self:
        """A key made now."""
        return cls._of(pyrage.x25519.Identity.generate())

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The key written as `AGE-SECRET-KEY-1…`. Raises ValueError for what is none."""
        try:
            return cls._of(pyrage.x25519.Identity.from_str(text.strip()))
        except pyrage.IdentityError as problem:
            raise ValueError("not a key in age's format") from problem

    @classmethod
    def _of(cls, identity: pyrage.x25519.Identity) -> Self:
        public = str(identity.to_public())
        naming = hashlib.sha256(b"anumodon backup names 1\n" + str(identity).encode()).digest()
        return cls(hashlib.sha256(public.encode()).hexdigest()[:_ID_LENGTH], identity, naming)

    def text(self) -> Secret:
        """The key as `from_text` reads it."""
        return Secret(str(self.identity))

    def encrypt(self, data: bytes) -> bytes:
        """`data` in age's format, for this key alone."""
        return bytes(pyrage.encrypt(data, [self.identity.to_public()]))

    def decrypt(self, data: bytes) -> bytes:
        """What `encrypt` was given. Raises ValueError for anything else, and for what was changed since."""
        try:
            return bytes(pyrage.decrypt(data, [self.identity]))
        except pyrage.DecryptError as problem:
            raise ValueError("not encrypted for this key, or damaged") from problem

    def name_of(self, piece: bytes) -> str:
        """The name a piece of data is kept under. It says nothing of the piece to who lacks the key."""
        return hmac.new(self._naming, hashlib.sha256(piece).digest(), hashlib.sha256).hexdigest()[:40]

    def for_passphrase(self, passphrase: Secret) -> bytes:
        """This key, encrypted for whoever knows the passphrase. Takes a second, on purpose."""
        return bytes(pyrage.passphrase.encrypt(self._written(), passphrase.reveal()))

    def for_recovery(self, public: str) -> bytes:
        """This key, encrypted for the owner of the recovery key whose public half is `public`.

        Raises ValueError for what is no public half.
        """
        try:
            recipient = pyrage.x25519.Recipient.from_str(public)
        except pyrage.RecipientError as problem:
            raise ValueError("not a public key in age's format") from problem
        return bytes(pyrage.encrypt(self._written(), [recipient]))

    def _written(self) -> bytes:
        return f"# anumodon backup key {self.id}\n{self.identity}\n".encode()


def recovery_way(public: str) -> str:
    """The name of the way to open a key by the recovery key whose public half is `public`."""
    return f"recovery-{hashlib.sha256(public.encode()).hexdigest()[:8]}"


def is_recovery_key(secret: Secret) -> bool:
    """Whether somebody gave a recovery key, and no passphrase."""
    return _squeezed(secret).startswith(_SECRET_BEGINS)


def unwrapped(data: bytes, secret: Secret) -> FolderKey | None:
    """The folder's key out of one file of `keys/`, None where the secret does not open it.

    `secret` is a passphrase, or a recovery key as it stands on its sheet, spaces and all. Raises `Refusal`
    "backup.bad_recovery_key" for a recovery key that was mistyped.
    """
    try:
        if is_recovery_key(secret):
            opened = pyrage.decrypt(data, [_recovery_identity(secret)])
        else:
            opened = pyrage.passphrase.decrypt(data, secret.reveal())
        lines = opened.decode().splitlines()
        return FolderKey.from_text(next(line for line in lines if line.startswith(_SECRET_BEGINS)))
    except (pyrage.DecryptError, ValueError, StopIteration):
        return None


def new_recovery_key() -> tuple[Secret, str]:
    """A recovery key for the safe, and its public half."""
    identity = pyrage.x25519.Identity.generate()
    return Secret(str(identity)), str(identity.to_public())


def judge(passphrase: Secret) -> None:
    """Raise `Refusal` for a passphrase that is too short to guard a drive."""
    if len(passphrase.reveal().strip()) < SHORTEST:
        raise Refusal("backup.short_passphrase", n=SHORTEST)
    if is_recovery_key(passphrase):
        raise Refusal("backup.key_as_passphrase")


def _recovery_identity(secret: Secret) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(_squeezed(secret))
    except pyrage.IdentityError as problem:
        raise Refusal("backup.bad_recovery_key") from problem


def _squeezed(secret: Secret) -> str:
    """A key as typed from paper: in groups, in small letters."""
    return "".join(secret.reveal().split()).upper()
