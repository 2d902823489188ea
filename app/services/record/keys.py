"""The keys an office signs its record with: which was in use when, by the record itself.

The first key is taken on trust, by the desk that made it. A later one replaces it, in an event that the
former key signs and that holds the new one's consent, or follows a lost one, in an event that it signs
itself; both name a person and a reason. Between two such events every signature is by one key. The table
`office_key` only repeats this for people to look at: nothing is believed of it.
"""

from __future__ import annotations

import base64
import json
from enum import StrEnum
from typing import TYPE_CHECKING

from app.errors import Refusal
from app.models.transaction import current
from app.services.record.chain import EVENTS, ODD_BODY, Sealed, fingerprint, holds, sealed, signature_holds
from app.values import dataclass

if TYPE_CHECKING:
    from app.services.base.desk_signer import DeskSigner

KEY_MADE, KEY_LOST, KEY_REPLACED = "key.made", "key.lost", "key.replaced"
KEY_KINDS = frozenset({KEY_MADE, KEY_LOST, KEY_REPLACED})
UNSIGNED_CONFIRMED = "record.unsigned_confirmed"
CONTINUED = "record.continued"
KEY_AGAIN = "key_again"  # what a continuing event says of a key whose own event is damaged
_CONSENT = "anumodon key 1"


class KeyState(StrEnum):
    """Whether a registered key still signs."""

    IN_USE = "in_use"
    REPLACED = "replaced"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the office, put into use by `event` of that `kind`. `public` is base64 of its 32 bytes."""

    event: int
    kind: str
    fingerprint: str
    public: str

    @property
    def since(self) -> int:
        """The first event that it signs: what replaces a key is signed by the former one."""
        return self.event + 1 if self.kind == KEY_REPLACED else self.event


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """Every key the record ever was signed with, in order."""

    keys: tuple[Key, ...]

    @property
    def in_use(self) -> Key | None:
        """The key that signs today, None before the first."""
        return self.keys[-1] if self.keys else None

    def at(self, event: int) -> Key | None:
        """The key that was in use for an event, None before the first."""
        return next((key for key in reversed(self.keys) if key.since <= event), None)

    def states(self) -> dict[str, KeyState]:
        """What became of each key, by its fingerprint."""
        ended = [KeyState.LOST if key.kind == KEY_LOST else KeyState.REPLACED for key in self.keys[1:]]
        states = [*ended, KeyState.IN_USE] if self.keys else []
        return {key.fingerprint: state for key, state in zip(self.keys, states, strict=True)}

    def signed(self, event: Sealed) -> bool:
        """Whether the event bears a valid signature by the key that was in use for it."""
        key = self.at(event.link.id)
        return key is not None and event.key == key.fingerprint and signature_holds(event, key.public)


def office_keys() -> OfficeKeys:
    """The office's keys by the events that registered them. Call inside a transaction.

    Raises `Refusal` "record.broken" for such an event that is not whole, or not signed by its own key, unless
    the record was gone on with by a key in its place.
    """
    keys: list[Key] = []
    for event in _registering():
        former = keys[-1] if keys else None
        key = _registered(event, former) or _registered_again(event)
        if key is None:
            raise Refusal("record.broken", event=event.link.id)
        keys.append(key)
    return OfficeKeys(tuple(keys))


def damaged_keys(public: str) -> list[int]:
    """The events that registered keys and do not hold any more, were each to stand for the key `public`.

    Call inside a transaction.
    """
    former: Key | None = None
    damaged = []
    for event in _registering():
        key = _registered(event, former) or _registered_again(event)
        if key is None:
            damaged.append(event.link.id)
            key = _standing_in(event, public)
        former = key
    return damaged


def key_again(event: Sealed) -> tuple[str, frozenset[int]] | None:
    """The key by which a record was gone on with, in base64, and the damaged events it stands in for.

    None for an event that says none, or is not signed by that key.
    """
    try:
        said = json.loads(event.link.body)[KEY_AGAIN]
        public, numbers = str(said["public_key"]), frozenset(map(int, said["events"]))
    except ODD_BODY:
        return None
    held = event.link.kind == CONTINUED and event.intact() and signature_holds(event, public)
    return (public, numbers) if held else None


def key_registered_by(event: Sealed) -> Key | None:
    """The key that an event puts into use, by what its body says; None where it says nothing fit."""
    try:
        for row in json.loads(event.link.body)["rows"]:
            if row["table"] == "office_key" and row["state"] == KeyState.IN_USE:
                public = str(row["public_key"])
                name = fingerprint(base64.b64decode(public, validate=True))
                return Key(event.link.id, event.link.kind, name, public)
    except ODD_BODY:
        return None
    return None


def public_text(signer: DeskSigner) -> str:
    """A signer's public key as the record keeps it: base64 of its 32 bytes."""
    return base64.b64encode(signer.public_key).decode("ascii")


def fingerprint_of(signer: DeskSigner) -> str:
    """The fingerprint of a signer's key."""
    return fingerprint(signer.public_key)


def consent_message(former: str, new: str) -> bytes:
    """What a new key signs when it replaces another; both by their fingerprints."""
    return f"{_CONSENT}\n{former}\n{new}\n".encode()


def registers(event: Sealed, key: Key, former: Key | None) -> bool:
    """Whether the event may put `key` into use, which it names, after `former` was.

    A key that replaces another needs the other's signature on the event and gives its own in the body;
    any other key signs the event itself.
    """
    if key.kind != KEY_REPLACED:
        return event.intact() and signature_holds(event, key.public)
    if former is None or not (event.intact() and signature_holds(event, former.public)):
        return False
    try:
        consent = str(json.loads(event.link.body)["consent"])
    except ODD_BODY:
        return False
    return holds(consent, key.public, consent_message(former.fingerprint, key.fingerprint))


def _registering() -> list[Sealed]:
    query = f"{EVENTS} WHERE kind IN (?, ?, ?) ORDER BY id"
    return [sealed(row) for row in current().rows(query, *sorted(KEY_KINDS))]


def _registered(event: Sealed, former: Key | None) -> Key | None:
    key = key_registered_by(event)
    return key if key is not None and registers(event, key, former) else None


def _registered_again(event: Sealed) -> Key | None:
    """The key that stands in for one whose event is damaged: a person went on with the record by it.

    The first who did counts, so that nobody puts another key in its place later.
    """
    query = f"{EVENTS} WHERE kind = ? AND id > ? ORDER BY id"
    for row in list(current().rows(query, CONTINUED, event.link.id)):
        again = key_again(sealed(row))
        if again is not None and event.link.id in again[1]:
            return _standing_in(event, again[0])
    return None


def _standing_in(event: Sealed, public: str) -> Key:
    return Key(event.link.id, event.link.kind, fingerprint(base64.b64decode(public)), public)
