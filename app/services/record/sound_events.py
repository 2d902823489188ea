"""Reads events that hold: whole, linked, and signed by a key of the office or covered by a later signature.

The audit walks the whole chain. This proves a few events by themselves, wherever in it they stand. Call
everything here inside a transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from app.models.store import Store
from app.models.transaction import current
from app.services.record.chain import EVENTS, FIRST, Sealed, seal, sealed
from app.services.record.destroyed import is_left, left_of_events
from app.services.record.keys import CONTINUED, OfficeKeys
from app.services.record.unsigned import unsigned
from app.values import dataclass

Bodies = Iterable[tuple[Sealed, dict[str, Any]]]
Documents = dict[tuple[str, int], dict[str, Any]]

# Rows of the office (in an event before) as the record tells them, without passphrases it does not tell of.
PUT_BACK = "record.put_back"
DAMAGED = "damaged"  # in its body: the events that did not hold, and are passed over from then on
_AT_ONCE = 500  # numbers or events in one query

# Of each store: the hashes of its unsigned events that a later signature covers. A hash covers all that its
# event says, so what was seen once holds for as long as the program runs, whatever is changed meanwhile.
_COVERED: WeakKeyDictionary[Store, dict[int, str]] = WeakKeyDictionary()


class OddEvent(Exception):
    """An event that is not whole, linked, or signed."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Proving:
    """What events are proven with.

    `unsigned` are the events whose missing signature does not pass, `follows` gives what follows from the
    event of a number (`chain.seal`). Without `keys` no signature is looked at.
    """

    keys: OfficeKeys | None
    unsigned: frozenset[int]
    follows: Callable[[int], str | None]

    def bodies(self, events: Iterable[Sealed]) -> Iterator[tuple[Sealed, dict[str, Any]]]:
        """Each event with its body. Raises `OddEvent` for one that does not hold."""
        for event in events:
            if not self.passes(event):
                raise OddEvent(event.link.id)
            yield event, json.loads(event.link.body)

    def passes(self, event: Sealed) -> bool:
        """Whether the event holds, and does without a signature only where that passes."""
        return event.link.id not in self.unsigned and self.holds(event)

    def holds(self, event: Sealed) -> bool:
        """Whether the event is whole and linked, and signed, or written while there was no keyring."""
        if not event.intact():
            return False
        keys = self.keys
        if keys is not None and not (keys.signed(event) if event.signature else _is_covered(event, keys)):
            return False
        if event.link.id == 1:
            return event.link.previous == FIRST
        return event.link.previous == self.follows(event.link.id - 1)


def proving(events: Iterable[Sealed], keys: OfficeKeys | None, *, signed: bool) -> Proving:
    """What these events are proven with; `signed`: without a signature only those confirmed pass."""
    follows = _seals(event.link.id - 1 for event in events)
    return Proving(keys, frozenset(unsigned()) if signed else frozenset(), follows.get)


def asked(condition: str, *values: object) -> Iterable[tuple[object, ...]]:
    """The rows of the events that fit, in order: for `chain.sealed`, and to be prefetched."""
    return current().answer(f"{EVENTS} WHERE {condition} ORDER BY id", *values)


def last_of_each(bodies: Bodies) -> Documents:
    """What the last event about each row wrote."""
    return {(row["table"], row["id"]): row for _, body in bodies for row in body["rows"]}


def marks(values: Sequence[object]) -> str:
    """A `?` for each value, for a list in SQL."""
    return ", ".join("?" for _ in values)


def settled_damage(event: Sealed) -> frozenset[int]:
    """The damaged events that are passed over since this one, of the kind `PUT_BACK`, which holds."""
    return frozenset(json.loads(event.link.body).get(DAMAGED, ()))


def _seals(numbers: Iterable[int]) -> dict[int, str]:
    """What follows from each of these events, as far as they are there."""
    found: dict[int, str] = {}
    wanted = sorted(set(numbers))
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        query = f"SELECT id, hash, key, signature FROM event WHERE id IN ({marks(some)})"  # noqa: S608 -- marks
        for id_, *sealing in current().rows(query, *some):
            found[int(id_)] = seal(*(str(part) for part in sealing))
    return found


def _is_covered(event: Sealed, keys: OfficeKeys) -> bool:
    """Whether a signature behind an unsigned event covers it, link by link, or there is none yet that could.

    Else somebody could write an event anew, make its hash fit, and leave its signature out.
    """
    if not keys.keys:
        return True
    known = _COVERED.setdefault(current().store, {})
    if event.link.id not in known:
        query = "SELECT MAX(id) FROM event WHERE signature <> ''"
        if event.link.id > int((current().row(query) or (0,))[0] or 0):
            return True  # of today, without the keyring: the window says so, and the next signature covers it
        known |= _run_from(event.link.id, keys)
    return known.get(event.link.id) == event.hash


def _run_from(number: int, keys: OfficeKeys) -> dict[int, str]:
    """The hashes of the unsigned events from that number on to the signature that covers them, if it does."""
    run: dict[int, str] = {}
    follows = None
    for event in _from(number):
        if follows is not None and event.link.previous != follows:
            return {}
        if event.signature:
            whole = event.intact() or _is_left(event)
            return run if whole and keys.signed(event) else {}
        if not (event.intact() or _is_left(event) or went_on_behind(event.link.id, keys)):
            return {}
        run[event.link.id], follows = event.hash, event.follows()
    return {}


def _from(number: int) -> Iterator[Sealed]:
    while some := [sealed(row) for row in current().rows(_RUN, number, _AT_ONCE)]:
        yield from some
        number = some[-1].link.id + 1


_RUN = f"{EVENTS} WHERE id >= ? ORDER BY id LIMIT ?"


def _is_left(event: Sealed) -> bool:
    """Whether an event is what an order of destruction left of it."""
    draft = event.link.draft
    return draft is not None and is_left(left_of_events(draft), event.link.id, event.hash, event.link.body)


def went_on_behind(number: int, keys: OfficeKeys) -> bool:
    """Whether the authority went on behind the damaged event of that number, in one that holds."""
    for event in (sealed(row) for row in asked("kind = ? AND id > ?", CONTINUED, number)):
        signed = keys.signed(event) if event.signature else not keys.keys
        if event.intact() and signed and json.loads(event.link.body)["broken_at"] == number:
            return True
    return False
