"""Signatures that the public tool `minisign` can check, without anything of ours.

The format is minisign's own (https://jedisct1.github.io/minisign/): Ed25519 over the BLAKE2b-512 of the
file (algorithm `ED`), and a second signature over the first one with its trusted comment.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Protocol

from app.values import dataclass

KEY_ALGORITHM = b"Ed"
PREHASHED = b"ED"
KEY_ID_BYTES, PUBLIC_KEY_BYTES, SIGNATURE_BYTES = 8, 32, 64

_UNTRUSTED = "untrusted comment: "
_TRUSTED = "trusted comment: "


class Signer(Protocol):
    """Holds a private Ed25519 key that stays where it is; only signatures come out."""

    @property
    def key_id(self) -> bytes:
        """8 bytes that tell keys apart; `key_id_of` makes them."""

    @property
    def public_key(self) -> bytes:
        """32 bytes."""

    def sign(self, data: bytes, /) -> bytes:
        """64 bytes of Ed25519 over `data`."""


class Malformed(ValueError):
    """The bytes are not a key or signature file as this program writes it."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A minisign public key. `name` is the key id as minisign prints it."""

    key_id: bytes
    key: bytes

    @property
    def name(self) -> str:
        # minisign keeps the id as a little-endian number and prints it as one.
        return f"{int.from_bytes(self.key_id, 'little'):016X}"

    def to_bytes(self) -> bytes:
        """The whole `.pub` file."""
        packed = _base64(KEY_ALGORITHM + self.key_id + self.key)
        return f"{_UNTRUSTED}minisign public key {self.name}\n{packed}\n".encode()

    def verifies(self, signature: bytes, data: bytes) -> bool:
        """Whether `signature` (64 bytes) is this key's over `data`."""
        # As long to import as the rest of a short command, which proves nothing.
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, data)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signature:
    """What a `.minisig` file holds: the file's signature, and one over it with its trusted comment."""

    key_id: bytes
    signature: bytes
    trusted_comment: str
    global_signature: bytes

    def to_bytes(self) -> bytes:
        """The whole `.minisig` file."""
        packed = _base64(PREHASHED + self.key_id + self.signature)
        return (
            f"{_UNTRUSTED}signature made by Anumodon\n{packed}\n"
            f"{_TRUSTED}{self.trusted_comment}\n{_base64(self.global_signature)}\n"
        ).encode()

    def whole(self, key: PublicKey) -> bool:
        """Whether the signature file itself is as `key` made it, whatever file it belongs to."""
        return key.verifies(self.global_signature, self.signature + self.trusted_comment.encode())

    def covers(self, key: PublicKey, data: bytes) -> bool:
        """Whether `key` signed exactly `data`."""
        return key.verifies(self.signature, _prehash(data))


def key_id_of(public_key: bytes) -> bytes:
    """The key id this program gives a key: the first 8 bytes of the SHA-256 of its public half."""
    return hashlib.sha256(public_key).digest()[:KEY_ID_BYTES]


def public_key_of(signer: Signer) -> PublicKey:
    """The half of the signer's key that whoever verifies is given."""
    return PublicKey(signer.key_id, signer.public_key)


def sign(signer: Signer, data: bytes, trusted_comment: str) -> Signature:
    """Sign `data`. `trusted_comment` is one line that the signature covers as well."""
    signature = signer.sign(_prehash(data))
    global_signature = signer.sign(signature + trusted_comment.encode())
    return Signature(signer.key_id, signature, trusted_comment, global_signature)


def read_public_key(file: bytes) -> PublicKey:
    """Read a `.pub` file. Raises `Malformed` unless it is byte for byte as `PublicKey.to_bytes` writes it."""
    _, packed = _lines(file, 2)
    raw = _unbase64(packed, len(KEY_ALGORITHM) + KEY_ID_BYTES + PUBLIC_KEY_BYTES)
    key = PublicKey(raw[2:10], raw[10:])
    if key.to_bytes() != file:
        raise Malformed("not a public key of this program")
    return key


def read_signature(file: bytes) -> Signature:
    """Read a `.minisig` file. Raises `Malformed` unless it is as `Signature.to_bytes` writes it.

    minisign lets anybody change the untrusted comment and the unused bits of base64; in an archive no
    byte may change, so the file is written anew and compared.
    """
    _, packed, trusted, packed_global = _lines(file, 4)
    raw = _unbase64(packed, len(PREHASHED) + KEY_ID_BYTES + SIGNATURE_BYTES)
    comment = trusted.removeprefix(_TRUSTED)
    signature = Signature(raw[2:10], raw[10:], comment, _unbase64(packed_global, SIGNATURE_BYTES))
    if signature.to_bytes() != file:
        raise Malformed("not a signature of this program")
    return signature


def _prehash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=64).digest()


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _unbase64(text: str, length: int) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise Malformed("not base64") from problem
    if len(raw) != length:
        raise Malformed("wrong length")
    return raw


def _lines(file: bytes, count: int) -> list[str]:
    try:
        lines = file.decode("utf-8").split("\n")
    except UnicodeDecodeError as problem:
        raise Malformed("not text") from problem
    if len(lines) != count + 1 or lines[-1]:
        raise Malformed("wrong number of lines")
    return lines[:-1]
