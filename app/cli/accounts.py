"""`account`: which pages are ours, which personal accounts we are reminded of, and how they fare by 6.1."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace

from app.cli.checklist import check
from app.cli.identity import acting_id
from app.cli.office_arguments import ACCOUNT_TEXTS
from app.cli.output import DONE, Output, proposed_document, proposed_lines
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.base.enums import AccountKind
from app.services.office import office
from app.services.office.views import AccountForm


def account(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """List accounts, or do what `action` says to one."""
    if arguments.action != "list" and not arguments.handle:
        raise Refusal("office.handle_missing")
    if arguments.action == "check":
        return check(desk, arguments, out)
    proposed = None
    if arguments.action == "add":
        office.add_account(desk, _new(desk, arguments), acting_id(desk, arguments, out))
    elif arguments.action == "set":
        proposed = _set(desk, arguments, out)
    elif arguments.action == "close":
        known = office.account_named(desk, arguments.handle, arguments.platform)
        office.close_account(desk, known.id, acting_id(desk, arguments, out))
    elif arguments.action == "reopen":
        known = office.account_named(desk, arguments.handle, arguments.platform, closed=True)
        office.reopen_account(desk, known.id, acting_id(desk, arguments, out))
    return _list(desk, out, proposed)


def _list(desk: Desk, out: Output, proposed: int | None) -> int:
    found = office.accounts(desk)
    lines = [f"{out.words(f'platform.{row.platform}')} · {row.display_name} · @{row.handle}" for row in found]
    document = {"accounts": [asdict(row) for row in found], **proposed_document(proposed)}
    out.answer(document, *(lines or [out.words("cli.no_accounts")]), *proposed_lines(proposed, out))
    return DONE


def _new(desk: Desk, arguments: argparse.Namespace) -> AccountForm:
    return AccountForm(
        platform=arguments.platform or "facebook",
        handle=arguments.handle,
        display_name=arguments.name or "",
        url=arguments.url or "",
        purposes=tuple(arguments.purpose or ()),
        kind=AccountKind.PERSONAL if arguments.owner else AccountKind.OFFICIAL,
        owner=office.member_named(desk, arguments.owner).id if arguments.owner else None,
        **{name: getattr(arguments, name) for name in ACCOUNT_TEXTS},
        rotation_days=arguments.rotation_days,
    )


def _set(desk: Desk, arguments: argparse.Namespace, out: Output) -> int | None:
    known = office.account_named(desk, arguments.handle, arguments.platform)
    form = AccountForm(known.platform, known.handle, known.display_name, known.url, known.purposes)
    given = {name: getattr(arguments, name) for name in ("url", "rotation_days", *ACCOUNT_TEXTS)}
    given["display_name"] = arguments.name
    given["purposes"] = None if arguments.purpose is None else tuple(arguments.purpose)
    form = replace(form, **{name: value for name, value in given.items() if value is not None})
    return office.change_account(desk, known.id, form, acting_id(desk, arguments, out))
