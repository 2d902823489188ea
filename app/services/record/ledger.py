"""The record: every change of state becomes one link of a hash chain, in the same transaction.

An event holds the whole of every row it wrote, so `services.record.audit` can replay the chain and compare it
with the tables. Every event is signed on its own with the desk's Ed25519 key where there is a keyring. Before
one is written the last one is proven: its hash, its link, its signature by a registered key, and the mark of
the record's end. What does not fit is refused, so that nothing is ever signed on top of a forgery.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from peewee import EXCLUDED

from app.archive.digest import head_document
from app.archive.signed_texts import event_message
from app.canonical import canonical
from app.computer import computer_name
from app.models import kept_sql
from app.models.tables import ChainHead, Event, Member, OfficeKey, Table
from app.models.transaction import current, writing
from app.services.base import desk_settings
from app.services.base.clock import moment, now
from app.services.base.counts_and_search import keep_beside, place_of
from app.services.base.desk import SIGNING_KEYRING, Desk
from app.services.record.chain import (
    CLOCK_MOVED_AHEAD,
    CLOCK_MOVED_BACK,
    Link,
    Sealed,
    fingerprint,
)
from app.services.record.end import HEAD, Last, proven_end
from app.services.record.keys import (
    KEY_AGAIN,
    KEY_MADE,
    KeyState,
    fingerprint_of,
    office_keys,
    public_text,
)
from app.services.record.news import announce
from app.services.record.threads import THREADS, looked_up, newest_of_each

if TYPE_CHECKING:
    from app.services.base.desk_signer import DeskSigner

SIGNED_HEAD = 2
ARRIVED = "record.arrived"  # what follows at the place to which an office has gone
CLOCK_TOLERANCE = timedelta(minutes=1)  # a time server sets a drifting clock right by seconds
FAR_AHEAD = timedelta(days=366)  # longer than a desk in use goes without any event

Row = TypeVar("Row", bound=Table)


def row_document(row: Table) -> dict[str, object]:
    """A row as the chain keeps it: its table and every column, as stored."""
    meta = row._meta
    columns = {field.column_name: row.__data__.get(name) for name, field in meta.fields.items()}
    return {"table": meta.table_name, **columns}


def record(
    desk: Desk,
    kind: str,
    *rows: Table,
    by: int | None = None,
    draft: int | None = None,
    facts: dict[str, object] | None = None,
) -> None:
    """Append an event about `rows`, which are saved already, in the transaction that saved them.

    `by` is the acting member's id; `facts` is what the event says besides the rows. A clock that was moved
    back since the last event, or is far ahead of it, is an event of its own before it; events stay in order
    by their number.
    Raises `NoTransaction` outside a transaction that writes to the desk's own store, and `Refusal` where the
    end of the record is not as this program left it.
    """
    append(desk, proven_end(desk), kind, *rows, by=by, draft=draft, facts=facts)


def append(
    desk: Desk,
    last: Last,
    kind: str,
    *rows: Table,
    by: int | None = None,
    draft: int | None = None,
    facts: dict[str, object] | None = None,
    name: str | None = None,
) -> None:
    """Append an event behind `last`, which the caller has proven, or says why it is not. See `record`.

    `name` is that of the member `by`, where it was looked up already.
    """
    writing(desk.store)
    signer = desk.keys.signer()
    again = KEY_AGAIN in (facts or {})
    if signer is not None and not again and not last.keyed and not office_keys().in_use:
        last = _register_first(desk, signer, last)
    if last.at:
        before, at = moment(last.at), moment(now())
        if moved_back(before, at):
            last = _write(desk, signer, last, CLOCK_MOVED_BACK, (), None, None, {"latest": last.at})
        elif at - before > FAR_AHEAD:
            last = _write(desk, signer, last, CLOCK_MOVED_AHEAD, (), None, None, {"since": last.at})
    _write(desk, signer, last, kind, rows, by, draft, facts or {}, name)


def moved_back(latest: datetime, at: datetime) -> bool:
    """Whether `at` is earlier than an event recorded before, by more than clocks are set right by."""
    return latest - at > CLOCK_TOLERANCE


def change(row: Row, **values: object) -> Row:
    """Set columns of a recorded row and save it; hand the row to `record` afterwards."""
    before = place_of(row)
    for name, value in values.items():
        setattr(row, name, value)
    # Nothing else: a server lets a desk change only what a step may fill in, and no row is empty of changes.
    kept_sql.update(row, values)
    keep_beside(row, before, values)
    return row


def create(table: type[Row], **values: object) -> Row:
    """Insert a recorded row; hand it to `record` afterwards. Its `id` may be given (`Turn.create`)."""
    if values.get("id") is None:
        row = table.create(**values)
    else:
        row = table(**values)
        kept_sql.insert(row)
    keep_beside(row, (), values)
    return row


def hand_on(formers: Sequence[str], became: KeyState, signer: DeskSigner, desk: str) -> tuple[OfficeKey, ...]:
    """The rows of keys that another takes the place of, by their fingerprints, and the new one's.

    They are saved; hand them to `record` or `append`.
    """
    return (*ended_keys(formers, became), new_key(public_text(signer), desk))


def ended_keys(fingerprints: Sequence[str], became: KeyState) -> tuple[OfficeKey, ...]:
    """The saved rows of keys that are in use no more; none for one whose row somebody deleted."""
    rows = OfficeKey.select().where(OfficeKey.fingerprint.in_(fingerprints)).order_by(OfficeKey.id)
    return tuple(change(row, state=became.value) for row in list(rows))


def new_key(public: str, desk: str) -> OfficeKey:
    """The saved row of the key `public` (base64), of the desk of that id; one that was ended signs again."""
    name = fingerprint(base64.b64decode(public))
    again = OfficeKey.get_or_none(OfficeKey.fingerprint == name)
    if again is not None:
        return change(again, state=KeyState.IN_USE.value, desk=desk, at=now())
    values = {"public_key": public, "desk": desk, "state": KeyState.IN_USE.value, "at": now()}
    return create(OfficeKey, fingerprint=name, **values)


def _register_first(desk: Desk, signer: DeskSigner, last: Last) -> Last:
    """Register the desk's key, in an event that it signs itself: the first of its kind is taken on trust.

    On a server it says of which computer, since other desks will be beside it.
    """
    facts: dict[str, object] = {"name": computer_name()} if desk.shares_office else {}
    return _write(
        desk, signer, last, KEY_MADE, (new_key(public_text(signer), desk.keys.desk),), None, None, facts
    )


def _write(
    desk: Desk,
    signer: DeskSigner | None,
    last: Last,
    kind: str,
    rows: Sequence[Table],
    by: int | None,
    draft: int | None,
    facts: dict[str, object],
    name: str | None = None,
) -> Last:
    """Write one event, move the head to it, and say where the next one goes."""
    if name is None:
        name = Member.get_by_id(by).name if by is not None else ""
    newest = {name: _newest(last, name) for name in THREADS}
    body = {"rows": [row_document(row) for row in rows], **facts, **newest}
    at = now()
    if at < last.at and not moved_back(moment(last.at), moment(at)):
        at = last.at  # a clock set right by seconds: no event is earlier than the one before it
    link = Link(
        id=last.id + 1,
        at=at,
        kind=kind,
        member=by,
        member_name=name,
        draft=draft,
        body=canonical(body).decode("utf-8"),
        previous=last.follows,
    )
    hash_ = link.hash()
    signature = key = ""
    if signer is not None:
        signature = base64.b64encode(signer.sign(event_message(link.id, hash_))).decode("ascii")
        key = fingerprint_of(signer)
    sealed = Sealed(link, hash_, signature, key)
    event = Event(
        id=link.id,
        at=link.at,
        kind=kind,
        member=by,
        member_name=link.member_name,
        draft=draft,
        body=body,
        previous=link.previous,
        hash=hash_,
        signature=signature,
        key=key,
    )
    kept_sql.insert(event)
    _move_head(desk, signer, link.id, hash_, link.at)
    if signer is not None:
        current().after_commit("anchor", partial(desk.anchor.renew, link.id, hash_, link.at))
    announce(current(), desk, link.id, kind, draft)
    return Last(link.id, link.at, sealed.follows(), newest=newest_of_each(sealed))


def _newest(last: Last, name: str) -> int:
    found = last.newest.get(name)
    return looked_up(name) if found is None else found


def _move_head(desk: Desk, signer: DeskSigner | None, count: int, hash_: str, at: str) -> None:
    signature = public_key = ""
    rows: Sequence[int] = (HEAD,)
    if signer is not None:
        if desk.keys.named != desk.keys.backend:  # a new desk, or a folder that names another keyring
            with desk.local.write():
                desk_settings.put(SIGNING_KEYRING, desk.keys.backend)
        signature = base64.b64encode(signer.sign(canonical(head_document(count, hash_, at)))).decode("ascii")
        public_key = public_text(signer)
        rows = (HEAD, SIGNED_HEAD)
    columns = {"count": count, "hash": hash_, "at": at, "signature": signature, "public_key": public_key}

    def build() -> Any:
        head = ChainHead.insert_many([{"id": id_, **columns} for id_ in rows])
        new = {field: getattr(EXCLUDED, field) for field in columns}
        return head.on_conflict(conflict_target=[ChainHead.id], update=new)

    values = [value for id_ in rows for value in (id_, *columns.values())]
    kept_sql.execute(f"heads: {len(rows)}", build, *values)
