"""Signed notes (c2sp.org/signed-note): a text with the signatures of one or more keys under it.

Two kinds of signature are known here: a log's own Ed25519 over the text, and the co-signature of somebody who
has seen it, with the time when (c2sp.org/tlog-cosignature, `cosignature/v1`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from enum import IntEnum

from app.archive.minisign import PublicKey, Signer
from app.values import dataclass, replace

LONGEST = 1 << 16  # bytes of a note that is read
_MOST_SIGNATURES = 100
_ID_BYTES, _TIME_BYTES, _KEY_BYTES = 4, 8, 32
_SIGNATURE_LINE = re.compile(r"— (\S+) ([A-Za-z0-9+/=]+)")
_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class BadNote(ValueError):
    """The bytes are no signed note, or no key of one."""


class Kind(IntEnum):
    """What a signature says, by the byte that the specification gives it."""

    SIGNED = 0x01
    COSIGNED = 0x04


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A public key by whose `name` it signs notes, and for what. `public` has 32 bytes."""

    name: str
    kind: Kind
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that stand before its signatures."""
        named = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(named).digest()[:_ID_BYTES]

    def text(self) -> str:
        """The key as one line (a verifier key), for whoever is to check its signatures."""
        return f"{self.name}+{self.id.hex()}+{_base64(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One line under a note. `data` is what follows the key's id."""

    name: str
    key_id: bytes
    data: bytes

    @property
    def at(self) -> int:
        """When a co-signature was made, in POSIX seconds; of no meaning for a signature of another kind."""
        return int.from_bytes(self.data[:_TIME_BYTES], "big")

    def line(self) -> str:
        return f"— {self.name} {_base64(self.key_id + self.data)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text, which ends in a new line, and the signatures under it."""

    text: str
    signatures: tuple[NoteSignature, ...] = ()

    def to_bytes(self) -> bytes:
        return (self.text + "\n" + "".join(each.line() for each in self.signatures)).encode()

    def signature_of(self, key: NoteKey) -> NoteSignature | None:
        """The signature of `key` under this text, if there is one and it is valid."""
        for signature in self.signatures:
            if (signature.name, signature.key_id) == (key.name, key.id) and _holds(self.text, signature, key):
                return signature
        return None

    def signed(self, name: str, signer: Signer) -> Note:
        """The note with a signature of `signer` more, under `name`."""
        key = NoteKey(_checked(name), Kind.SIGNED, signer.public_key)
        return self._with(NoteSignature(name, key.id, signer.sign(self.text.encode())))

    def cosigned(self, name: str, signer: Signer, at: int) -> Note:
        """The note with a co-signature of `signer` more, made at `at` (POSIX seconds)."""
        key = NoteKey(_checked(name), Kind.COSIGNED, signer.public_key)
        signature = signer.sign(_cosigned_message(self.text, at))
        return self._with(NoteSignature(name, key.id, at.to_bytes(_TIME_BYTES, "big") + signature))

    def _with(self, signature: NoteSignature) -> Note:
        others = (
            each for each in self.signatures if (each.name, each.key_id) != (signature.name, signature.key_id)
        )
        return replace(self, signatures=(*others, signature))


def read_note(data: bytes) -> Note:
    """A note as it was written. Raises `BadNote`."""
    try:
        whole = data.decode()
    except UnicodeDecodeError as problem:
        raise BadNote("not UTF-8") from problem
    text, blank, lines = whole.rpartition("\n\n")
    if len(data) > LONGEST or _CONTROL.search(whole) or not blank or not lines.endswith("\n"):
        raise BadNote("not a signed note")
    signatures = tuple(map(_signature, lines[:-1].split("\n")))
    if len(signatures) > _MOST_SIGNATURES:
        raise BadNote("too many signatures")
    return Note(text + "\n", signatures)


def read_key(line: str) -> NoteKey:
    """A verifier key from its line. Raises `BadNote`."""
    name, _, rest = line.strip().partition("+")
    id_, _, packed = rest.partition("+")
    try:
        raw = base64.b64decode(packed, validate=True)
        key = NoteKey(_checked(name), Kind(raw[0]), raw[1:])
    except (ValueError, IndexError) as problem:
        raise BadNote("not a verifier key") from problem
    if len(key.public) != _KEY_BYTES or key.id.hex() != id_.lower():
        raise BadNote("not a verifier key")
    return key


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise BadNote(f"not a key name: {name!r}")
    return name


def _signature(line: str) -> NoteSignature:
    found = _SIGNATURE_LINE.fullmatch(line)
    try:
        raw = base64.b64decode(found[2], validate=True) if found else b""
    except binascii.Error as problem:
        raise BadNote("not a signature line") from problem
    if found is None or len(raw) <= _ID_BYTES:
        raise BadNote("not a signature line")
    return NoteSignature(_checked(found[1]), raw[:_ID_BYTES], raw[_ID_BYTES:])


def _holds(text: str, signature: NoteSignature, key: NoteKey) -> bool:
    message, made = text.encode(), signature.data
    if key.kind is Kind.COSIGNED:
        if signature.at >= 1 << 63:
            return False
        message, made = _cosigned_message(text, signature.at), made[_TIME_BYTES:]
    try:
        return PublicKey(b"", key.public).verifies(made, message)
    except ValueError:
        return False


def _cosigned_message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
