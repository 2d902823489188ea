"""Binds the passphrases to the record: events tell which hash is in force, and no event tells a hash.

What an event keeps is a seal, SHA-256 over the argon2id text, whose random salt nobody can guess. So the
audit notices a passphrase that was deleted, put back or exchanged from outside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from app.models.tables import Event, Passphrase
from app.models.transaction import Transaction
from app.services.record.views import AuditProblem

SET, CHANGED, RESET, REHASHED, CLEARED = (
    "passphrase.set",
    "passphrase.changed",
    "passphrase.reset",
    "passphrase.rehashed",
    "passphrase.cleared",
)
_KINDS = (SET, CHANGED, RESET, REHASHED, CLEARED)


def seal(hash_: str) -> str:
    """What an event keeps of a passphrase's hash."""
    return hashlib.sha256(hash_.encode()).hexdigest()


def check_passphrases(_transaction: Transaction) -> Iterator[AuditProblem]:
    """What differs between the passphrases and the events about them. Call inside a transaction."""
    told: dict[int, tuple[int, str | None]] = {}
    for event in (
        Event.select(Event.id, Event.kind, Event.body).where(Event.kind.in_(_KINDS)).order_by(Event.id)
    ):
        member = event.body.get("member")
        # Events of the first releases have no seal: there, only that there is a passphrase can be compared.
        told[member] = (event.id, None if event.kind == CLEARED else event.body.get("seal", ""))
    for row in Passphrase.select():
        event_id, kept = told.pop(row.member_id, (None, None))
        if kept is None or (kept and kept != seal(row.hash)):
            yield AuditProblem("passphrase_changed", event_id, str(row.member_id))
    for member, (event_id, kept) in told.items():
        if kept is not None:
            yield AuditProblem("passphrase_removed", event_id, str(member))
