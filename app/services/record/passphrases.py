"""Binds the passphrases to the record: events tell which hash is in force, and no event tells a hash.

What an event keeps is a seal, SHA-256 over the argon2id text, whose random salt nobody can guess. So the
audit notices a passphrase that was deleted, put back or exchanged from outside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from app.models.tables import Passphrase
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


def check_passphrases(transaction: Transaction) -> Iterator[AuditProblem]:
    """What differs between the passphrases and the events about them."""
    told = dict(_told(transaction))
    for row in Passphrase.select():
        event_id, kept = told.pop(row.member_id, (None, None))
        if kept is None or (kept and kept != seal(row.hash)):
            yield AuditProblem("passphrase_changed", event_id, str(row.member_id))
    for member, (event_id, kept) in told.items():
        if kept is not None:
            yield AuditProblem("passphrase_removed", event_id, str(member))


def _told(transaction: Transaction) -> Iterator[tuple[int, tuple[int, str | None]]]:
    """For each event about a passphrase, the member, its number, and its seal; None where it took it away."""
    marks = ", ".join("?" for _ in _KINDS)
    rows = transaction.database.execute_sql(
        f"SELECT id, kind, body FROM event WHERE kind IN ({marks}) ORDER BY id",  # noqa: S608 -- marks alone
        _KINDS,
    )
    for id_, kind, text in rows:
        try:
            body = json.loads(text)
            # Events of the first releases have no seal: only that there is a passphrase can be compared.
            yield int(body["member"]), (id_, None if kind == CLEARED else str(body.get("seal", "")))
        except (ValueError, TypeError, LookupError, AttributeError):
            continue  # named by whoever walks the chain
