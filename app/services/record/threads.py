"""The events about the office, and those about its own rules: each a thread through the record, with no gap.

Proving what the newest of them tell is worth nothing where somebody can hide the newest: delete it, or give
it another kind. So every event of the record names, signed, the newest one before it of each thread, and the
newest event of all is proven whenever one is written. Call everything here inside a transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from app.models.transaction import Answer, current
from app.services.record.chain import EVENTS, ODD_BODY, Sealed, sealed
from app.services.record.keys import OfficeKeys
from app.services.record.sound_events import PUT_BACK, proving, settled_damage
from app.values import dataclass

OFFICE, RULES = "office_event", "rules_event"
# By the name under which a body tells of it: what the kinds of a thread's events begin with.
_BEGIN: dict[str, tuple[str, ...]] = {
    OFFICE: ("account.", "member.", "office.", "passphrase.", PUT_BACK),
    RULES: ("rules.",),
}
THREADS = tuple(_BEGIN)


@dataclass(frozen=True, slots=True)
class Damage:
    """An event that does not hold, or is missing: then its `kind` is "". `body` is what stands in it."""

    number: int
    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class Threads:
    """The sound events of some threads in order, each with its body, and what of them is damaged.

    What somebody settled (`putting_back`) is passed over, and is in neither.
    """

    bodies: tuple[tuple[Sealed, dict[str, Any]], ...]
    damage: tuple[Damage, ...]


def newest_of_each(event: Sealed) -> dict[str, int]:
    """The newest event of each thread up to and with this one, as it tells; less of earlier releases."""
    return _told(event) | {name: event.link.id for name in _BEGIN if _is_of(event.link.kind, name)}


def looked_up(name: str) -> int:
    """The newest event of a thread as the table has it, 0 for none: behind one that names none."""
    bounds = _bounds([name])
    query = f"SELECT MAX(id) FROM event WHERE {_within(bounds)}"  # noqa: S608 -- marks alone
    return int((current().row(query, *chain.from_iterable(bounds)) or (0,))[0] or 0)


def ask_for(names: Sequence[str]) -> Answer:
    """The rows of the events of these threads: to be prefetched, for `read`."""
    bounds = _bounds(names)
    return current().answer(f"{EVENTS} WHERE {_within(bounds)} ORDER BY id", *chain.from_iterable(bounds))


def ask_for_newest() -> Answer:
    """The row of the newest event of all: to be prefetched, for `read`."""
    return current().answer(f"{EVENTS} ORDER BY id DESC LIMIT 1")


def read(names: Sequence[str], keys: OfficeKeys | None, *, signed: bool) -> Threads:
    """The events of these threads, the office's among them, as `sound_events.proving` proves them."""
    events = [sealed(row) for row in ask_for(names)]
    newest = [sealed(row) for row in ask_for_newest()]
    proven_by = proving([*events, *newest], keys, signed=signed)
    sound = {event.link.id: event for event in events if proven_by.passes(event)}
    told = {number: json.loads(event.link.body) for number, event in sound.items()}
    damage = {
        each.link.id: Damage(each.link.id, each.link.kind, str(each.link.body))
        for each in events
        if each.link.id not in sound
    }
    if newest and proven_by.holds(newest[0]):
        expected = newest_of_each(newest[0])
        for name in names:
            thread = [event.link.id for event in events if _is_of(event.link.kind, name)]
            gone = _missing(name, thread, told, expected.get(name))
            damage |= {number: Damage(number, "", "") for number in gone}
    over = frozenset().union(*(settled_damage(one) for one in sound.values() if one.link.kind == PUT_BACK))
    left = (damage[number] for number in sorted(damage) if number not in over)
    bodies = ((sound[number], body) for number, body in told.items() if number not in over)
    return Threads(tuple(bodies), tuple(left))


def _missing(
    name: str, thread: Sequence[int], told: Mapping[int, dict[str, Any]], expected: int | None
) -> Iterator[int]:
    """The events that are named and are not in the thread. None is `expected` of earlier releases."""
    for number in reversed(thread):
        if expected is None:
            return
        if expected > number:
            yield expected
        # What a damaged one named before it nobody can tell.
        expected = told[number].get(name) if number in told else 0
    if expected:
        yield expected


def _told(event: Sealed) -> dict[str, int]:
    try:
        body = json.loads(event.link.body)
        return {name: int(body[name]) for name in _BEGIN if name in body}
    except ODD_BODY:
        return {}


def _is_of(kind: str, name: str) -> bool:
    return kind.startswith(_BEGIN[name])


def _bounds(names: Iterable[str]) -> list[tuple[str, str]]:
    """As the bounds of an index: a LIKE reads every event."""
    begin = chain.from_iterable(_BEGIN[name] for name in names)
    return [(each, f"{each.rstrip('.')}/") for each in begin]


def _within(bounds: Collection[tuple[str, str]]) -> str:
    return " OR ".join("kind >= ? AND kind < ?" for _ in bounds)
