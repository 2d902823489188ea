"""A second member who agrees at the same time: for what no proposal can wait for.

A record that takes no event takes no proposal either, and a key is replaced by the one who sits at its desk.
All functions are called inside a transaction.
"""

from __future__ import annotations

from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.record.ledger import record
from app.services.record.roles import decider, is_proven, sign_in_in_force, team_size

AGREED, SETTLED_ALONE = "record.settling_agreed", "record.settled_alone"
CARRIED_ALONE, KEY_REPLACED_ALONE = "proposal.carried_alone", "key.replaced_alone"


def require_second(by: int, second: int | None, alone: bool) -> None:
    """Want in a team that a `second` decides, is not `by`, and is proven, unless `alone` is given.

    Raises `Refusal` otherwise. An office of one is asked for nobody.
    """
    if alone or team_size() <= 1:
        return
    if second is None:
        raise Refusal("record.second_missing")
    member = decider(second)
    if second == by:
        raise Refusal("record.second_same")
    if sign_in_in_force() and not is_proven(second):
        raise Refusal("signin.set_first", name=member.name)


def record_second(
    desk: Desk, what: str, by: int, second: int | None, alone: bool, alone_kind: str, reason: str
) -> None:
    """Record who agreed to `what`, or by an event of `alone_kind` that nobody did. In a team only."""
    if team_size() <= 1:
        return
    if alone:
        record(desk, alone_kind, by=by, facts={"reason": reason.strip()})
    else:
        record(desk, AGREED, by=second, facts={"settled": what, "proven": sign_in_in_force()})
