"""The office that most tests work for: made up, with two accounts and the members a test wants."""

from __future__ import annotations

from collections.abc import Sequence

from app.models.tables import DeskSetting
from app.services.base.desk import DESK_ID, Desk
from app.services.base.enums import Role
from app.services.office.office import office, set_up
from app.services.office.team import members
from app.services.office.views import AccountForm, MemberForm, OfficeForm


def set_up_office(desk: Desk, people: Sequence[tuple[str, Role]]) -> dict[str, int]:
    """Set the office up with these members, unless it is set up already; the ids of its members by name."""
    if office(desk) is None:
        set_up(desk, office_form(people))
    return {member.name: member.id for member in members(desk)}


def office_form(people: Sequence[tuple[str, Role]]) -> OfficeForm:
    """What the first start asks for, filled in."""
    return OfficeForm(
        name_bn="নমুনা উপজেলা শিক্ষা অফিস",
        name_en="Sample Upazila Education Office",
        members=tuple(MemberForm(name, role) for name, role in people),
        accounts=(
            AccountForm("facebook", "sample_upeo", "নমুনা শিক্ষা অফিস", purposes=("5.a", "5.c")),
            AccountForm("x", "sample_upeo", "Sample UPEO", purposes=("5.c",)),
        ),
    )


def close_without_id(desk: Desk) -> None:
    """Close a desk whose folder is going to be copied: each copy takes an id of its own."""
    with desk.store.write():
        DeskSetting.delete().where(DeskSetting.key == DESK_ID).execute()
    desk.close()
