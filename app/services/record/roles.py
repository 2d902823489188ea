"""Who may do what. Every service asks here, so that no button, command or script gets round it.

All functions are called inside a transaction.
"""

from __future__ import annotations

from typing import Any

from app.errors import Refusal
from app.models.kept_sql import Rows, select
from app.models.tables import Member, Office, Passphrase
from app.models.transaction import current
from app.services.base.enums import Role
from app.services.base.members import folded_name
from app.services.base.reasons import require_reason


def active_member(by: int) -> Member:
    """The member `by`. Raises `Refusal` for one who is not there or has left."""
    member = active_member_or_none(by)
    if member is None:
        left = Member.get_or_none(Member.id == by)
        raise Refusal("office.no_member", name=str(by) if left is None else left.name)
    return member


def active_member_or_none(by: int) -> Member | None:
    """The member `by`, None for one who is not there or has left."""
    return current().cached("active member", by, lambda: _active(by).first())


def decider(by: int) -> Member:
    """The member `by`, if they may decide. Raises `Refusal` for a drafter and for one who has left."""
    member = active_member(by)
    if member.role == Role.DRAFTER:
        raise Refusal("review.drafter_cannot", name=member.name)
    return member


def require_authority(by: int, reason: str) -> None:
    """Allow the authority (in an office without one, a decider) what only they may do, with a reason.

    Raises `Refusal` for anybody else, and for an empty reason.
    """
    member = decider(by)
    others = Member.select().where(Member.id.in_(deciders()), Member.role == Role.AUTHORITY.value)
    if member.role != Role.AUTHORITY and others.exists():
        raise Refusal("record.authority_only")
    require_reason(reason)


def decider_or_desk(by: int | None) -> None:
    """Allow a decider, or a command that names nobody (`by` is None) while nobody here has a passphrase.

    Raises `Refusal` for a drafter, and for the nameless once sign-in is in force: a drafter could else do
    by command what the window keeps from them.
    """
    if by is not None:
        decider(by)
    elif sign_in_in_force():
        raise Refusal("signin.who")


def member_or_desk(by: int | None) -> None:
    """Allow a member of any role, or a command that names nobody while nobody here has a passphrase.

    Raises `Refusal` for one who is not here, and for the nameless once sign-in is in force.
    """
    if by is not None:
        active_member(by)
    elif sign_in_in_force():
        raise Refusal("signin.who")


def member_called(name: str) -> Member | None:
    """The active member of that name, however it is spelt and spaced; None for nobody."""
    wanted = folded_name(name)
    rows = Member.select().where(Member.active).order_by(Member.id)
    return next((row for row in rows if folded_name(row.name) == wanted), None) if wanted else None


def sign_in_in_force() -> bool:
    """Whether an active member has a passphrase: from then on everybody who acts is named and proven."""

    def build() -> Any:
        protected = Passphrase.select(Passphrase.id).join(Member, on=(Passphrase.member == Member.id))
        return protected.where(Member.active).limit(1)

    def look_up() -> bool:
        return select("sign-in in force", build, 1).first() is not None

    return current().cached("sign-in in force", None, look_up)


def is_proven(member: int) -> bool:
    """Whether a member has a passphrase that they chose themselves."""
    row = Passphrase.get_or_none(Passphrase.member == member)
    return row is not None and not row.temporary


def authorities() -> set[int]:
    """The ids of the active authorities, once somebody has a passphrase only of those who have one."""
    rows = Member.select(Member.id).where(Member.active, Member.role == Role.AUTHORITY.value)
    found = {row.id for row in rows}
    return {one for one in found if is_proven(one)} if sign_in_in_force() else found


def team_size() -> int:
    """How many active members may decide."""
    return len(deciders())


def approvals_needed() -> int:
    """How many approvals a post needs now: what the office set, else a majority."""
    row = current().cached("office", None, lambda: _office().first())
    return approvals_among(row.approvals if row is not None else None, team_size())


def approvals_among(chosen: int | None, deciders: int) -> int:
    """How many approvals a post needs where the office chose that number (None: a majority)."""
    among = max(deciders, 1)
    return min(chosen, among) if chosen is not None else among // 2 + 1


def blur_is_edit() -> bool:
    """Whether whoever blurs an image becomes an author of the post, as the office chose."""
    row = Office.get_or_none()
    return row is None or bool(row.blur_is_edit)


def deciders() -> set[int]:
    """The ids of the active members who may decide."""
    return set(current().cached("deciders", None, lambda: frozenset(row.id for row in _deciders())))


def prefetch_roles(by: int) -> None:
    """Ask for what `decider` of that member and `deciders` look at. Call in `Transaction.prefetch`."""
    _active(by)
    _deciders()


def prefetch_approvals() -> None:
    """Ask for what `approvals_needed` looks at. Call in `Transaction.prefetch`."""
    _office()
    _deciders()


def _office() -> Rows[Office]:
    return select("every office", Office.select)


def _active(by: int) -> Rows[Member]:
    def build() -> Any:
        return Member.select().where((Member.id == by) & Member.active)

    return select("active member", build, by)


def _deciders() -> Rows[Member]:
    def build() -> Any:
        return Member.select(Member.id).where(Member.active, Member.role != Role.DRAFTER.value)

    return select("deciders", build, Role.DRAFTER.value)
