"""Signs with the desk's Ed25519 key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.archive.minisign import key_id_of


@dataclass(frozen=True, slots=True)
class DeskSigner:
    """Signs for this desk. Satisfies the archive's `Signer`. `repr` never shows the key."""

    key: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def from_bytes(cls, private: bytes) -> Self:
        """The signer of a key kept as `private_bytes`. Raises ValueError for what is no key."""
        return cls(Ed25519PrivateKey.from_private_bytes(private))

    @classmethod
    def new(cls) -> Self:
        """The signer of a key made now."""
        return cls(Ed25519PrivateKey.generate())

    @property
    def private_bytes(self) -> bytes:
        """The 32 raw bytes of the private half, for the keyring alone."""
        return self.key.private_bytes_raw()

    @property
    def public_key(self) -> bytes:
        """The 32 raw bytes of the public half."""
        return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def key_id(self) -> bytes:
        """Eight bytes by which people tell keys apart."""
        return key_id_of(self.public_key)

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the Ed25519 signature over `message`."""
        return self.key.sign(message)
