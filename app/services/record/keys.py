"""The keys an office signs its record with: which was in use when, by the record itself.

The first key is taken on trust, by the desk that made it. A later one follows a lost one, in an event that it
signs itself and that names a person and a reason. Between two such events every signature is by one key. The
table `office_key` only repeats this for people to look at: nothing is believed of it.
"""

from __future__ import annotations

import base64
import json
from enum import StrEnum
from typing import TYPE_CHECKING

from app.errors import Refusal
from app.models.transaction import current
from app.services.record.chain import EVENTS, Sealed, fingerprint, sealed, signature_holds
from app.values import dataclass

if TYPE_CHECKING:
    from app.services.base.desk_signer import DeskSigner

KEY_MADE, KEY_LOST = "key.made", "key.lost"
UNSIGNED_CONFIRMED = "record.unsigned_confirmed"


class KeyState(StrEnum):
    """Whether a registered key still signs."""

    IN_USE = "in_use"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the office. `since` is the event that registered it, `public` base64 of its 32 bytes."""

    since: int
    fingerprint: str
    public: str


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

    def signed(self, event: Sealed) -> bool:
        """Whether the event bears a valid signature by the key that was in use for it."""
        key = self.at(event.link.id)
        return key is not None and event.key == key.fingerprint and signature_holds(event, key.public)


def office_keys() -> OfficeKeys:
    """The office's keys by the events that registered them. Call inside a transaction.

    Raises `Refusal` "record.broken" for such an event that is not whole, or not signed by its own key.
    """
    query = f"{EVENTS} WHERE kind IN (?, ?) ORDER BY id"
    rows = current().database.execute_sql(query, (KEY_MADE, KEY_LOST)).fetchall()
    return OfficeKeys(tuple(_registered(sealed(row)) for row in rows))


def key_registered_by(event: Sealed) -> Key | None:
    """The key that an event puts into use, by what its body says; None where it says nothing fit."""
    try:
        for row in json.loads(event.link.body)["rows"]:
            if row["table"] == "office_key" and row["state"] == KeyState.IN_USE:
                public = str(row["public_key"])
                return Key(event.link.id, fingerprint(base64.b64decode(public, validate=True)), public)
    except (ValueError, LookupError, TypeError):
        return None
    return None


def public_text(signer: DeskSigner) -> str:
    """A signer's public key as the record keeps it: base64 of its 32 bytes."""
    return base64.b64encode(signer.public_key).decode("ascii")


def fingerprint_of(signer: DeskSigner) -> str:
    """The fingerprint of a signer's key."""
    return fingerprint(signer.public_key)


def _registered(event: Sealed) -> Key:
    key = key_registered_by(event)
    if key is None or not event.intact() or event.key != key.fingerprint:
        raise Refusal("record.broken", event=event.link.id)
    if not signature_holds(event, key.public):
        raise Refusal("record.broken", event=event.link.id)
    return key
