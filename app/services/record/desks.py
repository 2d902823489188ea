"""The desks of an office on a server: each has a key of its own, let in by a desk that has one already.

A desk that joins leaves its public key and its consent in `desk_request`, where nothing is believed of them.
At a desk whose key is in use the authority compares the fingerprint with what the new desk shows, and lets it
in by an event. From then on both sign, each for itself. The last key of an office is never ended so.
"""

from __future__ import annotations

import base64
from datetime import datetime
from typing import TypeVar

from app.archive.keys import grouped
from app.archive.signed_texts import desk_message
from app.computer import computer_name
from app.errors import Refusal
from app.models.opening_office import may_change_record
from app.models.tables import DeskRequest, Event, OfficeKey
from app.services.base import desk_settings
from app.services.base.clock import moment, now
from app.services.base.desk import ASKED, Desk
from app.services.record.attempts import records_refusals
from app.services.record.chain import fingerprint, holds
from app.services.record.keys import (
    KEY_ENDED,
    KEY_JOINED,
    KeyState,
    OfficeKeys,
    fingerprint_of,
    office_keys,
    public_text,
)
from app.services.record.ledger import ended_keys, new_key, record
from app.services.record.roles import require_authority
from app.services.record.second_member import CARRIED_ALONE, record_second, require_second
from app.values import dataclass

_SHORTEST = 16  # digits of a fingerprint that are enough to name a desk


@dataclass(frozen=True, slots=True)
class DeskView:
    """A desk, by its key: since when it signs, or when it asked (UTC). `here`: it is this one."""

    fingerprint: str
    name: str
    at: datetime
    waits: bool
    here: bool

    @property
    def written(self) -> str:
        """The fingerprint four digits at a time."""
        return grouped(self.fingerprint)


def introduce(desk: Desk) -> DeskView | None:
    """Ask for this desk to be let in, where its office has keys and none of them is this desk's.

    Returns what its person reads out to the authority; None where there is nothing to ask, and for the owner
    of the database. That it has asked is kept (`ASKED`). May ask the keyring. Raises `Refusal` where the
    server cannot be written.
    """
    if not desk.shares_office:
        return None
    with desk.store.read():
        keys = office_keys()
    if not keys.in_use or may_change_record(desk.store):
        return None  # nobody is there to be asked yet; and the owner of the database is no desk
    signer = desk.keys.signer()
    if signer is None:
        return None
    own = fingerprint_of(signer)
    if keys.is_in_use(own):
        desk_settings.set_(desk, ASKED, own)
        return None
    with desk.store.write():
        if keys.keys and DeskRequest.get_or_none(DeskRequest.fingerprint == own) is None:
            consent = signer.sign(desk_message(keys.keys[0].fingerprint, own))
            DeskRequest.create(
                fingerprint=own,
                public_key=public_text(signer),
                desk=desk.keys.desk,
                name=computer_name(),
                consent=base64.b64encode(consent).decode("ascii"),
                at=now(),
            )
    desk_settings.set_(desk, ASKED, own)
    return next((each for each in desks(desk) if each.fingerprint == own), None)


def desks(desk: Desk) -> tuple[DeskView, ...]:
    """The desks that sign, in the order they came, and those that wait to be let in. May ask the keyring."""
    own = desk.keys.existing()
    here = fingerprint_of(own) if own is not None else ""
    with desk.store.read():
        keys = office_keys()
        found = []
        for key in keys.in_use:
            event: Event = Event.select(Event.at, Event.body).where(Event.id == key.event).get()
            is_here = key.fingerprint == here
            name = str(event.body.get("name", "")) or (computer_name() if is_here else "")
            found.append(DeskView(key.fingerprint, name, moment(event.at), False, is_here))
        for row in _waiting(keys):
            found.append(DeskView(row.fingerprint, row.name, moment(row.at), True, row.fingerprint == here))
    return tuple(found)


@records_refusals
def let_in(
    desk: Desk, written: str, reason: str, by: int, second: int | None = None, alone: bool = False
) -> DeskView:
    """Let the waiting desk in whose fingerprint is, or begins with, `written`: it signs from now on.

    In a team a `second` who decides, proven like `by`, agrees at the same time; `alone` says that nobody else
    is left. Raises `Refusal` for anybody but the authority (in an office without one, a decider), for a
    missing reason or second, for a desk that does not wait, and at a desk that is not in itself.
    """
    with desk.store.write():
        require_authority(by, reason)
        require_second(by, second, alone)
        if desk.keys.signer() is None:
            raise desk.keys.problem or Refusal("record.no_key")
        row = _named(written, _waiting(office_keys()))
        record_second(desk, "key_joined", by, second, alone, CARRIED_ALONE, reason)
        facts: dict[str, object] = {"reason": reason.strip(), "consent": row.consent, "name": row.name}
        record(desk, KEY_JOINED, new_key(row.public_key, row.desk), by=by, facts=facts)
        DeskRequest.delete().where(DeskRequest.fingerprint == row.fingerprint).execute()
    return next(each for each in desks(desk) if each.fingerprint == row.fingerprint)


@records_refusals
def end(
    desk: Desk, written: str, reason: str, by: int, second: int | None = None, alone: bool = False
) -> str:
    """Let a desk sign no more: it was lost, or is used elsewhere. What it signed stays good.

    Returns its fingerprint. Raises `Refusal` like `let_in`, and for the only desk an office has.
    """
    with desk.store.write():
        require_authority(by, reason)
        require_second(by, second, alone)
        if desk.keys.signer() is None:
            raise desk.keys.problem or Refusal("record.no_key")
        keys = office_keys()
        names = {key.fingerprint for key in keys.in_use}
        rows = OfficeKey.select().where(OfficeKey.fingerprint.in_(sorted(names))).order_by(OfficeKey.id)
        row = _named(written, list(rows))
        if names == {row.fingerprint}:
            raise Refusal("desk.only_one")
        record_second(desk, "key_ended", by, second, alone, CARRIED_ALONE, reason)
        ended = str(row.fingerprint)
        facts: dict[str, object] = {"reason": reason.strip(), "ended": ended}
        record(desk, KEY_ENDED, *ended_keys([ended], KeyState.ENDED), by=by, facts=facts)
    return ended


def _waiting(keys: OfficeKeys) -> list[DeskRequest]:
    """The requests that hold, of desks that are not in. Call inside a transaction."""
    if not keys.keys:
        return []
    first = keys.keys[0].fingerprint
    return [
        row
        for row in DeskRequest.select().order_by(DeskRequest.at, DeskRequest.fingerprint)
        if not keys.is_in_use(row.fingerprint) and _sound(row, first)
    ]


def _sound(row: DeskRequest, first: str) -> bool:
    try:
        known = fingerprint(base64.b64decode(row.public_key, validate=True))
    except ValueError:
        return False
    message = desk_message(first, row.fingerprint)
    return known == row.fingerprint and holds(row.consent, row.public_key, message)


Row = TypeVar("Row", DeskRequest, OfficeKey)


def _named(written: str, rows: list[Row]) -> Row:
    wanted = "".join(written.split()).lower()
    found = [row for row in rows if row.fingerprint.startswith(wanted)]
    if len(wanted) < _SHORTEST or len(found) != 1:
        raise Refusal("desk.none_so_named", fingerprint=written, least=_SHORTEST)
    return found[0]
