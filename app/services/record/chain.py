"""The form of the record's events: what is hashed, what is signed, and how one follows from another.

An event's hash is SHA-256 over the RFC 8785 form of its columns, the link to the event before it among them.
The link is that event's hash, or, where it was signed, a hash over its hash, key and signature: so a valid
signature on one event proves every event and every signature before it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from app.archive.signed_texts import event_message
from app.values import dataclass

if TYPE_CHECKING:
    from typing import Any

    EventRow = tuple[Any, ...]

FIRST = "0" * 64
CLOCK_MOVED_BACK, CLOCK_MOVED_AHEAD = "clock.moved_back", "clock.moved_ahead"
# What reading an event's body can raise that no program of ours wrote: numbers or lists without end among it.
ODD_BODY = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)


@dataclass(frozen=True, slots=True)
class Link:
    """An event as its hash covers it. `body` is its RFC 8785 text, as the table keeps it."""

    id: int
    at: str
    kind: str
    member: int | None
    member_name: str
    draft: int | None
    body: str
    previous: str

    def hash(self) -> str:
        """SHA-256 in hex over the RFC 8785 form of all columns.

        Raises `ValueError` for a lone surrogate and `TypeError` for a column of another type.
        """
        return _sha256(self.text())

    def text(self) -> str:
        """The RFC 8785 form of all columns."""
        columns = (self.id, self.at, self.kind, self.member, self.member_name, self.draft, self.body)
        return text_of(*columns, self.previous)


@dataclass(frozen=True, slots=True)
class Sealed:
    """An event as it is kept: what its hash covers, that hash, and the signature over it ("" for none)."""

    link: Link
    hash: str
    signature: str = ""
    key: str = ""

    def follows(self) -> str:
        """What the next event's `previous` has to be."""
        return seal(self.hash, self.key, self.signature)

    def intact(self) -> bool:
        """Whether its columns are what its hash was made over."""
        try:
            return self.link.hash() == self.hash
        except (ValueError, TypeError):
            return False


def text_of(
    id_: int,
    at: str,
    kind: str,
    member: int | None,
    member_name: str,
    draft: int | None,
    body: str,
    previous: str,
) -> str:
    """What an event's hash covers: see `Link`. Raises `TypeError` for a column of another type."""
    # The body is canonical already, and the names stand in the order that RFC 8785 wants.
    return (
        f'{{"at":{_text(at)},"body":{body},"draft":{_number(draft)},"id":{_number(id_)},"kind":{_text(kind)},'
        f'"member":{_number(member)},"member_name":{_text(member_name)},"previous":{_text(previous)}}}'
    )


def seal(hash_: str, key: str, signature: str) -> str:
    """What follows from an event: its hash, or a hash over its hash, key and signature where it has one."""
    if not signature:
        return hash_
    return _sha256(f"{hash_} {key} {signature}")


def fingerprint(public_key: bytes) -> str:
    """The name of a key everywhere: SHA-256 in hex of its 32 bytes. Derived, never believed."""
    return hashlib.sha256(public_key).hexdigest()


def signature_holds(event: Sealed, public_key: str) -> bool:
    """Whether the event's signature is that key's (base64), and the key is the one that the event names."""
    try:
        if fingerprint(base64.b64decode(public_key, validate=True)) != event.key:
            return False
    except (ValueError, binascii.Error):
        return False
    return holds(event.signature, public_key, event_message(event.link.id, event.hash))


@lru_cache(maxsize=2_000)
def holds(signature: str, public_key: str, signed: bytes) -> bool:
    """Whether `signature` is that key's over the bytes `signed`; both are base64, of whatever origin.

    Kept by all that it depends on: a post's events are proven when it is shown, decided and sent out.
    """
    # As long to import as the rest of a short command, which proves nothing.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), signed)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


_COLUMNS = "id, at, kind, member, member_name, draft, body, previous, hash, signature, key"
EVENTS = f"SELECT {_COLUMNS} FROM event"  # noqa: S608 -- our own columns


def intact(row: EventRow) -> bool:
    """`Sealed.intact` of a row of `EVENTS`: for the audit, which makes no objects of half a million."""
    try:
        return bool(_sha256(text_of(*row[:8])) == row[8])
    except (ValueError, TypeError):
        return False


def sealed(row: EventRow) -> Sealed:
    """A row of `EVENTS`, whatever a hand from outside may have put into it."""
    id_, at, kind, member, member_name, draft, body, previous, hash_, signature, key = row
    link = Link(id_, at, kind, member, member_name, draft, body, previous)
    return Sealed(link, str(hash_), str(signature), str(key))


# A text as `json.dumps` writes it, at a tenth of the time. Raises `TypeError` for anything else.
_text = encode_basestring


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _number(value: object) -> str:
    """A whole number or null as JSON. A text here could stand for columns behind it, so it is refused."""
    if value is None:
        return "null"
    if type(value) is not int:
        raise TypeError(f"not a whole number: {value!r}")
    return str(value)
