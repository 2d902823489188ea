"""Binds the passphrases to the record: events tell which hash is in force, and no event tells a hash.

What an event keeps is a seal, SHA-256 over the argon2id text, whose random salt nobody can guess. So the
audit notices a passphrase that was deleted, put back or exchanged from outside.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from app.models.kept_sql import Rows, select
from app.models.tables import Event, Passphrase
from app.models.transaction import Answer, Transaction, current
from app.services.record.chain import ODD_BODY
from app.services.record.views import AuditProblem
from app.values import dataclass

SET, CHANGED, RESET, REHASHED, CLEARED = (
    "passphrase.set",
    "passphrase.changed",
    "passphrase.reset",
    "passphrase.rehashed",
    "passphrase.cleared",
)
# Rows of the office (in an event before) as the record tells them, without passphrases it does not tell of.
PUT_BACK = "record.put_back"
_NUMBER = re.compile("-?[0-9]+")
_KINDS = (SET, CHANGED, RESET, REHASHED, CLEARED, PUT_BACK)


def seal(hash_: str) -> str:
    """What an event keeps of a passphrase's hash."""
    return hashlib.sha256(hash_.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What the events say of a passphrase: its seal ("" of the first releases), and whether it was given."""

    event: int
    seal: str
    temporary: bool


def check_passphrases(transaction: Transaction) -> Iterator[AuditProblem]:
    """What differs between the passphrases and the events about them."""
    told, kept = passphrase_rows(transaction)
    recorded = _recorded(told)
    for row in kept:
        known = recorded.pop(row.member_id, None)
        if known is None:
            yield AuditProblem("passphrase_changed", None, str(row.member_id))
        elif (known.seal and known.seal != seal(row.hash)) or known.temporary != row.temporary:
            yield AuditProblem("passphrase_changed", known.event, str(row.member_id))
    for member, left in recorded.items():
        yield AuditProblem("passphrase_removed", left.event, str(member))


def odd_passphrases() -> set[int]:
    """The members whose passphrase is not the one that the record tells of. Call inside a transaction.

    A row whose member was overwritten with what is no number is nobody's: its member's is missing.
    """
    details = (problem.detail for problem in check_passphrases(current()))
    return {int(member) for member in details if _NUMBER.fullmatch(member)}


def is_recorded(member: int, hash_: str) -> bool:
    """Whether that is the hash of a member's passphrase by the record. Call inside a transaction."""
    known = _recorded(_passphrase_events(current())).get(member)
    return known is not None and known.seal in ("", seal(hash_))


def is_told(member: int) -> bool:
    """Whether a member has a passphrase by the record. Call inside a transaction."""
    return member in _recorded(_passphrase_events(current()))


def given_at(member: int) -> str:
    """When a member was last given a temporary passphrase, by the record; "" for never. In a transaction."""
    return max((at for at, kind, of in _moments(RESET) if of == member), default="")


def own_since(member: int) -> str:
    """When a member first chose a passphrase of their own, by the record; "" for never. In a transaction."""
    return min((at for at, kind, of in _moments(SET, CHANGED) if of == member), default="")


def given_since(member: int, at: str) -> bool:
    """Whether a member's first passphrase was set, or one was given to them, after that moment."""
    return any(of == member and then >= at for then, kind, of in _moments(SET, RESET))


def _moments(*kinds: str) -> Iterator[tuple[str, str, object]]:
    """When, which kind and whose, for each event of these kinds."""
    columns = (Event.at, Event.kind, Event.body)
    for event in Event.select(*columns).where(Event.kind.in_(kinds)).order_by(Event.id):
        yield event.at, event.kind, event.body.get("member")


def passphrase_rows(transaction: Transaction) -> tuple[Answer, Rows[Passphrase]]:
    """The events about passphrases and the passphrases: to be prefetched, for `odd_passphrases`."""
    return _passphrase_events(transaction), select("every passphrase", Passphrase.select)


def _passphrase_events(transaction: Transaction) -> Answer:
    marks = ", ".join("?" for _ in _KINDS)
    return transaction.answer(
        f"SELECT id, kind, body FROM event WHERE kind IN ({marks}) ORDER BY id",  # noqa: S608 -- marks alone
        *_KINDS,
    )


def _recorded(rows: Iterable[tuple[Any, ...]]) -> dict[int, _Recorded]:
    """What the newest event about each member's passphrase says; nothing of one that was taken away."""
    recorded: dict[int, _Recorded] = {}
    for id_, kind, text in rows:
        try:
            body = json.loads(text)
            if kind == PUT_BACK:
                for cleared in body["cleared"]:
                    recorded.pop(int(cleared), None)
                continue
            member = int(body["member"])
            # Events of the first releases have no seal: only that there is a passphrase can be compared.
            kept = str(body.get("seal", ""))
        except ODD_BODY:
            continue  # named by whoever walks the chain
        before = recorded.pop(member, None)
        if kind == REHASHED:
            recorded[member] = _Recorded(id_, kept, before.temporary if before is not None else False)
        elif kind != CLEARED:
            recorded[member] = _Recorded(id_, kept, kind == RESET)
    return recorded
