"""The office's pages on the platforms, and members' personal accounts that are here for reminders only."""

from __future__ import annotations

from datetime import date

from app.bangla.blank import strip_blank
from app.bangla.digits import to_latin
from app.errors import Refusal
from app.models.tables import Account, Member, Office
from app.services.base.desk import Desk
from app.services.base.enums import PLATFORMS, PURPOSES, AccountKind, ProposalKind, Role
from app.services.base.given_days import require_past
from app.services.base.members import folded_name
from app.services.office.addresses import web_address
from app.services.office.views import AccountForm, AccountView
from app.services.record.attempts import records_refusals
from app.services.record.ledger import change, create, record
from app.services.record.proposals import alone, needs_second, propose
from app.services.record.roles import active_member, decider_or_desk, sign_in_in_force
from app.services.secrets.rotation_due import DEFAULT_DAYS
from app.values import replace

LONGEST_ROTATION_DAYS = 3650
_TEXTS = ("audience", "users", "emergency_contact", "rotation_source")


def accounts(
    desk: Desk, active_only: bool = True, kind: AccountKind | None = None
) -> tuple[AccountView, ...]:
    """The accounts in the order they were added; of one `kind`, or of both."""
    with desk.store.read():
        rows = Account.select().order_by(Account.id)
        return tuple(
            account_view(row) for row in rows if (row.active or not active_only) and kind in (None, row.kind)
        )


def account(desk: Desk, id_: int) -> AccountView:
    """One account, open or closed. Raises `Refusal` for an unknown id."""
    with desk.store.read():
        return account_view(known_account(id_))


def account_named(
    desk: Desk, handle: str, platform: str | None = None, *, closed: bool = False
) -> AccountView:
    """The open account of that handle, or the `closed` one, on `platform` if several have it.

    Raises `Refusal` for one that is not there, and for a handle of several platforms without naming one.
    """
    wanted = handle.strip().removeprefix("@")
    found = [
        row
        for row in accounts(desk, active_only=False)
        if row.handle == wanted and platform in (None, row.platform) and row.active is not closed
    ]
    if not found:
        raise Refusal("office.no_account", name=handle)
    if len(found) > 1:
        raise Refusal("office.several_accounts", name=handle)
    return found[0]


@records_refusals
def add_account(desk: Desk, form: AccountForm, by: int | None) -> int:
    """Register a page, or a member's own personal account, and return the id.

    Raises `Refusal` for a missing or a taken handle, an unknown platform or purpose, a day to come, a drafter
    adding a page, a personal account declared by somebody else than its owner, and in a team for a longer
    time between two changes of its password than the office's, which is proposed once the account is there.
    """
    with desk.store.write():
        _refuse_others(form.kind, form.owner, by)
        official = form.kind is AccountKind.OFFICIAL
        if official and _longer(form.rotation_days, None) is not None and needs_second(by):
            raise Refusal("office.days_later")
        return add_at_set_up(desk, form, by)


@records_refusals
def change_account(desk: Desk, id_: int, form: AccountForm, by: int | None) -> int | None:
    """Change an account's data; its kind and its owner stay.

    In a team a longer time between two changes of its password is only proposed; the proposal's number is
    returned then, else None. Raises `Refusal` like `add_account`.
    """
    with desk.store.write():
        row = known_account(id_)
        _refuse_others(AccountKind(row.kind), row.owner, by)
        longer = _longer(form.rotation_days, row) if row.kind == AccountKind.OFFICIAL else None
        proposed = None
        if longer is not None and needs_second(by):
            form = replace(form, rotation_days=None)
            proposed = _propose_days(desk, id_, longer, by)
        columns = _columns(form, row)
        if (columns["platform"], columns["handle"]) != (row.platform, row.handle):
            _refuse_taken_handle(columns["platform"], columns["handle"], except_id=id_)
        if proposed is None or any(getattr(row, name) != value for name, value in columns.items()):
            facts = alone() if longer is not None else None
            record(desk, "account.changed", change(row, **columns), by=by, facts=facts)
        return proposed


def confirmed_days(desk: Desk, account_id: int, days: int, by: int, proposal: int) -> None:
    """Carry out a longer time between two changes that a proposal asked for. In a transaction."""
    row = known_account(account_id)
    record(
        desk, "account.changed", change(row, rotation_days=_days(days)), by=by, facts={"proposal": proposal}
    )


def _propose_days(desk: Desk, account_id: int, days: int, by: int | None) -> int:
    assert by is not None  # `needs_second` lets nobody nameless through
    return propose(desk, ProposalKind.ACCOUNT, {"account": account_id, "rotation_days": days}, by)


def _longer(days: int | None, row: Account | None) -> int | None:
    """The days asked for, where they leave more time between two changes than now; else None."""
    if days is None:
        return None
    office = Office.get_or_none()
    usual = DEFAULT_DAYS if office is None else int(office.rotation_days)
    before = row.rotation_days if row is not None and row.rotation_days is not None else usual
    wanted = _days(days)
    return days if (usual if wanted is None else wanted) > before else None


@records_refusals
def close_account(desk: Desk, id_: int, by: int | None) -> None:
    """Take an account out of use; its posts, checks and rotations stay readable."""
    _set_active(desk, id_, False, by)


@records_refusals
def reopen_account(desk: Desk, id_: int, by: int | None) -> None:
    """Take a closed account into use again."""
    _set_active(desk, id_, True, by)


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
        kind=AccountKind(row.kind),
        owner=row.owner,
        opened_on=date.fromisoformat(row.opened_on) if row.opened_on else None,
        audience=row.audience,
        users=row.users,
        emergency_contact=row.emergency_contact,
        rotation_days=row.rotation_days,
        rotation_source=row.rotation_source,
    )


def known_account(id_: int) -> Account:
    """The account's row. Raises `Refusal` for an unknown id. Call inside a transaction."""
    row = Account.get_or_none(Account.id == id_)
    if row is None:
        raise Refusal("office.no_account", name=str(id_))
    return row


def official_account(id_: int) -> Account:
    """The row of an open page of the office. Call inside a transaction.

    Raises `Refusal` for an unknown or closed one, and for a personal account: those carry no posts, checks or
    secrets.
    """
    row = known_account(id_)
    if not row.active:
        raise Refusal("office.no_account", name=row.handle)
    if row.kind != AccountKind.OFFICIAL:
        raise Refusal("office.personal_account", name=row.handle)
    return row


def add_at_set_up(desk: Desk, form: AccountForm, by: int | None) -> int:
    """Add an account without asking who does. Call inside a transaction."""
    columns = _columns(form, None)
    _refuse_taken_handle(columns["platform"], columns["handle"], except_id=None)
    row = create(Account, **columns, active=True)
    record(desk, "account.added", row, by=by)
    return int(row.id)


def _set_active(desk: Desk, id_: int, active: bool, by: int | None) -> None:
    with desk.store.write():
        row = known_account(id_)
        _refuse_others(AccountKind(row.kind), row.owner, by)
        if row.active != active:
            kind = "account.reopened" if active else "account.closed"
            record(desk, kind, change(row, active=active), by=by)


def _refuse_others(kind: AccountKind, owner: int | None, by: int | None) -> None:
    """A page is for those who decide. A personal account is its owner's own word (clause 6.2.d)."""
    if kind is AccountKind.OFFICIAL:
        decider_or_desk(by)
    elif by is None:
        if sign_in_in_force():
            raise Refusal("signin.who")
    elif active_member(by).id != owner and not _gone(owner, by):
        raise Refusal("office.own_account_only")


def _gone(owner: int | None, by: int) -> bool:
    """Whether `by` may tidy up after an owner who has left."""
    row = Member.get_or_none(Member.id == owner)
    return row is not None and not row.active and active_member(by).role != Role.DRAFTER


def _refuse_taken_handle(platform: object, handle: object, except_id: int | None) -> None:
    wanted = folded_name(str(handle))  # two pages that look alike would be taken for one another
    for row in Account.select().where((Account.platform == platform) & (Account.id != except_id)):
        if folded_name(row.handle) == wanted:
            key = "office.handle_taken" if row.active else "office.handle_closed"
            raise Refusal(key, handle=row.handle)


def _columns(form: AccountForm, row: Account | None) -> dict[str, object]:
    handle = strip_blank(form.handle).removeprefix("@")
    if form.platform not in PLATFORMS:
        raise Refusal("office.unknown_platform", platform=form.platform)
    if not handle:
        raise Refusal("office.handle_missing")
    unknown = [purpose for purpose in form.purposes if purpose not in PURPOSES]
    if unknown:
        raise Refusal("office.unknown_purpose", purpose=unknown[0])
    columns: dict[str, object] = {
        "platform": form.platform,
        "handle": handle,
        "display_name": form.display_name.strip() or handle,
        "url": _kept_or_address(form.url, row),
        "purposes": list(form.purposes),
    }
    for name in _TEXTS:
        given = getattr(form, name)
        if given is not None:
            columns[name] = given.strip()
    if form.opened_on is not None:
        columns["opened_on"] = _past_day(form.opened_on)
    if form.rotation_days is not None:
        columns["rotation_days"] = _days(form.rotation_days)
    if row is None:
        columns |= {"kind": form.kind.value, "owner": _owner(form)}
    return columns


def _owner(form: AccountForm) -> int | None:
    if form.kind is AccountKind.OFFICIAL:
        return None
    if form.owner is None:
        raise Refusal("office.owner_missing")
    return int(active_member(form.owner).id)


def _kept_or_address(url: str, row: Account | None) -> str:
    """An address that stays as it was is not judged anew: an older release took any text."""
    return url.strip() if row is not None and url.strip() == row.url else web_address(url)


def _past_day(written: str) -> str:
    if not written.strip():
        return ""
    try:
        day = date.fromisoformat(to_latin(written.strip()))
    except ValueError:
        raise Refusal("office.bad_day", written=written) from None
    require_past(day, "office.future_day")
    return day.isoformat()


def _days(days: int) -> int | None:
    if not 0 <= days <= LONGEST_ROTATION_DAYS:
        raise Refusal("office.days_range", least=1, most=LONGEST_ROTATION_DAYS)
    return days or None
