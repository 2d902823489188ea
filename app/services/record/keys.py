"""The keys an office signs its record with: which were in use when, by the record itself.

The first key is taken on trust, by the desk that made it. A later one replaces it, in an event that the
former key signs and that holds the new one's consent; or it joins it, as the key of another desk, in an event
that a key in use signs, with the new one's consent too; or it follows lost ones, in an event that it signs
itself, and ends all that were in use. All name a person and a reason. The table `office_key` only repeats
this for people to look at: nothing is believed of it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Set as AbstractSet
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from app.archive.signed_texts import consent_message, desk_message
from app.errors import Refusal
from app.models.transaction import Answer, current
from app.services.record.chain import EVENTS, ODD_BODY, Sealed, fingerprint, holds, sealed, signature_holds
from app.values import dataclass, replace

if TYPE_CHECKING:
    from app.services.base.desk_signer import DeskSigner
    from app.services.record.chain import EventRow

KEY_MADE, KEY_LOST, KEY_REPLACED = "key.made", "key.lost", "key.replaced"
KEY_JOINED, KEY_ENDED = "key.joined", "key.ended"
KEY_KINDS = frozenset({KEY_MADE, KEY_LOST, KEY_REPLACED, KEY_JOINED, KEY_ENDED})
UNSIGNED_CONFIRMED = "record.unsigned_confirmed"
CONTINUED = "record.continued"
KEY_AGAIN = "key_again"  # what a continuing event says of a key whose own event is damaged
CHANGING_KEYS = KEY_KINDS | {CONTINUED}  # after which events the keys may be others
_BY_ANOTHER = frozenset({KEY_REPLACED, KEY_JOINED})  # signed by a key that was in use before


class KeyState(StrEnum):
    """Whether a registered key still signs."""

    IN_USE = "in_use"
    REPLACED = "replaced"
    LOST = "lost"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the office, put into use by `event` of that `kind`. `public` is base64 of its 32 bytes.

    `until` is the last event that it may sign, None while it is in use.
    """

    event: int
    kind: str
    fingerprint: str
    public: str
    until: int | None = None
    state: KeyState = KeyState.IN_USE

    @property
    def since(self) -> int:
        """The first event that it may sign: what another key signed for it is not its own."""
        return self.event + 1 if self.kind in _BY_ANOTHER else self.event

    def signs(self, event: int) -> bool:
        """Whether it was in use for an event."""
        return self.since <= event and (self.until is None or event <= self.until)


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """Every key the record ever was signed with, in order."""

    keys: tuple[Key, ...]

    @property
    def in_use(self) -> tuple[Key, ...]:
        """The keys that sign today, one a desk; none before the first."""
        return tuple(key for key in self.keys if key.until is None)

    def is_in_use(self, fingerprint: str) -> bool:
        """Whether the key of that fingerprint signs today."""
        return any(key.fingerprint == fingerprint for key in self.in_use)

    def states(self) -> dict[str, KeyState]:
        """What became of each key, by its fingerprint."""
        return {key.fingerprint: key.state for key in self.keys}

    def vouched_for(self, own: str) -> dict[str, KeyState]:
        """What became of each key, without those that nobody whom the desk with the key `own` knows let in.

        Whoever has the data folder can append that a key was lost and theirs took its place, and sign that
        with theirs. A desk whose own key was in use before takes no such key, nor what came behind it, for
        the office's.
        """
        since = next((key.event for key in self.keys if key.fingerprint == own), None)
        if since is None:
            return self.states()
        by_itself = (key.event for key in self.keys if key.event > since and key.kind not in _BY_ANOTHER)
        until = min(by_itself, default=None)
        return {key.fingerprint: key.state for key in self.keys if until is None or key.event < until}

    def signed(self, event: Sealed) -> bool:
        """Whether the event bears a valid signature by a key that was in use for it."""
        signing = (key for key in self.keys if key.fingerprint == event.key and key.signs(event.link.id))
        return any(signature_holds(event, key.public) for key in signing)


class KeyRegister:
    """Takes the events about keys in order, and knows which were in use when."""

    def __init__(self) -> None:
        self.keys: list[Key] = []

    def at(self, event: int) -> frozenset[str]:
        """The fingerprints of the keys in use for an event, of those before it or its own."""
        return frozenset(key.fingerprint for key in self.keys if key.signs(event))

    def take(self, event: Sealed) -> bool:
        """Let an event about a key have its effect, if it holds. False where it does not."""
        if event.link.kind == KEY_ENDED:
            return self._take_end(event)
        key = key_registered_by(event)
        if key is None or not self._registers(event, key):
            return False
        self.put(key, event.key)
        return True

    def put(self, key: Key, signed_by: str = "") -> None:
        """Put a key into use, and end those whose place it takes."""
        if key.kind == KEY_REPLACED:
            known = [old.fingerprint for old in self.keys if old.until is None]
            of = {signed_by} if signed_by in known else set(known)
            self._end(of, key.event, KeyState.REPLACED)
        elif key.kind != KEY_JOINED:
            state = KeyState.LOST if key.kind == KEY_LOST else KeyState.REPLACED
            self._end({old.fingerprint for old in self.keys}, key.event - 1, state)
        self.keys.append(key)

    def stand_in(self, event: Sealed, public: str) -> None:
        """Put the key `public` into the place of one whose event does not hold any more."""
        if event.link.kind != KEY_ENDED:
            name = fingerprint(base64.b64decode(public))
            self.put(Key(event.link.id, event.link.kind, name, public), event.key)

    def _registers(self, event: Sealed, key: Key) -> bool:
        """Whether the event may put `key` into use, which it names.

        A key that replaces or joins another needs the other's signature on the event and gives its own in
        the body; any other key signs the event itself.
        """
        if key.kind not in _BY_ANOTHER:
            return event.intact() and signature_holds(event, key.public)
        if not self._signed_by_another(event):
            return False
        try:
            consent = str(json.loads(event.link.body)["consent"])
        except ODD_BODY:
            return False
        joined = key.kind == KEY_JOINED
        message = desk_message(self.keys[0].fingerprint, key.fingerprint) if joined else None
        return holds(consent, key.public, message or consent_message(event.key, key.fingerprint))

    def _take_end(self, event: Sealed) -> bool:
        try:
            ended = str(json.loads(event.link.body)["ended"])
        except ODD_BODY:
            return False
        names = {key.fingerprint for key in self.keys if key.until is None}
        if not self._signed_by_another(event) or ended not in names or names == {ended}:
            return False
        self._end({ended}, event.link.id, KeyState.ENDED)
        return True

    def _signed_by_another(self, event: Sealed) -> bool:
        """Whether the event is signed by a key in use."""
        signing = (key for key in self.keys if key.until is None and key.fingerprint == event.key)
        return event.intact() and any(signature_holds(event, key.public) for key in signing)

    def _end(self, fingerprints: AbstractSet[str], until: int, state: KeyState) -> None:
        self.keys = [
            replace(key, until=until, state=state)
            if key.until is None and key.fingerprint in fingerprints
            else key
            for key in self.keys
        ]


def office_keys() -> OfficeKeys:
    """The office's keys by the events that registered them. Call inside a transaction.

    Raises `Refusal` "record.broken" for such an event that is not whole, or not signed by its own key, unless
    the record was gone on with by a key in its place.
    """
    return current().cached("keys", None, _office_keys)


def _office_keys() -> OfficeKeys:
    rows = _registering()
    whole = _registered_by(rows)
    if whole is not None:
        return whole
    register = KeyRegister()
    for event in map(sealed, rows):
        if not register.take(event):
            public = _registered_again(event)
            if public is None:
                raise Refusal("record.broken", event=event.link.id)
            register.stand_in(event, public)
    return OfficeKeys(tuple(register.keys))


def key_events() -> Answer:
    """The events that registered keys: to be prefetched, for `office_keys`."""
    marks = ", ".join("?" for _ in KEY_KINDS)
    return current().answer(f"{EVENTS} WHERE kind IN ({marks}) ORDER BY id", *sorted(KEY_KINDS))


def damaged_keys(public: str) -> list[int]:
    """The events that registered keys and do not hold any more, were each to stand for the key `public`.

    Call inside a transaction.
    """
    register = KeyRegister()
    damaged = []
    for event in map(sealed, _registering()):
        if register.take(event):
            continue
        again = _registered_again(event)
        if again is None:
            damaged.append(event.link.id)
        register.stand_in(event, again or public)
    return damaged


def key_again(event: Sealed) -> tuple[str, frozenset[int]] | None:
    """The key by which a record was gone on with, in base64, and the damaged events it stands in for.

    None for an event that says none, or is not signed by that key.
    """
    try:
        reason = json.loads(event.link.body)[KEY_AGAIN]
        public, numbers = str(reason["public_key"]), frozenset(map(int, reason["events"]))
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


def _registering() -> tuple[EventRow, ...]:
    return tuple(tuple(row) for row in key_events())


@lru_cache(maxsize=4)
def _registered_by(rows: tuple[EventRow, ...]) -> OfficeKeys | None:
    """The keys that these events registered, None where one of them does not hold.

    Kept by all that stands in the rows: an office of fifty desks has a hundred signatures to prove here, and
    the very same rows prove the same again.
    """
    register = KeyRegister()
    return OfficeKeys(tuple(register.keys)) if all(register.take(sealed(row)) for row in rows) else None


def _registered_again(event: Sealed) -> str | None:
    """The key, in base64, that stands in for one whose event is damaged: a person went on by it.

    The first who did counts, so that nobody puts another key in its place later.
    """
    query = f"{EVENTS} WHERE kind = ? AND id > ? ORDER BY id"
    for row in list(current().rows(query, CONTINUED, event.link.id)):
        again = key_again(sealed(row))
        if again is not None and event.link.id in again[1]:
            return again[0]
    return None
