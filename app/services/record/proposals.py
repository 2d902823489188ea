"""Proposals: in a team, what weakens a rule is proposed by one who decides and confirmed by another.

A proposal and what becomes of it are rows of the record, each with an event. What it changes when it is
confirmed is known to `services.office.confirming`. An office of one changes its rules alone, and the events
say so (`alone`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from app.canonical import canonical
from app.errors import Refusal
from app.models.tables import Member, Proposal
from app.services.base.clock import moment, now, stamp
from app.services.base.desk import Desk
from app.services.base.enums import ProposalKind, ProposalState, Role
from app.services.base.reasons import require_reason
from app.services.record.ledger import change, create, record
from app.services.record.passphrases import given_since
from app.services.record.roles import (
    authorities,
    decider,
    deciders,
    is_proven,
    sign_in_in_force,
    team_size,
)
from app.services.record.second_member import CARRIED_ALONE

EXPIRES_AFTER = timedelta(days=14)
ALONE_AFTER = timedelta(days=3)  # long enough for a colleague on leave over a weekend to see it
MADE, CONFIRMED, REFUSED, WITHDRAWN, EXPIRED, NOT_ALLOWED = (
    "proposal.made",
    "proposal.confirmed",
    "proposal.refused",
    "proposal.withdrawn",
    "proposal.expired",
    "proposal.not_allowed",
)


def needs_second(by: int | None) -> bool:
    """Whether a change that weakens a rule has to be confirmed: a team decides here. In a transaction.

    Raises `Refusal` for a command that names nobody: who proposes has to be known.
    """
    if team_size() <= 1:
        return False
    if by is None:
        raise Refusal("proposal.who")
    return True


def alone() -> dict[str, object]:
    """What an event about a weaker rule says besides, in an office of one. In a transaction."""
    return {"alone": True} if team_size() <= 1 else {}


def propose(desk: Desk, kind: ProposalKind, content: Mapping[str, object], by: int, reason: str = "") -> int:
    """Keep a change for a second member, and return the proposal's number. In a transaction that writes.

    Raises `Refusal` for a drafter, and where the very same waits already.
    """
    decider(by)
    for row in Proposal.select().where(Proposal.state == ProposalState.OPEN):
        if _late(row):
            _close(desk, row, ProposalState.EXPIRED, EXPIRED, None, "")
        elif row.kind == kind and canonical(row.content) == canonical(dict(content)):
            raise Refusal("proposal.there", id=row.id)
    at = datetime.now(UTC)
    row = create(
        Proposal,
        kind=kind.value,
        content=dict(content),
        reason=reason.strip(),
        deciders=sorted(deciders()),
        member=by,
        at=stamp(at),
        expires_at=stamp(at + EXPIRES_AFTER),
        state=ProposalState.OPEN.value,
        closed_by=None,
        closed_at="",
        closed_reason="",
    )
    record(desk, MADE, row, by=by)
    return int(row.id)


def try_out(desk: Desk, apply: Callable[[], object]) -> None:
    """Raise the `Refusal` that `apply` would meet, and leave nothing of what it did. In a transaction."""
    try:
        with desk.store.write():
            apply()
            raise _TriedOut
    except _TriedOut:
        pass


class _TriedOut(Exception):
    """Takes back what was only tried."""


def confirm(desk: Desk, id_: int, by: int, apply: Callable[[Proposal], object]) -> None:
    """Confirm somebody else's proposal, and `apply` it in the same transaction.

    Raises `Refusal` for its proposer, for one who could not decide when it was made, for one whose passphrase
    was given since, for one without a passphrase once somebody has one, for a drafter, and for a proposal
    that is open no more. Whoever tries it all the same stands in the record.
    """
    try:
        with desk.store.write():
            row = _open(id_)
            _prove(id_)
            _require_second(row, by)
            facts: dict[str, object] = {"proven": sign_in_in_force()}
            _close(desk, row, ProposalState.CONFIRMED, CONFIRMED, by, "", facts)
            apply(row)
    except Refusal as refusal:
        _note_attempt(desk, id_, by, refusal)
        raise


def carry_out_alone(desk: Desk, id_: int, reason: str, by: int, apply: Callable[[Proposal], object]) -> None:
    """Carry one's own proposal out though nobody confirmed it, with a reason that every audit repeats.

    The way out for a team whose others are gone. Raises `Refusal` for anybody but its proposer, who has to be
    the authority where there is one, before `ALONE_AFTER` has passed, for a missing reason, and for a
    proposal that is open no more.
    """
    try:
        with desk.store.write():
            row = _open(id_)
            _require_alone(row, by)
            require_reason(reason)
            _prove(id_)
            facts: dict[str, object] = {"reason": reason.strip(), "proven": sign_in_in_force()}
            _close(desk, row, ProposalState.ALONE, CARRIED_ALONE, by, reason, facts)
            apply(row)
    except Refusal as refusal:
        _note_attempt(desk, id_, by, refusal)
        raise


def refuse(desk: Desk, id_: int, reason: str, by: int) -> None:
    """Refuse somebody else's proposal, with a reason. Raises `Refusal` for a drafter, and for one's own."""
    with desk.store.write():
        row = _open(id_)
        decider(by)
        if row.member_id == by:
            raise Refusal("proposal.own_withdraw")
        require_reason(reason)
        _close(desk, row, ProposalState.REFUSED, REFUSED, by, reason)


def withdraw(desk: Desk, id_: int, by: int) -> None:
    """Take one's own proposal back. Raises `Refusal` for somebody else's."""
    with desk.store.write():
        row = _open(id_)
        if row.member_id != by:
            raise Refusal("proposal.not_yours")
        _close(desk, row, ProposalState.WITHDRAWN, WITHDRAWN, by, "")


def second_there(by: int, besides: int | None = None) -> bool:
    """Whether somebody else could confirm what `by` proposes. In a transaction."""
    others = deciders() - {by, besides}
    return any(is_proven(one) for one in others) if sign_in_in_force() else bool(others)


def obstacle(row: Proposal, by: int) -> Refusal | None:
    """Why `by` cannot confirm an open proposal, None where they can. In a transaction."""
    try:
        _require_second(row, by)
    except Refusal as refusal:
        return refusal
    return None


def alone_obstacle(row: Proposal, by: int) -> Refusal | None:
    """Why `by` cannot carry an open proposal out alone, None where they can. In a transaction."""
    try:
        _require_alone(row, by)
    except Refusal as refusal:
        return refusal
    return None


def known(id_: int) -> Proposal:
    """The proposal of that number. Raises `Refusal` where there is none. In a transaction."""
    row: Proposal | None = Proposal.get_or_none(Proposal.id == id_)
    if row is None:
        raise Refusal("proposal.none", id=id_)
    return row


def _prove(id_: int) -> None:
    from app.services.record.proof import prove_proposal, prove_who  # which a list does not need

    prove_who()
    prove_proposal(id_)


def _open(id_: int) -> Proposal:
    row = known(id_)
    if row.state != ProposalState.OPEN or _late(row):
        raise Refusal("proposal.closed", id=id_)
    return row


def _late(row: Proposal) -> bool:
    return moment(row.expires_at) <= datetime.now(UTC)


def is_any_open() -> bool:
    """Whether some proposal may still wait for an answer. Call inside a transaction."""
    return bool(Proposal.select(Proposal.id).where(Proposal.state == ProposalState.OPEN).exists())


def is_open(row: Proposal) -> bool:
    """Whether a proposal still waits: nobody closed it, and its time has not passed."""
    return bool(row.state == ProposalState.OPEN) and not _late(row)


def _require_second(row: Proposal, by: int) -> None:
    member = decider(by)
    if row.member_id == by:
        raise Refusal("proposal.own")
    if by not in row.deciders:
        raise Refusal("proposal.too_new", name=member.name)
    if row.member_id not in deciders():
        raise Refusal("proposal.proposer_gone", name=Member.get_by_id(row.member_id).name)
    if sign_in_in_force():
        if not is_proven(by):
            raise Refusal("signin.set_first", name=member.name)
        if given_since(by, row.at):
            raise Refusal("proposal.passphrase_new", name=member.name)


def _require_alone(row: Proposal, by: int) -> None:
    member = decider(by)
    if row.member_id != by:
        raise Refusal("proposal.not_yours")
    if member.role != Role.AUTHORITY and authorities():
        raise Refusal("record.authority_only")
    if sign_in_in_force() and not is_proven(by):
        raise Refusal("signin.set_first", name=member.name)
    if datetime.now(UTC) < moment(row.at) + ALONE_AFTER:
        raise Refusal("proposal.wait", days=ALONE_AFTER.days)


def _close(
    desk: Desk,
    row: Proposal,
    state: ProposalState,
    kind: str,
    by: int | None,
    reason: str,
    facts: dict[str, object] | None = None,
) -> None:
    change(row, state=state.value, closed_by=by, closed_at=now(), closed_reason=reason.strip())
    record(desk, kind, row, by=by, facts=facts)


def _note_attempt(desk: Desk, id_: int, by: int, refusal: Refusal) -> None:
    """Keep that somebody tried to get round a second member; what cannot be written then is not."""
    if not refusal.key.startswith(("proposal.", "signin.")):
        return
    with desk.store.write():
        if Member.get_or_none(Member.id == by) is not None:
            record(desk, NOT_ALLOWED, by=by, facts={"proposal": id_, "why": refusal.key})
