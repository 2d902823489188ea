"""Goes on with a record that is not as this program left it: an act of the authority, with a reason.

The way back after a restored backup, a lost keyring or a forgery. Nothing is made good by it: what was wrong
before stays wrong, and every audit names the place from then on.
"""

from __future__ import annotations

from enum import StrEnum

from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.record import outside
from app.services.record.attempts import records_refusals
from app.services.record.chain_audit import RESTORED
from app.services.record.end import proven_end, stored_end
from app.services.record.keys import (
    CONTINUED,
    KEY_AGAIN,
    KEY_LOST,
    UNSIGNED_CONFIRMED,
    KeyState,
    damaged_keys,
    fingerprint_of,
    office_keys,
    public_text,
)
from app.services.record.ledger import append, hand_on, record
from app.services.record.putting_back import office_damage, put_back
from app.services.record.roles import require_authority
from app.services.record.second_member import SETTLED_ALONE, record_second, require_second
from app.services.record.unsigned import unsigned


class Open(StrEnum):
    """What is open for a person to settle."""

    BROKEN = "broken"
    RESTORED = "restored"
    KEY_LOST = "key_lost"
    UNSIGNED = "unsigned"
    ROWS = "rows"


def to_settle(desk: Desk) -> Open | None:
    """What of the record a person has to settle before or after anything is written, None for nothing."""
    problem = outside.trouble(desk)
    if problem is not None:
        return _OPEN.get(problem.key)
    with desk.store.read():
        return Open.UNSIGNED if unsigned() else None


@records_refusals
def settle(
    desk: Desk,
    reason: str,
    by: int,
    second: int | None = None,
    alone: bool = False,
    *,
    desks_lost: bool = False,
) -> Open:
    """Settle what is open, with a reason, and say what that was.

    In a team a `second` who decides, proven like `by`, agrees at the same time: nothing can be proposed to a
    record that takes no event. Where nobody else is left, `alone` says so, and every audit repeats it.
    `desks_lost` says at a new desk of an office on a server that no desk with a key is left to let it in: all
    their keys end, and this desk's takes their place.
    Raises `Refusal` for anybody but the authority (in an office without one, a decider), for a missing
    reason, in a team for a second who is missing or the same, and where nothing is open. Rows of the office
    are put back by any decider, since the authority's own passphrase may be what was changed.
    """
    open_ = Open.KEY_LOST if desks_lost and desk.shares_office else to_settle(desk)
    if open_ is None:
        raise Refusal("record.sound")
    with desk.store.write() as transaction:
        if open_ is Open.ROWS:
            put_back(desk, reason, by, second)  # first: who decides here is what was changed
        require_second(by, second, alone)
        match open_:
            case Open.BROKEN:
                continue_broken(desk, reason, by)
                if office_damage():
                    put_back(desk, reason, by, second)
            case Open.RESTORED:
                accept_restored(desk, reason, by)
            case Open.KEY_LOST:
                register_after_loss(desk, reason, by)
            case Open.UNSIGNED:
                confirm_unsigned(desk, reason, by)
        record_second(desk, open_.value, by, second, alone, SETTLED_ALONE, reason)
        if open_ is Open.RESTORED:
            transaction.after_commit("anchor", desk.anchor.accept)
    return open_


def continue_broken(desk: Desk, reason: str, by: int) -> None:
    """Begin a new segment behind an end that does not fit.

    Raises `Refusal` for anybody but the authority (in an office without one, a decider), for a missing
    reason, and where the end is as it should be.
    """
    with desk.store.write():
        require_authority(by, reason)
        try:
            proven_end(desk)
        except Refusal as problem:
            if problem.key != "record.broken":
                raise
            facts: dict[str, object] = {"reason": reason.strip(), "broken_at": problem.params["event"]}
            append(desk, stored_end(), CONTINUED, by=by, facts=facts | _key_again(desk))
            return
        raise Refusal("record.sound")


def _key_again(desk: Desk) -> dict[str, object]:
    """What an event says besides where events that registered keys are damaged: this desk's key stands in."""
    signer = desk.keys.signer()
    public = public_text(signer) if signer is not None else ""
    damaged = damaged_keys(public)
    if damaged and signer is None:
        raise desk.keys.problem or Refusal("record.no_key")
    return {KEY_AGAIN: {"events": damaged, "public_key": public}} if damaged else {}


def accept_restored(desk: Desk, reason: str, by: int) -> None:
    """Take a record for the right one that is older than its anchor, or another: a restored backup.

    Raises `Refusal` like `continue_broken`, and where the record agrees with its anchor.
    """
    elsewhere = outside.trouble_outside(desk)
    with desk.store.write() as transaction:
        require_authority(by, reason)
        problem = desk.anchor.problem() or elsewhere
        if problem is None:
            raise Refusal("record.sound")
        desk.anchor.pass_over()
        facts: dict[str, object] = {
            "reason": reason.strip(),
            "anchored": problem.params["n"],
            "anchored_at": problem.params.get("at", ""),
        }
        try:
            end, kind = proven_end(desk), RESTORED
        except Refusal as broken:
            if broken.key != "record.broken":
                raise
            # Another record than the anchored one, and one that does not fit besides: one act settles both.
            end, kind = stored_end(), CONTINUED
            facts["broken_at"] = broken.params["event"]
        append(desk, end, kind, by=by, facts=facts | (_key_again(desk) if kind == CONTINUED else {}))
        transaction.after_commit("anchor", desk.anchor.accept)
    outside.forget_places(desk)


def confirm_unsigned(desk: Desk, reason: str, by: int) -> tuple[int, ...]:
    """Confirm the events that were made while there was no keyring, and return their numbers.

    Raises `Refusal` like `continue_broken`, where there are none, and without a keyring that signs.
    """
    with desk.store.write():
        require_authority(by, reason)
        events = unsigned()
        if not events:
            raise Refusal("record.sound")
        if desk.keys.signer() is None:
            raise desk.keys.problem or Refusal("record.no_key")
        record(desk, UNSIGNED_CONFIRMED, by=by, facts={"reason": reason.strip(), "events": list(events)})
        return events


def register_after_loss(desk: Desk, reason: str, by: int) -> None:
    """Register this desk's key where the office's former one is lost with its keyring, or all of them are.

    The former key cannot confirm the new one, and the record says so for ever. Raises `Refusal` like
    `continue_broken`, where the desk has the office's key, and without a keyring.
    """
    with desk.store.write():
        require_authority(by, reason)
        signer, former = desk.keys.signer(), office_keys().in_use
        if signer is None:
            raise desk.keys.problem or Refusal("record.no_key")
        if not former or any(key.fingerprint == fingerprint_of(signer) for key in former):
            raise Refusal("record.sound")
        end = proven_end(desk, of_lost_key=True)
        rows = hand_on([key.fingerprint for key in former], KeyState.LOST, signer, desk.keys.desk)
        append(desk, end, KEY_LOST, *rows, by=by, facts={"reason": reason.strip()})


_OPEN = {
    "record.broken": Open.BROKEN,
    "record.behind": Open.RESTORED,
    "record.another": Open.RESTORED,
    "record.outside_behind": Open.RESTORED,
    "record.outside_another": Open.RESTORED,
    "record.foreign_key": Open.KEY_LOST,
    "record.office_differs": Open.ROWS,
    "record.passphrase_differs": Open.ROWS,
}
