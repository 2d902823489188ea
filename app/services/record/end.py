"""The end of the record: where the next event goes, proven before it is written.

What does not fit is refused: nothing is ever signed on top of a forgery. Whoever writes to an office keeps
all others waiting, so what takes long of the proof can be done early, before the turn to write comes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.archive.keys import grouped
from app.errors import Refusal
from app.models.engines.address import OfficeAddress
from app.models.kept_sql import Rows, select
from app.models.tables import ChainHead, Event, Member
from app.models.transaction import Answer, current
from app.services.base.clock import moment, now
from app.services.base.desk import Desk
from app.services.record.chain import FIRST, Sealed, seal, sealed
from app.services.record.keys import CHANGING_KEYS, OfficeKeys, fingerprint_of, key_events, office_keys
from app.services.record.threads import newest_of_each
from app.values import dataclass, field

if TYPE_CHECKING:
    from app.services.record.chain import EventRow

HEAD = 1
MOVED = "record.moved"  # the last event of a record whose office went elsewhere
# Of a desk and its office's server: more than any clock drifts in a month.
CLOCKS_APART = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Last:
    """Where the next event goes: behind event `id` of the time `at`; its `previous` has to be `follows`.

    `keyed` says that a key of the office is known to be in use. `since` are kind and draft of the events
    recorded after what a `BeforeTurn` had seen. `newest` is the newest event of each thread (`threads`), as
    far as the last one tells.
    """

    id: int = 0
    at: str = ""
    follows: str = FIRST
    keyed: bool = False
    since: tuple[tuple[str, int | None], ...] = ()
    newest: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """That the office went to `to`, a folder or a server's address, with the last event, `event`."""

    event: int
    to: str


@dataclass(frozen=True, slots=True)
class BeforeTurn:
    """What of the record was proven before its turn to be written to: the keys, as of event `upto`.

    `by` is the member who acts, `name` theirs.
    """

    upto: int
    keys: OfficeKeys
    by: int
    name: str


def proven_end(
    desk: Desk, earlier: BeforeTurn | None = None, *, of_lost_key: bool = False, arriving: bool = False
) -> Last:
    """The end of the record, where it is as this program left it. Call inside a transaction.

    What was `earlier` looked at is looked at again only where an event since may have changed it.

    Raises `Refusal` "record.broken" with the event that does not fit, "record.foreign_key" (at an office on
    a server "record.desk_waits" or "record.desk_ended") where the desk's key is none of those the office
    has in use (unless that one `of_lost_key` is what is to be said), "record.clock_differs" where its clock
    is not that of the office's server, and
    "record.behind" or "record.another" where the record is not the anchored one, and "record.moved" where
    the office has gone elsewhere ("record.arriving" where a move to here was stopped), unless it is
    `arriving` there.
    """
    try:
        desk.anchor.refuse_behind()
    except Refusal:
        # Of a place that the office left it is behind by nature, and nobody is to settle that.
        _refuse_moved(desk, moved_to(), arriving)
        raise
    rows = _end_rows(earlier)
    _refuse_other_clock(desk)
    since = tuple((str(row[2]), row[5]) for row in rows if earlier is not None and row[0] > earlier.upto)
    seen = earlier is not None and not any(kind in CHANGING_KEYS for kind, _ in since)
    keys = earlier.keys if earlier is not None and seen else office_keys()
    if not of_lost_key:
        _refuse_foreign_key(desk, keys)
    if not rows:
        if ChainHead.get_or_none(ChainHead.id == HEAD) is not None:
            raise Refusal("record.broken", event=1)
        return Last()
    *columns, count, hash_ = rows[-1]
    last = sealed(tuple(columns))
    before = next((sealed(row[:-2]).follows() for row in rows if row[0] == last.link.id - 1), None)
    if (count, hash_) != (last.link.id, last.hash) or not _fits(last, before, keys):
        raise Refusal("record.broken", event=last.link.id)
    _refuse_moved(desk, _gone(last), arriving)
    return Last(last.link.id, last.link.at, last.follows(), bool(keys.in_use), since, newest_of_each(last))


def moved_to() -> Moved | None:
    """Where the office went, as the last event says where it is whole and signed; None for any other end.

    Call inside a transaction.
    """
    rows = _end_rows(None)
    if not rows or rows[-1][2] != MOVED:
        return None
    *columns, count, hash_ = rows[-1]
    last = sealed(tuple(columns))
    before = next((sealed(row[:-2]).follows() for row in rows if row[0] == last.link.id - 1), None)
    whole = (count, hash_) == (last.link.id, last.hash) and _fits(last, before, office_keys())
    return _gone(last) if whole else None


def _gone(last: Sealed) -> Moved | None:
    return Moved(last.link.id, str(json.loads(last.link.body)["to"])) if last.link.kind == MOVED else None


def same_place(one: str, other: str) -> bool:
    """Whether both name one office's place: a folder, or a database by whatever role of its server."""
    if "://" not in one or "://" not in other:
        return "://" not in one + other and Path(one).resolve() == Path(other).resolve()
    first, second = OfficeAddress.read(one), OfficeAddress.read(other)
    return (first.host, first.port, first.database) == (second.host, second.port, second.database)


def _refuse_moved(desk: Desk, moved: Moved | None, arriving: bool) -> None:
    if moved is None or arriving:
        return
    here = desk.store.name if desk.shares_office else str(desk.folder.path)
    # A move that was stopped here: whether the office has left its former place, only that place can tell.
    raise Refusal(f"record.{'arriving' if same_place(moved.to, here) else 'moved'}", to=moved.to)


def look_before_turn(desk: Desk, by: int) -> BeforeTurn:
    """What can be proven of the record by whoever is about to write: its keys. Call inside a transaction.

    It spares those who wait for their turn: `proven_end` then looks only at what was recorded since. Raises
    `Refusal` like it.
    """
    keys = office_keys()
    _refuse_foreign_key(desk, keys)
    newest, member = _newest_and(by)
    row = member.first()
    upto = max(int(id_ or 0) for (id_,) in newest)
    return BeforeTurn(upto, keys, by, "" if row is None else str(row.name))


def prefetch_end(by: int) -> None:
    """Ask for what `look_before_turn` looks at. Call in `Transaction.prefetch`."""
    key_events()
    _newest_and(by)


def _newest_and(by: int) -> tuple[Answer, Rows[Member]]:
    member: Rows[Member] = select("member", lambda: Member.select().where(Member.id == by), by)
    return current().answer("SELECT MAX(id) FROM event"), member


def _end_rows(earlier: BeforeTurn | None) -> list[EventRow]:
    """The last event, the one before it, and those since `earlier`, each with the head's count and hash.

    Of all but the last the body is left out, which may be long, or unreadable.
    """
    newest = "(SELECT MAX(id) FROM event)"
    first = newest if earlier is None else "?"
    body = f"CASE WHEN e.id = {newest} THEN e.body ELSE '' END"
    query = (
        f"SELECT e.id, e.at, e.kind, e.member, e.member_name, e.draft, {body}, e.previous, e.hash,"  # noqa: S608 -- our own columns
        " e.signature, e.key, h.count, h.hash FROM event e LEFT JOIN chain_head h ON h.id = 1"
        f" WHERE e.id >= {first} - 1 ORDER BY e.id"
    )
    return list(current().rows(query, *(() if earlier is None else (earlier.upto,))))


def end_trouble(desk: Desk) -> Refusal | None:
    """Why nothing can be written into the record now, None where it can: for whoever starts the window."""
    with desk.store.read():
        try:
            proven_end(desk)
        except Refusal as problem:
            return problem
    return desk.anchor.trouble()


def seal_of(event: int) -> str | None:
    """What follows from the event of that number, None where there is none. Call inside a transaction."""
    columns = (Event.hash, Event.key, Event.signature)  # and no body, which may be unreadable
    row: Event | None = Event.select(*columns).where(Event.id == event).first()
    return None if row is None else seal(row.hash, row.key, row.signature)


def stored_end() -> Last:
    """The end of the record as it lies there, proven or not. Call inside a transaction."""
    columns = (Event.id, Event.at, Event.hash, Event.key, Event.signature)
    row: Event | None = Event.select(*columns).order_by(Event.id.desc()).first()
    if row is None:
        return Last()
    return Last(row.id, row.at, seal(row.hash, row.key, row.signature))


def _fits(last: Sealed, before: str | None, keys: OfficeKeys) -> bool:
    """Whether the last event is whole, follows from the one before, and is signed by a key of the office.

    `before` is what follows from the one before, None where there is none.
    """
    if not last.intact():
        return False
    if before is not None:
        if last.link.previous != before:
            return False
    elif last.link.id != 1 or last.link.previous != FIRST:
        return False
    # One made without a keyring has no signature; the audit names it until the authority confirms it.
    return not last.signature or keys.signed(last)


def _refuse_foreign_key(desk: Desk, keys: OfficeKeys) -> None:
    signer, known = desk.keys.signer(), keys.in_use
    if signer is None or not known or keys.is_in_use(fingerprint_of(signer)):
        return
    # Replaced by another process, or by this one, which ended before it had put the new key in its place.
    if desk.keys.take_next([key.fingerprint for key in known]):
        return
    own = fingerprint_of(signer)
    if desk.shares_office:
        ended = own in keys.states()
        raise Refusal(f"record.desk_{'ended' if ended else 'waits'}", fingerprint=grouped(own))
    raise Refusal("record.foreign_key", fingerprint=known[-1].fingerprint[:16])


def _refuse_other_clock(desk: Desk) -> None:
    """Refuse a desk whose clock is not the server's: what it wrote would have every other one seem behind."""
    if not desk.shares_office:
        return
    apart = abs(moment(now()) - current().clock())
    if apart > CLOCKS_APART:
        raise Refusal("record.clock_differs", n=round(apart.total_seconds() / 60))
