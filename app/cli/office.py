"""`office`, `member`, `account`: who we are, who decides, and which pages are ours."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace

from app.cli.output import DONE, Output
from app.errors import Refusal
from app.services import office as offices
from app.services.account_views import AccountForm, MemberForm, OfficeForm
from app.services.desk import Desk
from app.services.views import AccountView
from app.services.words import Role


def office(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Show the office, or with `set` change what is given."""
    known = offices.office(desk)
    if arguments.action == "set":
        form = OfficeForm("", "")
        if known is not None:
            form = OfficeForm(
                known.name_bn, known.name_en, known.parent_bn, known.website, known.approvals_set
            )
        given = {
            name: getattr(arguments, name)
            for name in ("name_bn", "name_en", "parent_bn", "website", "approvals_needed")
            if getattr(arguments, name) is not None
        }
        offices.change_office(desk, replace(form, **given), _by(desk, arguments.member))
        known = offices.office(desk)
    if known is None:
        raise Refusal("office.none")
    out.answer(asdict(known), known.name_bn, known.name_en, known.website)
    return DONE


def member(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """List members, or with `add` and `retire` change them."""
    if arguments.action == "add":
        for name in arguments.names:
            offices.add_member(desk, MemberForm(name, Role(arguments.role)), None)
    elif arguments.action == "retire":
        for name in arguments.names:
            offices.retire_member(desk, offices.member_named(desk, name).id, None)
    found = offices.members(desk, active_only=False)
    document = {
        "members": [
            {"id": row.id, "name": row.name, "role": row.role.value, "active": row.active} for row in found
        ]
    }
    lines = [
        f"{row.name} · {out.words(f'role.{row.role}')}"
        + ("" if row.active else f" · {out.words('cli.member_left')}")
        for row in found
    ]
    out.answer(document, *(lines or [out.words("cli.no_members")]))
    return DONE


def account(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """List accounts, or with `add` and `set` change them."""
    if arguments.action == "add":
        form = AccountForm(
            platform=arguments.platform or "facebook",
            handle=arguments.handle,
            display_name=arguments.name or "",
            url=arguments.url or "",
            purposes=tuple(arguments.purpose or ()),
        )
        offices.add_account(desk, form, None)
    elif arguments.action == "set":
        known = _account(desk, arguments.handle, arguments.platform)
        offices.change_account(
            desk,
            known.id,
            AccountForm(
                platform=known.platform,
                handle=known.handle,
                display_name=known.display_name if arguments.name is None else arguments.name,
                url=known.url if arguments.url is None else arguments.url,
                purposes=known.purposes if arguments.purpose is None else tuple(arguments.purpose),
            ),
            None,
        )
    found = offices.accounts(desk)
    lines = [f"{out.words(f'platform.{row.platform}')} · {row.display_name} · @{row.handle}" for row in found]
    out.answer({"accounts": [asdict(row) for row in found]}, *(lines or [out.words("cli.no_accounts")]))
    return DONE


def _by(desk: Desk, name: str) -> int | None:
    return offices.member_named(desk, name).id if name else None


def _account(desk: Desk, handle: str, platform: str | None) -> AccountView:
    wanted = handle.removeprefix("@")
    for row in offices.accounts(desk):
        if row.handle == wanted and platform in (None, row.platform):
            return row
    raise Refusal("office.no_account", name=handle)
