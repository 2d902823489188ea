"""An office to measure with: a team of three, a drafter and one account."""

from __future__ import annotations

from pathlib import Path

from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.office.office import set_up
from app.services.office.views import AccountForm, MemberForm, OfficeForm
from tests.eval.real_decisions import TEAM
from tests.eval.real_posts import ACCOUNT, DRAFTER


def open_office(data: Path) -> Desk:
    """A new data folder with a team of three and a drafter."""
    desk = open_desk(data)
    deciders = (MemberForm(name, Role.MODERATOR) for name in TEAM)
    set_up(
        desk,
        OfficeForm(
            name_bn="নমুনা উপজেলা শিক্ষা অফিস",
            name_en="Sample Upazila Education Office",
            members=(*deciders, MemberForm(DRAFTER, Role.DRAFTER)),
            accounts=(AccountForm("facebook", ACCOUNT, "নমুনা শিক্ষা অফিস", purposes=("5.a", "5.c")),),
        ),
    )
    return desk
