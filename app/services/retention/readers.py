"""Who may read and answer January's list; and that a list whose readers are gone holds up no other."""

from __future__ import annotations

from app.errors import Refusal
from app.models.tables import DisposalList, Member
from app.services.base.enums import DisposalState
from app.services.record.passphrases import given_since
from app.services.record.roles import decider, deciders, is_proven, sign_in_in_force, team_size


def needed() -> int:
    """How many members have to say that a post may be destroyed. Call inside a transaction."""
    return 1 if team_size() <= 1 else 2


def require_reader(row: DisposalList, by: int) -> Member:
    """The member who may read, answer and order a list. In a transaction.

    Raises `Refusal` for a drafter, and in a team for one who could not decide when the list was made, one
    whose passphrase was given since, and one without a passphrase once somebody has one.
    """
    member = decider(by)
    if team_size() <= 1:
        return member
    if by not in row.deciders:
        raise Refusal("disposal.too_new", name=member.name)
    if sign_in_in_force():
        if not is_proven(by):
            raise Refusal("signin.set_first", name=member.name)
        if given_since(by, row.at):
            raise Refusal("proposal.passphrase_new", name=member.name)
    return member


def require_carrier(row: DisposalList, by: int) -> Member:
    """The member who may carry an order out: a reader; of one begun, whoever decides once none is left.

    What a reader began was ordered and typed by them, and half of it is gone: its end is nobody's choice any
    more. In a transaction. Raises `Refusal` like `require_reader`.
    """
    if row.state == DisposalState.BEGUN and not _readers(row):
        return decider(by)
    return require_reader(row, by)


def is_stranded(row: DisposalList) -> bool:
    """Whether a list has too few left who may answer it or carry its order out. In a transaction.

    Members leave, and a team that begins with passphrases has none who was proven by then. Nothing is
    destroyed by making such a list anew. An order that is begun is never stranded: see `require_carrier`.
    """
    if row.state == DisposalState.ORDERED:
        return not _readers(row)
    return row.state == DisposalState.OPEN and _readers(row) < needed()


def _readers(row: DisposalList) -> int:
    return sum(_may_read(row, one) for one in deciders())


def _may_read(row: DisposalList, by: int) -> bool:
    try:
        require_reader(row, by)
    except Refusal:
        return False
    return True
