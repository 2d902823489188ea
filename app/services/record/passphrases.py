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
from app.services.record.chain import EVENTS, ODD_BODY, Sealed, sealed
from app.services.record.sound_events import PUT_BACK, proving, settled_damage, went_on_behind
from app.services.record.views import AuditProblem
from app.values import dataclass

SET, CHANGED, RESET, REHASHED, CLEARED = (
    "passphrase.set",
    "passphrase.changed",
    "passphrase.reset",
    "passphrase.rehashed",
    "passphrase.cleared",
)
_NUMBER = re.compile("-?[0-9]+")
_KINDS = (SET, CHANGED, RESET, REHASHED, CLEARED, PUT_BACK)


def seal(hash_: str) -> str:
    """What an event keeps of a passphrase's hash."""
    return hashlib.sha256(hash_.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What an event says of a passphrase: its seal ("" of the first releases), and whether it was given."""

    event: int
    seal: str
    temporary: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """What the events tell: of each member's passphrase the newest that holds, and the `damaged` events.

    A damaged event may have been about anybody, so it leaves open what is told by those before it, until
    somebody settles it.
    """

    recorded: dict[int, _Recorded]
    damaged: tuple[int, ...]

    def of(self, member: int) -> _Recorded | None:
        """What is told of a member's passphrase for sure."""
        known = self.recorded.get(member)
        return None if known is None or any(known.event < each for each in self.damaged) else known


def check_passphrases(transaction: Transaction) -> Iterator[AuditProblem]:
    """What differs between the passphrases and the events about them, or is not sure any more."""
    events, kept = passphrase_rows(transaction)
    told = _told(events)
    left = dict(told.recorded)
    for row in kept:
        known = told.of(row.member_id)
        left.pop(row.member_id, None)
        if known is None:
            yield AuditProblem("passphrase_changed", None, str(row.member_id))
        elif (known.seal and known.seal != seal(row.hash)) or known.temporary != row.temporary:
            yield AuditProblem("passphrase_changed", known.event, str(row.member_id))
    for member, known in left.items():
        yield AuditProblem("passphrase_removed", known.event, str(member))


def odd_passphrases() -> set[int]:
    """The members whose passphrase is not the one that the record tells of. Call inside a transaction.

    A row whose member was overwritten with what is no number is nobody's: its member's is missing.
    """
    details = (problem.detail for problem in check_passphrases(current()))
    return {int(member) for member in details if _NUMBER.fullmatch(member)}


def damaged_passphrases() -> tuple[int, ...]:
    """The events about passphrases that do not hold, and that nobody settled. Call inside a transaction."""
    return _told(_passphrase_events(current())).damaged


def is_recorded(member: int, hash_: str) -> bool:
    """Whether that is the hash of a member's passphrase by the record. Call inside a transaction."""
    known = _told(_passphrase_events(current())).of(member)
    return known is not None and known.seal in ("", seal(hash_))


def may_be_told(member: int) -> bool:
    """Whether a member has a passphrase by the record, as far as it is whole. Call inside a transaction."""
    told = _told(_passphrase_events(current()))
    return member in told.recorded or bool(told.damaged)


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
    return transaction.answer(f"{EVENTS} WHERE kind IN ({marks}) ORDER BY id", *_KINDS)


def _told(rows: Iterable[tuple[Any, ...]]) -> _Told:
    """What the events about passphrases tell; nothing of one that was taken away."""
    events = [sealed(row) for row in rows]
    proven_by = proving(events, signed=False)
    recorded: dict[int, _Recorded] = {}
    damaged: list[int] = []
    for event in events:
        if not (proven_by.holds(event) and _took(event, recorded)):
            damaged.append(event.link.id)
        elif event.link.kind == PUT_BACK:
            settled = settled_damage(event)
            damaged = [each for each in damaged if each not in settled]
    return _Told(recorded, tuple(each for each in damaged if not went_on_behind(each, proven_by.keys)))


def _took(event: Sealed, recorded: dict[int, _Recorded]) -> bool:
    """Let an event have its effect. False for a body that no program of ours wrote."""
    kind = event.link.kind
    try:
        body = json.loads(event.link.body)
        if kind == PUT_BACK:
            for cleared in (int(each) for each in body["cleared"]):
                recorded.pop(cleared, None)
            return all(type(each) is int for each in settled_damage(event))
        member = int(body["member"])
        # Events of the first releases have no seal: only that there is a passphrase can be compared.
        kept = str(body.get("seal", ""))
    except ODD_BODY:
        return False
    before = recorded.pop(member, None)
    if kind == REHASHED:
        recorded[member] = _Recorded(event.link.id, kept, before.temporary if before is not None else False)
    elif kind != CLEARED:
        recorded[member] = _Recorded(event.link.id, kept, kind == RESET)
    return True
