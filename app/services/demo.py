"""The demo office: a made-up upazila education office with posts to try the whole job on."""

from __future__ import annotations

import tomllib

from app.paths import resources
from app.services.account_views import AccountForm, MemberForm, OfficeForm
from app.services.desk import Desk
from app.services.intake import take_in
from app.services.office import members, set_up
from app.services.views import IntakeLine
from app.services.words import Role
from app.work import Work


def set_up_demo(desk: Desk, work: Work) -> tuple[IntakeLine, ...]:
    """Record the demo office with its members and accounts, and take in its posts.

    Raises `Refusal` when there is an office already.
    """
    folder = resources() / "demo"
    data = tomllib.loads((folder / "office.toml").read_text(encoding="utf-8"))
    set_up(
        desk,
        OfficeForm(
            **data["office"],
            members=tuple(MemberForm(entry["name"], Role(entry["role"])) for entry in data["members"]),
            accounts=tuple(
                AccountForm(**{**entry, "purposes": tuple(entry["purposes"])}) for entry in data["accounts"]
            ),
        ),
    )
    first = members(desk)[0].id
    return take_in(desk, [folder / "posts"], first, work)
