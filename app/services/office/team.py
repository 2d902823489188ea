"""Who belongs to the office. Every change leaves 1, 3 or 5 members who decide (clause 6.1.c), or is refused.

That is why one change may take several joins, leaves and roles: a team of one grows to three in one step,
and one who leaves is replaced in the same step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from app.bangla.blank import is_blank
from app.bangla.dates import DHAKA, local
from app.errors import Refusal
from app.models.tables import Member
from app.services.base.clock import day_of, now, stamp
from app.services.base.desk import Desk
from app.services.base.enums import ProposalKind, Role, RotationReason
from app.services.base.given_days import require_past
from app.services.base.members import MemberView, folded_name
from app.services.office.views import Leave, MemberForm, TeamChange
from app.services.record.attempts import records_refusals
from app.services.record.ledger import change, create, record
from app.services.record.proof import prove_who
from app.services.record.proposals import alone, needs_second, propose, try_out
from app.services.record.roles import decider_or_desk, deciders
from app.services.secrets.rotation_due import due_at_once, usable_by
from app.values import dataclass

Facts = Mapping[str, object]

TEAM_SIZES = (1, 3, 5)  # clause 6.1.c: one designated person, or a team of 3 or 5


def members(desk: Desk, active_only: bool = True) -> tuple[MemberView, ...]:
    """Those who are here, or with `active_only` False all who ever were, in the order they joined."""
    with desk.store.read():
        rows = Member.select().order_by(Member.id)
        return tuple(member_view(row) for row in rows if row.active or not active_only)


def member(desk: Desk, id_: int) -> MemberView:
    """One member, present or past. Raises `Refusal` for an unknown id."""
    with desk.store.read():
        return member_view(_known(id_))


def member_named(desk: Desk, name: str) -> MemberView:
    """The active member of that name. Raises `Refusal` when there is none."""
    for found in members(desk):
        if found.name == name.strip():
            return found
    raise Refusal("office.no_member", name=name)


@records_refusals
def add_member(desk: Desk, form: MemberForm, by: int | None, reason: str = "") -> TeamChange:
    """Add one member. Raises `Refusal` like `change_team`."""
    return change_team(desk, joins=[form], by=by, reason=reason)


@records_refusals
def retire_member(
    desk: Desk, id_: int, by: int | None, on: date | None = None, reason: str = ""
) -> TeamChange:
    """Record that a member left. Raises `Refusal` like `change_team`."""
    return change_team(desk, leaves=[Leave(id_, on)], by=by, reason=reason)


@records_refusals
def change_team(
    desk: Desk,
    *,
    joins: Sequence[MemberForm] = (),
    leaves: Sequence[Leave] = (),
    roles: Mapping[int, Role] | None = None,
    returns: Sequence[int] = (),
    by: int | None,
    reason: str = "",
) -> TeamChange:
    """Change the team in one step; where a team decides already, the step is only proposed.

    `roles` gives members another role by their id; `returns` takes back members who had left. One who leaves,
    or no longer decides, keeps their name on everything they did, and every credential they could use is due
    at once. Raises `Refusal` when it would leave another number of deciders than 1, 3 or 5 (clause 6.1.c),
    for an empty or a taken name, a day to come, a drafter's wish, nobody named where it is to be proposed,
    and when the role of the authority is given by somebody else while there is one.
    """
    wish = _Wish(tuple(joins), tuple(leaves), dict(roles or {}), tuple(returns))
    with desk.store.write():
        prove_who()
        decider_or_desk(by)
        if not needs_second(by) or by is None:
            return TeamChange(joined=_apply(desk, wish, by, alone()))
        try_out(desk, lambda: _apply(desk, wish, by, {}))
        return TeamChange(proposed=propose(desk, ProposalKind.TEAM, wish.content(), by, reason))


def confirmed_team(desk: Desk, content: Mapping[str, Any], by: int, proposal: int) -> None:
    """Carry out the change of the team that a proposal asks for. In a transaction.

    Raises `Refusal` like `change_team`, where the team has changed meanwhile.
    """
    _apply(desk, _Wish.of(content), by, {"proposal": proposal})


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to change of the team, as one step."""

    joins: tuple[MemberForm, ...]
    leaves: tuple[Leave, ...]
    roles: dict[int, Role]
    returns: tuple[int, ...]

    def content(self) -> dict[str, object]:
        """As a proposal keeps it."""
        return {
            "joins": [
                {"name": form.name.strip(), "role": form.role.value, "on": _written(form.joined_on)}
                for form in self.joins
            ],
            "leaves": [{"member": leave.member_id, "on": _written(leave.on)} for leave in self.leaves],
            "roles": [{"member": id_, "role": role.value} for id_, role in self.roles.items()],
            "returns": list(self.returns),
        }

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> _Wish:
        return cls(
            joins=tuple(
                MemberForm(one["name"], Role(one["role"]), _read(one["on"])) for one in content["joins"]
            ),
            leaves=tuple(Leave(one["member"], _read(one["on"])) for one in content["leaves"]),
            roles={one["member"]: Role(one["role"]) for one in content["roles"]},
            returns=tuple(content["returns"]),
        )


def _written(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _read(day: str) -> date | None:
    return date.fromisoformat(day) if day else None


def _apply(desk: Desk, wish: _Wish, by: int | None, facts: Facts) -> tuple[int, ...]:
    before = deciders()
    for leave in wish.leaves:
        _leave(desk, leave, by, facts)
    _refuse_self_made_authority(wish.joins, wish.roles, wish.returns, by)
    for id_, role in wish.roles.items():
        _set_role(desk, id_, role, by, facts)
    for id_ in wish.returns:
        _return(desk, id_, by, facts)
    joined = tuple(_join(desk, form, by, facts) for form in wish.joins)
    require_team_size(before, deciders())
    return joined


def require_team_size(before: set[int], after: set[int]) -> None:
    """Refuse other deciders than before when they are not 1, 3 or 5 (clause 6.1.c)."""
    if after != before and len(after) not in TEAM_SIZES:
        raise Refusal("office.team_size" if after else "office.team_empty", n=len(after))


def join_at_set_up(desk: Desk, form: MemberForm) -> int:
    """A member of the first start, whose team was looked at as a whole. Call inside a transaction."""
    return _join(desk, form, None, {})


def member_view(row: Member) -> MemberView:
    """A member's row as a value."""
    return MemberView(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        active=row.active,
        joined_on=day_of(row.joined_at),
        left_on=day_of(row.left_at) if row.left_at else None,
    )


def _join(desk: Desk, form: MemberForm, by: int | None, facts: Facts) -> int:
    name = form.name.strip()
    if is_blank(name):
        raise Refusal("office.member_name_missing")
    folded = folded_name(name)
    known = next((row for row in Member.select() if folded_name(row.name) == folded), None)
    if known is not None:
        raise Refusal(
            "office.member_name_taken" if known.active else "office.member_name_left", name=known.name
        )
    joined_at = _begin_of(form.joined_on)
    row = create(Member, name=name, role=form.role.value, active=True, joined_at=joined_at, left_at="")
    record(desk, "member.joined", row, by=by, facts={**facts})
    return int(row.id)


def _return(desk: Desk, id_: int, by: int | None, facts: Facts) -> None:
    row = _known(id_)
    if row.active:
        raise Refusal("office.member_name_taken", name=row.name)
    change(row, active=True, joined_at=now(), left_at="")
    record(desk, "member.returned", row, by=by, facts={**facts})


def _leave(desk: Desk, leave: Leave, by: int | None, facts: Facts) -> None:
    row = _known(leave.member_id)
    if not row.active:
        raise Refusal("office.no_member", name=row.name)
    left_at = _begin_of(leave.on)
    if day_of(left_at) < day_of(row.joined_at):
        raise Refusal("office.left_before_joined", name=row.name)
    known = _credentials_known_to(row)
    change(row, active=False, left_at=left_at)
    record(desk, "member.left", row, by=by, facts={"credentials": known, **facts})
    due_at_once(desk, known, RotationReason.PERSON_LEFT, by)


def _set_role(desk: Desk, id_: int, role: Role, by: int | None, facts: Facts) -> None:
    row = _known(id_)
    if not row.active:
        raise Refusal("office.no_member", name=row.name)
    if row.role == role:
        return
    known = _credentials_known_to(row) if role is Role.DRAFTER else []
    change(row, role=role.value)
    record(desk, "member.role_changed", row, by=by, facts={"credentials": known, **facts})
    due_at_once(desk, known, RotationReason.PERSON_LEFT, by)


def _credentials_known_to(row: Member) -> list[int]:
    return [] if row.role == Role.DRAFTER else list(usable_by(row.id))


def _refuse_self_made_authority(
    joins: Sequence[MemberForm], roles: Mapping[int, Role], returns: Sequence[int], by: int | None
) -> None:
    """Only the authority makes another, for the authority can reset everybody's passphrase."""
    returning = [_known(id_).role for id_ in returns]
    made = Role.AUTHORITY in (*(form.role for form in joins), *roles.values(), *returning)
    authorities = [
        row.id for row in Member.select().where(Member.active, Member.role == Role.AUTHORITY.value)
    ]
    if made and by is not None and authorities and by not in authorities:
        raise Refusal("office.authority_only")


def _known(id_: int) -> Member:
    row = Member.get_or_none(Member.id == id_)
    if row is None:
        raise Refusal("office.no_member", name=str(id_))
    return row


def _begin_of(day: date | None) -> str:
    """The kept time of a day: this moment for today, else its midnight in Dhaka."""
    today = local(datetime.now(UTC)).date()
    if day is None or day == today:
        return now()
    require_past(day, "office.future_day")
    return stamp(datetime.combine(day, time(), DHAKA))
