"""Changes of a team's rules with the second member who confirms them, for tests about what comes after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.services.base.desk import Desk
from app.services.base.enums import Role
from app.services.base.secret import Secret
from app.services.office import confirming, office, sign_in
from app.services.office.views import Leave, MemberForm, OfficeForm

AUTHORITYS = Secret("কর্তৃপক্ষের নিজের কথা কয়েকটি")


def second(desk: Desk, proposed: int | None) -> None:
    """Have whoever may confirm a proposal do so, if there is one."""
    if proposed is None:
        return
    by = next(m.id for m in office.members(desk) if confirming.may_confirm(desk, proposed, m.id))
    confirming.confirm(desk, proposed, by)


def change_office(desk: Desk, form: OfficeForm, by: int | None) -> None:
    second(desk, office.change_office(desk, form, by))


def change_team(
    desk: Desk,
    *,
    joins: Sequence[MemberForm] = (),
    leaves: Sequence[Leave] = (),
    roles: Mapping[int, Role] | None = None,
    returns: Sequence[int] = (),
    by: int | None,
) -> tuple[int, ...]:
    """The ids of those who joined."""
    change = office.change_team(desk, joins=joins, leaves=leaves, roles=roles, returns=returns, by=by)
    second(desk, change.proposed)
    here = {member.name: member.id for member in office.members(desk)}
    return tuple(here[form.name.strip()] for form in joins)


def set_first(desk: Desk, member: int, new: Secret) -> None:
    """A first passphrase as a team gives it: with the authority's beside it, who has one by then."""
    if not sign_in.state(desk, member).code_from:
        sign_in.set_first(desk, member, new)
        return
    authority = next(one.id for one in office.members(desk) if one.role is Role.AUTHORITY)
    if not sign_in.state(desk, authority).has_passphrase:
        sign_in.set_first(desk, authority, AUTHORITYS)
    sign_in.set_first(desk, member, new, authority)


def add_member(desk: Desk, form: MemberForm, by: int | None) -> int:
    return change_team(desk, joins=[form], by=by)[0]


def retire_member(desk: Desk, id_: int, by: int | None, on: date | None = None) -> None:
    change_team(desk, leaves=[Leave(id_, on)], by=by)
