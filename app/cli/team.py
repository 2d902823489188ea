"""`member`: who belongs to the office, hand-over, and passphrases."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date

from app.cli.dates import day
from app.cli.identity import acting, acting_id, asked, asked_new
from app.cli.output import DONE, Output
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.base.enums import Role
from app.services.base.members import MemberView
from app.services.office import office, sign_in
from app.services.office.handover import hand_over
from app.services.office.views import HandOver, Leave, MemberForm

Action = Callable[[Desk, argparse.Namespace, Output], int]


def member(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """List members, or do what `action` says to those named."""
    return _ACTIONS[arguments.action](desk, arguments, out)


def _list(desk: Desk, _arguments: argparse.Namespace, out: Output) -> int:
    found = office.members(desk, active_only=False)
    lines = [
        f"{row.name} · {out.words(f'role.{row.role}')}"
        + ("" if row.active else f" · {out.words('cli.member_left')}")
        for row in found
    ]
    document = {"members": [_document(row) for row in found]}
    out.answer(document, *(lines or [out.words("cli.no_members")]))
    return DONE


def _add(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """All of them in one step: a team of one grows to three by two names."""
    role, on = Role(arguments.role or Role.MODERATOR), _on(arguments)
    forms = [MemberForm(name, role, on) for name in _names(arguments, 1)]
    office.change_team(desk, joins=forms, by=acting_id(desk, arguments, out))
    return _list(desk, arguments, out)


def _retire(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    leaves = [Leave(_id(desk, name), _on(arguments)) for name in _names(arguments, 1)]
    office.change_team(desk, leaves=leaves, by=acting_id(desk, arguments, out))
    return _list(desk, arguments, out)


def _replace(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """OLD leaves and NEW takes their role, unless another is given."""
    old, new = _names(arguments, 2, 2)
    leaving, on = office.member_named(desk, old), _on(arguments)
    joining = MemberForm(new, Role(arguments.role or leaving.role), on)
    by = acting_id(desk, arguments, out)
    office.change_team(desk, joins=[joining], leaves=[Leave(leaving.id, on)], by=by)
    return _list(desk, arguments, out)


def _role(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    if not arguments.role:
        raise Refusal("cli.wants", what="--role")
    roles = {_id(desk, name): Role(arguments.role) for name in _names(arguments, 1)}
    office.change_team(desk, roles=roles, by=acting_id(desk, arguments, out))
    return _list(desk, arguments, out)


def _return(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    returning = [_anybody(desk, name).id for name in _names(arguments, 1)]
    office.change_team(desk, returns=returning, by=acting_id(desk, arguments, out))
    return _list(desk, arguments, out)


def _hand_over(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    (name,) = _names(arguments, 1, 1)
    found = hand_over(desk, _anybody(desk, name).id)
    document = {
        "member": _document(found.member),
        "done": found.done,
        "credentials": [
            {"id": one.credential_id, "account": one.account.handle, "label": one.label, "done": one.done}
            for one in found.credentials
        ],
        "contact_of": [account.handle for account in found.contact_of],
        "open_drafts": [draft.id for draft in found.open_drafts],
    }
    out.answer(document, *_hand_over_lines(found, out))
    return DONE


def _hand_over_lines(found: HandOver, out: Output) -> list[str]:
    words = out.words
    lines = [
        words(
            "handover.changed" if one.done else "handover.change", account=one.account.handle, label=one.label
        )
        for one in found.credentials
    ]
    lines += [words("handover.contact", account=account.handle) for account in found.contact_of]
    lines += [words("handover.draft", id=draft.id, excerpt=draft.excerpt) for draft in found.open_drafts]
    return lines or [words("handover.nothing")]


def _passphrase(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Set one's own first passphrase, or change it."""
    (name,) = _names(arguments, 1, 1)
    who = office.member_named(desk, name)
    if sign_in.state(desk, who.id).has_passphrase:
        old = asked(arguments, out.words("signin.ask", name=who.name))
        sign_in.change(desk, who.id, old, asked_new(arguments, out))
        said = out.words("signin.changed", name=who.name)
    else:
        sign_in.set_first(desk, who.id, asked_new(arguments, out))
        said = out.words("signin.set", name=who.name)
    out.answer({"member": _document(who), "passphrase": True}, said)
    return DONE


def _reset(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Give one who forgot theirs a temporary passphrase, shown once."""
    (name,) = _names(arguments, 1, 1)
    if not arguments.member:
        raise Refusal("cli.wants", what="--member")
    who, by = office.member_named(desk, name), acting(desk, arguments, out)
    temporary = sign_in.reset(desk, who.id, by.id).reveal()
    said = out.words("signin.temporary", name=who.name, passphrase=temporary)
    out.answer({"member": _document(who), "temporary": temporary}, said)
    return DONE


def _clear(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Take away a forgotten passphrase where nobody else could reset it."""
    (name,) = _names(arguments, 1, 1)
    who = office.member_named(desk, name)
    sign_in.clear(desk, who.id)
    out.answer({"member": _document(who), "passphrase": False}, out.words("signin.cleared", name=who.name))
    return DONE


_ACTIONS: dict[str, Action] = {
    "list": _list,
    "add": _add,
    "retire": _retire,
    "replace": _replace,
    "role": _role,
    "return": _return,
    "handover": _hand_over,
    "passphrase": _passphrase,
    "reset": _reset,
    "clear": _clear,
}


def _document(row: MemberView) -> dict[str, object]:
    return {
        "id": row.id,
        "name": row.name,
        "role": row.role.value,
        "active": row.active,
        "joined_on": row.joined_on,
        "left_on": row.left_on,
    }


def _names(arguments: argparse.Namespace, least: int, most: int | None = None) -> Sequence[str]:
    names: list[str] = arguments.names
    if len(names) < least or (most is not None and len(names) > most):
        raise Refusal("cli.names", n=least)
    return names


def _on(arguments: argparse.Namespace) -> date | None:
    return day(arguments.on)


def _id(desk: Desk, name: str) -> int:
    return office.member_named(desk, name).id


def _anybody(desk: Desk, name: str) -> MemberView:
    """A member by name, also one who has left."""
    for row in office.members(desk, active_only=False):
        if row.name == name.strip():
            return row
    raise Refusal("office.no_member", name=name)
