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
from app.services.record.chain import EVENTS, Sealed, fingerprint, holds, sealed, signature_holds
from app.values import dataclass

if TYPE_CHECKING:
    from app.services.base.desk_signer import DeskSigner

KEY_MADE, KEY_LOST, KEY_REPLACED = "key.made", "key.lost", "key.replaced"
KEY_KINDS = frozenset({KEY_MADE, KEY_LOST, KEY_REPLACED})
UNSIGNED_CONFIRMED = "record.unsigned_confirmed"
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

    Raises `Refusal` "record.broken" for such an event that is not whole, or not signed by its own key.
    """
    query = f"{EVENTS} WHERE kind IN (?, ?, ?) ORDER BY id"
    rows = current().database.execute_sql(query, sorted(KEY_KINDS)).fetchall()
    keys: list[Key] = []
    for row in rows:
        keys.append(_registered(sealed(row), keys[-1] if keys else None))
    return OfficeKeys(tuple(keys))


def key_registered_by(event: Sealed) -> Key | None:
    """The key that an event puts into use, by what its body says; None where it says nothing fit."""
    try:
        for row in json.loads(event.link.body)["rows"]:
            if row["table"] == "office_key" and row["state"] == KeyState.IN_USE:
                public = str(row["public_key"])
                name = fingerprint(base64.b64decode(public, validate=True))
                return Key(event.link.id, event.link.kind, name, public)
    except (ValueError, LookupError, TypeError):
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
    except (ValueError, LookupError, TypeError):
        return False
    return holds(consent, key.public, consent_message(former.fingerprint, key.fingerprint))


def _registered(event: Sealed, former: Key | None) -> Key:
    key = key_registered_by(event)
    if key is None or not registers(event, key, former):
        raise Refusal("record.broken", event=event.link.id)
    return key
