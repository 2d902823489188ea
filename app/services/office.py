"""The office, its members and its accounts."""

from __future__ import annotations

from app.errors import Refusal
from app.models.tables import Account, Member, Office
from app.services.clock import now
from app.services.desk import Desk
from app.services.ledger import change, create, record
from app.services.views import AccountForm, AccountView, MemberForm, MemberView, OfficeForm, OfficeView
from app.services.words import PLATFORMS, PURPOSES, Role

TEAM_SIZES = (1, 3, 5)  # clause 6.1.c: one designated person, or a team of 3 or 5


def office(desk: Desk) -> OfficeView | None:
    """The office, or None before the first start's page is filled in."""
    with desk.store.read():
        row = Office.get_or_none()
        if row is None:
            return None
        return OfficeView(
            name_bn=row.name_bn,
            name_en=row.name_en,
            parent_bn=row.parent_bn,
            website=row.website,
            approvals_set=row.approvals,
            approvals_needed=approvals_needed(),
        )


def approvals_needed() -> int:
    """How many approvals a post needs now: what the office set, else a majority.

    Call inside a transaction.
    """
    deciders = _deciders()
    row = Office.get_or_none()
    if row is not None and row.approvals is not None:
        return min(int(row.approvals), max(deciders, 1))
    return max(deciders, 1) // 2 + 1


def set_up(desk: Desk, form: OfficeForm) -> None:
    """Record the office, its members and its accounts at the first start.

    Raises `Refusal` when a name is missing, the team has a size other than 1, 3 or 5 (clause 6.1.c),
    an account is listed twice, or the office is there already.
    """
    deciders = sum(1 for member in form.members if member.role is not Role.DRAFTER)
    if deciders not in TEAM_SIZES:
        raise Refusal("office.team_size", n=deciders)
    with desk.store.write():
        if Office.get_or_none() is not None:
            raise Refusal("office.already")
        record(desk, "office.set_up", create(Office, **_office_columns(form, deciders)))
        for member_form in form.members:
            _add_member(desk, member_form, None)
        for account_form in form.accounts:
            _add_account(desk, account_form, None)


def change_office(desk: Desk, form: OfficeForm, by: int | None) -> None:
    """Change the office's own data (the members and accounts of `form` are not looked at)."""
    with desk.store.write():
        row = Office.get_or_none()
        columns = _office_columns(form, _deciders())
        saved = create(Office, **columns) if row is None else change(row, **columns)
        record(desk, "office.changed", saved, by=by)


def members(desk: Desk, active_only: bool = True) -> tuple[MemberView, ...]:
    with desk.store.read():
        rows = Member.select().order_by(Member.id)
        return tuple(_member_view(row) for row in rows if row.active or not active_only)


def member(desk: Desk, id_: int) -> MemberView:
    """One member. Raises `Refusal` for an unknown id."""
    with desk.store.read():
        row = Member.get_or_none(Member.id == id_)
        if row is None:
            raise Refusal("office.no_member", name=str(id_))
        return _member_view(row)


def member_named(desk: Desk, name: str) -> MemberView:
    """The active member of that name. Raises `Refusal` when there is none."""
    for found in members(desk):
        if found.name == name.strip():
            return found
    raise Refusal("office.no_member", name=name)


def add_member(desk: Desk, form: MemberForm, by: int | None) -> int:
    """Add a member and return the id. Raises `Refusal` for an empty or a taken name."""
    with desk.store.write():
        return _add_member(desk, form, by)


def retire_member(desk: Desk, id_: int, by: int | None) -> None:
    """Record that a member left. Their name stays on everything they did."""
    with desk.store.write():
        row = Member.get_or_none(Member.id == id_)
        if row is None:
            raise Refusal("office.no_member", name=str(id_))
        record(desk, "member.left", change(row, active=False, left_at=now()), by=by)


def accounts(desk: Desk, active_only: bool = True) -> tuple[AccountView, ...]:
    with desk.store.read():
        rows = Account.select().order_by(Account.id)
        return tuple(account_view(row) for row in rows if row.active or not active_only)


def add_account(desk: Desk, form: AccountForm, by: int | None) -> int:
    """Register an official page and return the id. Raises `Refusal` for a missing or a taken handle."""
    with desk.store.write():
        return _add_account(desk, form, by)


def change_account(desk: Desk, id_: int, form: AccountForm, by: int | None) -> None:
    """Change an account's data. Raises `Refusal` like `add_account`, or for an unknown id."""
    with desk.store.write():
        row = Account.get_or_none(Account.id == id_)
        if row is None:
            raise Refusal("office.no_account", name=str(id_))
        columns = _account_columns(form)
        _refuse_taken_handle(columns["platform"], columns["handle"], except_id=id_)
        record(desk, "account.changed", change(row, **columns), by=by)


def account_view(row: Account) -> AccountView:
    """An account's row as a value. Call inside a transaction."""
    return AccountView(
        id=row.id,
        platform=row.platform,
        handle=row.handle,
        display_name=row.display_name,
        url=row.url,
        purposes=tuple(row.purposes),
        active=row.active,
    )


def team_size() -> int:
    """How many active members may decide. Call inside a transaction."""
    return _deciders()


def _deciders() -> int:
    return int(Member.select().where(Member.active, Member.role != Role.DRAFTER).count())


def _member_view(row: Member) -> MemberView:
    return MemberView(id=row.id, name=row.name, role=Role(row.role), active=row.active)


def _add_member(desk: Desk, form: MemberForm, by: int | None) -> int:
    name = form.name.strip()
    if not name:
        raise Refusal("office.member_name_missing")
    if Member.get_or_none(Member.name == name) is not None:
        raise Refusal("office.member_name_taken", name=name)
    row = create(Member, name=name, role=form.role, active=True, joined_at=now(), left_at="")
    record(desk, "member.joined", row, by=by)
    return int(row.id)


def _add_account(desk: Desk, form: AccountForm, by: int | None) -> int:
    columns = _account_columns(form)
    _refuse_taken_handle(columns["platform"], columns["handle"], except_id=None)
    row = create(Account, **columns, active=True)
    record(desk, "account.added", row, by=by)
    return int(row.id)


def _refuse_taken_handle(platform: object, handle: object, except_id: int | None) -> None:
    row = Account.get_or_none((Account.platform == platform) & (Account.handle == handle))
    if row is not None and row.id != except_id:
        raise Refusal("office.handle_taken", handle=str(handle))


def _account_columns(form: AccountForm) -> dict[str, object]:
    handle = form.handle.strip().removeprefix("@")
    if form.platform not in PLATFORMS:
        raise Refusal("office.unknown_platform", platform=form.platform)
    if not handle:
        raise Refusal("office.handle_missing")
    unknown = [purpose for purpose in form.purposes if purpose not in PURPOSES]
    if unknown:
        raise Refusal("office.unknown_purpose", purpose=unknown[0])
    return {
        "platform": form.platform,
        "handle": handle,
        "display_name": form.display_name.strip() or handle,
        "url": form.url.strip(),
        "purposes": list(form.purposes),
    }


def _office_columns(form: OfficeForm, deciders: int) -> dict[str, object]:
    if not form.name_bn.strip():
        raise Refusal("office.name_missing")
    if form.approvals_needed is not None and not 1 <= form.approvals_needed <= max(deciders, 1):
        raise Refusal("office.approvals_range", most=max(deciders, 1))
    return {
        "name_bn": form.name_bn.strip(),
        "name_en": form.name_en.strip(),
        "parent_bn": form.parent_bn.strip(),
        "website": form.website.strip(),
        "approvals": form.approvals_needed,
    }
