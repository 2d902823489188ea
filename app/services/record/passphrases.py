"""Binds the passphrases to the record: events tell which hash is in force, and no event tells a hash.

What an event keeps is a seal, SHA-256 over the argon2id text, whose random salt nobody can guess. So the
audit notices a passphrase that was deleted, put back or exchanged from outside.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.errors import Refusal
from app.models.kept_sql import Rows, select
from app.models.tables import Passphrase
from app.services.record import threads
from app.services.record.chain import ODD_BODY, Sealed, sealed
from app.services.record.keys import OfficeKeys, office_keys
from app.services.record.sound_events import PUT_BACK, asked, marks, proving, went_on_behind
from app.services.record.threads import Threads
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
PASSPHRASE_KINDS = (SET, CHANGED, RESET, REHASHED, CLEARED)
_KINDS = (*PASSPHRASE_KINDS, PUT_BACK)


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
    """What the events tell: of each member's passphrase the newest that holds, and what is `open`.

    An event that is missing may have been about anybody, so it leaves open what is told by those before it,
    until somebody settles it; a damaged one about whom it names.
    """

    recorded: dict[int, _Recorded]
    missing: int
    open: frozenset[int]

    def of(self, member: int) -> _Recorded | None:
        """What is told of a member's passphrase for sure."""
        known = self.recorded.get(member)
        return None if known is None or known.event < self.missing or member in self.open else known


def check_passphrases(found: Threads | None = None, *, strictly: bool = False) -> Iterator[AuditProblem]:
    """What differs between the passphrases and the events about them, or is not sure any more.

    `found` are the office's events, where they were read. `strictly`, any damaged one may have been about any
    passphrase. Call inside a transaction.
    """
    told = _told(found, strictly=strictly)
    left = dict(told.recorded)
    for row in passphrases():
        known = told.of(row.member_id)
        left.pop(row.member_id, None)
        if known is None:
            yield AuditProblem("passphrase_changed", None, str(row.member_id))
        elif (known.seal and known.seal != seal(row.hash)) or known.temporary != row.temporary:
            yield AuditProblem("passphrase_changed", known.event, str(row.member_id))
    for member, known in left.items():
        yield AuditProblem("passphrase_removed", known.event, str(member))


def odd_passphrases(found: Threads | None = None, *, strictly: bool = False) -> set[int]:
    """The members whose passphrase is not the one that the record tells of. See `check_passphrases`.

    A row whose member was overwritten with what is no number is nobody's: its member's is missing.
    """
    details = (problem.detail for problem in check_passphrases(found, strictly=strictly))
    return {int(member) for member in details if _NUMBER.fullmatch(member)}


def is_recorded(member: int, hash_: str) -> bool:
    """Whether that is the hash of a member's passphrase by the record. Call inside a transaction."""
    known = _told().of(member)
    return known is not None and known.seal in ("", seal(hash_))


def may_be_told(member: int) -> bool:
    """Whether a member has a passphrase by the record, as far as it is whole. Call inside a transaction."""
    told = _told()
    return member in told.recorded or bool(told.missing) or member in told.open


def given_at(member: int) -> str:
    """When a member was last given a temporary passphrase, by the record; "" for never. In a transaction."""
    return max((at for at, kind, of in _moments(RESET) if of == member), default="")


def own_since(member: int) -> str:
    """When a member first chose a passphrase of their own, by the record; "" for never. In a transaction."""
    return min((at for at, kind, of in _moments(SET, CHANGED, sound=True) if of == member), default="")


def given_since(member: int, at: str) -> bool:
    """Whether a member's first passphrase was set, or one was given to them, after that moment."""
    return any(of == member and then >= at for then, kind, of in _moments(SET, RESET))


def _moments(*kinds: str, sound: bool = False) -> Iterator[tuple[str, str, int]]:
    """When, which kind and whose, for each event of these kinds that can be read.

    `sound`, only of those that hold: one that does not, and was settled, could else make an approval count
    that nobody proven gave.
    """
    events = [sealed(row) for row in asked(f"kind IN ({marks(kinds)})", *kinds)]
    proven_by = proving(events, _keys(), signed=False) if sound else None
    for event in events:
        member = _named(event.link.body)
        if member is not None and (proven_by is None or proven_by.passes(event)):
            yield str(event.link.at), event.link.kind, member


def passphrases() -> Rows[Passphrase]:
    """Every passphrase: to be prefetched with the office's events, for `odd_passphrases`."""
    return select("every passphrase", Passphrase.select)


def _told(found: Threads | None = None, *, strictly: bool = False) -> _Told:
    """What the events about passphrases tell; nothing of one that was taken away.

    `strictly`, any damaged event of the office is as one that is missing: its kind and its member may be a
    hand's from outside. Who only signs in is kept out by less, or nobody could come in to settle it.
    """
    keys = _keys()
    if found is None:
        found = threads.read((threads.OFFICE,), keys, signed=False)
    recorded: dict[int, _Recorded] = {}
    for event, body in found.bodies:
        if event.link.kind in _KINDS:
            _take(event, body, recorded)
    damage = [one for one in found.damage if keys is None or not went_on_behind(one.number, keys)]
    missing = max((one.number for one in damage if strictly or not one.kind), default=0)
    named = {_named(one.body) for one in damage if one.kind in PASSPHRASE_KINDS}
    return _Told(recorded, missing, frozenset(member for member in named if member is not None))


def _keys() -> OfficeKeys | None:
    """The office's keys; None where an event about them is damaged, which whoever comes in has to settle."""
    try:
        return office_keys()
    except Refusal:
        return None


def _named(body: str) -> int | None:
    """The member whom a damaged event about a passphrase names, None for none that can be read."""
    try:
        return int(json.loads(body)["member"])
    except ODD_BODY:
        return None


def _take(event: Sealed, body: Mapping[str, Any], recorded: dict[int, _Recorded]) -> None:
    """Let an event have its effect; none where a hand from outside wrote it, without a key to sign it."""
    kind = event.link.kind
    try:
        if kind == PUT_BACK:
            for cleared in body["cleared"]:
                recorded.pop(int(cleared), None)
            return
        member = int(body["member"])
        # Events of the first releases have no seal: only that there is a passphrase can be compared.
        kept = str(body.get("seal", ""))
    except ODD_BODY:
        return  # named by whoever walks the chain
    before = recorded.pop(member, None)
    if kind == REHASHED:
        recorded[member] = _Recorded(event.link.id, kept, before.temporary if before is not None else False)
    elif kind != CLEARED:
        recorded[member] = _Recorded(event.link.id, kept, kind == RESET)
