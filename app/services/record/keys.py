"""The keys an office signs its record with: each is registered by an event before anything counts as signed.

The first key is taken on trust, by the desk that made it. Every later one is registered by an event that the
key before it signed, or is named as following a lost one.
"""

from __future__ import annotations

import base64
from enum import StrEnum
from typing import TYPE_CHECKING

from app.models.tables import OfficeKey
from app.services.record.chain import fingerprint

if TYPE_CHECKING:
    from app.services.base.desk_signer import DeskSigner

KEY_MADE, KEY_REPLACED, KEY_LOST = "key.made", "key.replaced", "key.lost"
UNSIGNED_CONFIRMED = "record.unsigned_confirmed"


class KeyState(StrEnum):
    """Whether a registered key still signs."""

    IN_USE = "in_use"
    REPLACED = "replaced"
    LOST = "lost"


def registered() -> dict[str, str]:
    """Every key the office ever registered: fingerprint → public key in base64. Call inside a transaction."""
    rows = OfficeKey.select(OfficeKey.fingerprint, OfficeKey.public_key)
    return {row.fingerprint: row.public_key for row in rows}


def in_use() -> OfficeKey | None:
    """The key that signs today, None before the first. Call inside a transaction."""
    row: OfficeKey | None = OfficeKey.get_or_none(OfficeKey.state == KeyState.IN_USE.value)
    return row


def public_text(signer: DeskSigner) -> str:
    """A signer's public key as the tables keep it: base64 of its 32 bytes."""
    return base64.b64encode(signer.public_key).decode("ascii")


def fingerprint_of(signer: DeskSigner) -> str:
    """The fingerprint of a signer's key."""
    return fingerprint(signer.public_key)
