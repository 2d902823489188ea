"""`member`: who belongs to the office, hand-over, and passphrases."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.cli.dates import day
from app.cli.identity import acting, acting_id, asked, asked_new
from app.cli.output import DONE, Output, proposed_document, proposed_lines
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.base.enums import Role
from app.services.base.members import MemberView
from app.services.office import office, sign_in
from app.services.office.handover import hand_over
from app.services.office.views import HandOver, Leave, MemberForm
from app.services.record.attempts import record_attempt

Action = Callable[[Desk, argparse.Namespace, Output], int]


def member(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """List members, or do what `action` says to those named."""
    return _ACTIONS[arguments.action](desk, arguments, out)


def _list(desk: Desk, _arguments: argparse.Namespace, out: Output) -> int:
    return _show(desk, out)


def _show(desk: Desk, out: Output, proposed: int | None = None) -> int:
    found = office.members(desk, active_only=False)
    lines = [
        f"{row.name} · {out.words(f'role.{row.role}')}"
        + ("" if row.active else f" · {out.words('cli.member_left')}")
        for row in found
    ]
    document = {"members": [_document(row) for row in found], **proposed_document(proposed)}
    lines = lines or [out.words("cli.no_members")]
    out.answer(document, *lines, *proposed_lines(proposed, out))
    return DONE


def _add(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """All of them in one step: a team of one grows to three by two names."""
    # The first member of an office has to decide, or nobody would; what everybody else may do has to be said.
    if not arguments.role and office.members(desk):
        raise Refusal("cli.wants", what="--role")
    role, on = Role(arguments.role or Role.MODERATOR), _on(arguments)
    forms = [MemberForm(name, role, on) for name in _names(arguments, 1)]
    return _changed(desk, arguments, out, joins=forms)


def _retire(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    leaves = [Leave(_id(desk, name), _on(arguments)) for name in _names(arguments, 1)]
    return _changed(desk, arguments, out, leaves=leaves)


def _replace(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """OLD leaves and NEW takes their role, unless another is given."""
    old, new = _names(arguments, 2, 2)
    leaving, on = office.member_named(desk, old), _on(arguments)
    joining = MemberForm(new, Role(arguments.role or leaving.role), on)
    return _changed(desk, arguments, out, joins=[joining], leaves=[Leave(leaving.id, on)])


def _role(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    if not arguments.role:
        raise Refusal("cli.wants", what="--role")
    roles = {_id(desk, name): Role(arguments.role) for name in _names(arguments, 1)}
    return _changed(desk, arguments, out, roles=roles)


def _return(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """They come back, in one step with who leaves for it: else a team of three could take nobody back."""
    returning = [_anybody(desk, name).id for name in _names(arguments, 1)]
    leaves = [Leave(_id(desk, name), _on(arguments)) for name in arguments.leaves]
    return _changed(desk, arguments, out, returns=returning, leaves=leaves)


def _changed(
    desk: Desk,
    arguments: argparse.Namespace,
    out: Output,
    *,
    joins: Sequence[MemberForm] = (),
    leaves: Sequence[Leave] = (),
    roles: Mapping[int, Role] | None = None,
    returns: Sequence[int] = (),
) -> int:
    by = acting_id(desk, arguments, out)
    change = office.change_team(
        desk, joins=joins, leaves=leaves, roles=roles, returns=returns, by=by, reason=arguments.reason
    )
    return _show(desk, out, change.proposed)


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
    """Set one's own first passphrase, or change it. `--member`: the authority who vouches for a first one."""
    (name,) = _names(arguments, 1, 1)
    who = office.member_named(desk, name)
    if sign_in.state(desk, who.id).has_passphrase:
        old = asked(arguments, out.words("signin.ask", name=who.name))
        sign_in.change(desk, who.id, old, asked_new(arguments, out))
        sentence = out.words("signin.changed", name=who.name)
    else:
        vouching = acting_id(desk, arguments, out)
        needed = sign_in.state(desk, who.id).code_from
        if needed and vouching is None:
            refusal = Refusal("signin.needs_code", name=who.name, by=", ".join(needed))
            record_attempt(desk, refusal, "set_first", who.id)
            raise refusal
        sign_in.set_first(desk, who.id, asked_new(arguments, out), vouching)
        sentence = out.words("signin.set", name=who.name)
    out.answer({"member": _document(who), "passphrase": True}, sentence)
    return DONE


def _reset(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Give one who forgot theirs a temporary passphrase, shown once."""
    (name,) = _names(arguments, 1, 1)
    if not arguments.member:
        raise Refusal("cli.wants", what="--member")
    who, by = office.member_named(desk, name), acting(desk, arguments, out)
    given = sign_in.reset(desk, who.id, by.id, arguments.reason)
    if given.secret is None:
        document = {"member": _document(who), **proposed_document(given.proposed)}
        out.answer(document, *proposed_lines(given.proposed, out))
        return DONE
    temporary = given.secret.reveal()
    sentence = out.words("signin.temporary", name=who.name, passphrase=temporary)
    out.answer({"member": _document(who), "temporary": temporary}, sentence)
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
