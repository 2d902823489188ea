"""The key the office signs with: as people are shown it, and its planned replacement by a new one."""

from __future__ import annotations

import base64
from datetime import datetime

from app.archive.keys import grouped
from app.archive.signed_texts import consent_message
from app.errors import Refusal
from app.models.tables import Event
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.record.attempts import records_refusals
from app.services.record.keys import (
    KEY_REPLACED,
    KeyState,
    fingerprint_of,
    office_keys,
)
from app.services.record.ledger import hand_on, record
from app.services.record.proof import prove_who
from app.services.record.roles import require_authority
from app.services.record.second_member import KEY_REPLACED_ALONE, record_second, require_second
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class EarlierKey:
    """A key of before: its fingerprint, and whether it was lost; otherwise it was replaced."""

    fingerprint: str
    lost: bool


@dataclass(frozen=True, slots=True)
class OfficeKeyView:
    """`fingerprint`: 64 hexadecimal digits. `since`: when it was registered (UTC), None if it is not yet.

    `earlier`: the keys before it, the oldest first. `written` is for screens and letters.
    """

    fingerprint: str
    since: datetime | None
    earlier: tuple[EarlierKey, ...] = ()

    @property
    def written(self) -> str:
        """The fingerprint four digits at a time."""
        return grouped(self.fingerprint)


def office_key(desk: Desk) -> OfficeKeyView | None:
    """The office's key in use, of several desks' this one's; before the first event this desk's, or None.

    None is made. May ask the keyring, which can take seconds. Raises `Refusal` "record.broken" where what
    registered the keys is not whole.
    """
    with desk.store.read():
        keys = office_keys()
        signer = desk.keys.existing()
        if keys.in_use:
            own = fingerprint_of(signer) if signer is not None else ""
            key = next((key for key in keys.in_use if key.fingerprint == own), keys.in_use[-1])
            registered = Event.select(Event.at).where(Event.id == key.event).first()
            states = keys.states().items()
            earlier = [(name, state) for name, state in states if state is not KeyState.IN_USE]
            return OfficeKeyView(
                key.fingerprint,
                moment(registered.at),
                tuple(EarlierKey(name, state is KeyState.LOST) for name, state in earlier),
            )
    return None if signer is None else OfficeKeyView(fingerprint_of(signer), None)


@records_refusals
def replace_key(
    desk: Desk, reason: str, by: int, second: int | None = None, alone: bool = False
) -> OfficeKeyView:
    """Make a new key, and have it sign from now on: as planned, while the former one can still sign for it.

    The former key is forgotten. Archives it signed stay known at this desk. In a team a `second` who decides,
    proven like `by`, agrees at the same time; where nobody else is left, `alone` says so, and every audit
    repeats it. Raises `Refusal` for anybody but the authority (in an office without one, a decider), for a
    missing reason, in a team for a second who is missing or the same, for an office that has no key yet, and
    where the record's end does not fit; `MissingEnvironment` where the keyring fails.
    """
    with desk.store.read():
        prove_who()
        require_authority(by, reason)
        require_second(by, second, alone)
    if desk.keys.signer() is None:
        raise desk.keys.problem or Refusal("record.no_key")
    new = (
        desk.keys.make_next()
    )  # kept before it is registered: a registered key is never without its private half
    with desk.store.write():
        require_authority(by, reason)
        require_second(by, second, alone)
        signer, keys = desk.keys.signer(), office_keys()
        if signer is None or not keys.in_use:
            raise Refusal("office_key.none")
        former = fingerprint_of(signer)
        # Before the new key is registered: what follows that is signed by it.
        record_second(desk, "key_replaced", by, second, alone, KEY_REPLACED_ALONE, reason)
        consent = new.sign(consent_message(former, fingerprint_of(new)))
        rows = hand_on([former], KeyState.REPLACED, new, desk.keys.desk)
        facts: dict[str, object] = {
            "reason": reason.strip(),
            "consent": base64.b64encode(consent).decode("ascii"),
        }
        record(desk, KEY_REPLACED, *rows, by=by, facts=facts)
    desk.keys.take_next([fingerprint_of(new)])
    found = office_key(desk)
    assert found is not None
    return found
