"""Changes of passwords: recorded with who, why and when, and when the next one is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.errors import Refusal
from app.models.tables import Account, Credential, Member, Office, Rotation, Table
from app.models.transaction import current
from app.services.base.clock import day_of, moment, now, stamp, to_come
from app.services.base.desk import Desk
from app.services.base.due_dates import due_on, due_state, lead_days
from app.services.base.enums import AccountKind, Role, RotationReason, SecretPart
from app.services.base.given_days import require_past
from app.services.base.secret import Secret
from app.services.record.bodies import read_body
from app.services.record.ledger import change, create, record
from app.services.record.roles import decider
from app.services.secrets import rotation_guide
from app.services.secrets.keyring_writes import step_under_way, usable
from app.services.secrets.rotation_due import DEFAULT_DAYS, days_between, due_at_once, settles
from app.services.secrets.views import RotationForm, RotationPolicy, RotationStatus, RotationView


def record_change(
    desk: Desk,
    account_id: int,
    form: RotationForm,
    by: int,
    credential_id: int | None = None,
    new: Secret | None = None,
) -> None:
    """Record that the password of an account was changed on the platform.

    Where the keyring holds the password, `new` is the one now in use: it is kept first, the old one stays
    until then, and a crash in between leaves a guided rotation to finish. Which credential it is of has to
    be said (`credential_id`) only where there are several. Without any, the change alone is recorded.

    Raises `Refusal` for who may not, an unknown account, a date in the future or before the account was
    opened, a password that is missing, or was used before; `MissingEnvironment` where the keyring fails.
    """
    if form.reason is RotationReason.FIRST:
        raise Refusal("rotation.reason")
    with desk.store.read():
        account = _account(account_id)
        if form.at is not None:
            require_past(form.at, "rotation.in_future", account.opened_on)
        found = _credential_of(account, credential_id, by)
        keeps = found is not None and SecretPart.PASSWORD in found.parts
    if found is not None and keeps:
        if new is None:
            raise Refusal("rotation.password_wanted", label=found.label)
        rotation_guide.begin_changed(desk, found.id, form.reason, new, by)
        rotation_guide.finish(desk, found.id, by, form.note, form.at)
        return
    if new is not None:
        raise Refusal("rotation.nowhere_to_keep")
    with desk.store.write():
        row = _credential_of(_account(account_id), credential_id, by)
        at = stamp(form.at) if form.at is not None else now()
        rows: list[Table] = [
            create(
                Rotation,
                account=account_id,
                credential=row,
                reason=form.reason.value,
                note=form.note.strip(),
                member=by,
                at=at,
                recorded_at=now(),
            )
        ]
        if row is not None and row.due_since and settles(moment(at), moment(row.due_since)):
            rows.append(change(row, due_since="", due_reason=""))
        record(desk, "rotation.recorded", *rows, by=by)


def compromised(desk: Desk, credential_id: int, note: str, by: int) -> None:
    """Say that a password may be known to others: it is due at once, whatever its date.

    Anybody who decides can, also one who may not use it. Raises `Refusal` for a drafter.
    """
    with desk.store.write():
        decider(by)
        due_at_once(desk, (credential_id,), RotationReason.COMPROMISED, by, note.strip())


def statuses(desk: Desk, on: date) -> tuple[RotationStatus, ...]:
    """How every password stands on a day in Dhaka: one entry for each credential that keeps one, and one for
    each account, official or personal, that keeps none here. Never touches the keyring.
    """
    with desk.store.read():
        office = Office.select(Office.rotation_days).first()
        office_days = DEFAULT_DAYS if office is None else int(office.rotation_days)
        lead = lead_days()
        found = []
        for account in Account.select().where(Account.active).order_by(Account.id):
            kept = list(Credential.select().where(Credential.account == account, Credential.active))
            keeping = [row for row in kept if SecretPart.PASSWORD in row.parts]
            policy = _policy(account, office_days)
            tracked: list[Credential | None] = [row for row in kept if row in keeping or row.due_since]
            if not keeping:
                tracked.append(None)
            found += [_status(account, row, policy, lead, on) for row in tracked]
        return tuple(found)


def last_change(desk: Desk, account_id: int) -> date | None:
    """The day of the last recorded change of an account's password, of any login; None where none is."""
    with desk.store.read():
        newest = max((row.at for row in Rotation.select().where(Rotation.account == account_id)), default="")
        return day_of(newest) if newest else None


def history(desk: Desk, account_id: int | None = None) -> tuple[RotationView, ...]:
    """The recorded changes, the newest first, of one account or of all."""
    with desk.store.read():
        rows = Rotation.select().order_by(Rotation.at.desc(), Rotation.id.desc())
        return tuple(_rotation_view(row) for row in rows if account_id in (None, row.account_id))


def credential_named(desk: Desk, account_id: int, label: str) -> int:
    """The id of the credential of that label in use on an account. Raises `Refusal` when there is none."""
    with desk.store.read():
        for row in Credential.select().where(Credential.account == account_id, Credential.active):
            if row.label == label.strip():
                return int(row.id)
    raise Refusal("rotation.no_credential", label=label)


def _credential_of(account: Account, credential_id: int | None, by: int) -> Credential | None:
    """Which credential a change is of, None for an account that keeps none. Refuses who may not record it."""
    if credential_id is not None:
        row = usable(credential_id, by)
        if row.account_id != account.id:
            raise Refusal("rotation.no_credential", label=row.label)
        return row
    if account.kind != AccountKind.PERSONAL or account.owner != by:
        decider(by)
    rows = [
        row
        for row in Credential.select().where(Credential.account == account, Credential.active)
        if SecretPart.PASSWORD in row.parts
    ]
    if len(rows) > 1:
        raise Refusal("rotation.which_credential", labels=_listed(row.label for row in rows))
    return usable(rows[0].id, by) if rows else None


def _account(account_id: int) -> Account:
    account = Account.get_or_none((Account.id == account_id) & Account.active)
    if account is None:
        raise Refusal("office.no_account", name=str(account_id))
    return account


def _policy(account: Account, office_days: int) -> RotationPolicy:
    days = days_between(account.rotation_days, office_days)
    if account.rotation_days is not None:
        return RotationPolicy(days, "account", account.rotation_source)
    return RotationPolicy(days, "default" if office_days == DEFAULT_DAYS else "office", "")


def _status(
    account: Account, row: Credential | None, policy: RotationPolicy, lead_days: int, on: date
) -> RotationStatus:
    changes = Rotation.select().where((Rotation.account == account) & (Rotation.at < to_come()))
    if row is not None:
        changes = changes.where(Rotation.credential == row)
    newest = max((change_.at for change_ in changes), default="")
    if row is not None and not newest:
        newest = _before_it_was_kept(row)
    last = day_of(newest) if newest else None
    due = due_on(last, policy.days) if last is not None else None
    if row is not None:
        due = due or day_of(row.created_at)
        since, reason = row.due_since, row.due_reason
    else:
        since, reason = _left_since(account, newest), RotationReason.PERSON_LEFT.value
    return RotationStatus(
        account_id=account.id,
        platform=account.platform,
        handle=account.handle,
        account=account.display_name,
        personal=account.kind == AccountKind.PERSONAL,
        credential_id=row.id if row is not None else None,
        label=row.label if row is not None else "",
        last_change=last,
        due=due,
        days_left=(due - on).days if due is not None else None,
        state=due_state(on, due, lead_days, at_once=bool(since)),
        at_once_since=day_of(since) if since else None,
        at_once_reason=RotationReason(reason) if since else None,
        policy=policy,
        under_way=step_under_way(row) if row is not None else None,
    )


def _before_it_was_kept(row: Credential) -> str:
    """When the password was last changed before its login was kept here, "" if that is not recorded.

    So that entering a login makes no overdue password a fresh one, and none that was changed an unknown one.
    """
    earlier = Rotation.select().where(
        (Rotation.account == row.account_id) & Rotation.credential.is_null() & (Rotation.at <= row.created_at)
    )
    return max((change_.at for change_ in earlier), default="")


def _left_since(account: Account, newest_change: str) -> str:
    """When somebody left who knew a password that is kept elsewhere, "" if nobody did since its last change.

    Whoever decided while the account was registered is taken to have known it.
    """
    if account.kind == AccountKind.PERSONAL:
        return ""
    since = max(newest_change, _registered(account))
    left = Member.select(Member.left_at).where(
        ~Member.active, Member.role != Role.DRAFTER, Member.left_at > since
    )
    return min((row.left_at for row in left), default="")


def _registered(account: Account) -> str:
    """When the account came into the record."""
    query = "SELECT at, body FROM event WHERE kind IN (?, ?) ORDER BY id"
    for at, text in current().rows(query, "office.set_up", "account.added"):
        for written in (read_body(text) or {"rows": []})["rows"]:
            if (written.get("table"), written.get("id")) == ("account", account.id):
                return str(at)
    return ""


def _rotation_view(row: Rotation) -> RotationView:
    account, credential = row.account, row.credential
    return RotationView(
        id=row.id,
        account_id=account.id,
        platform=account.platform,
        handle=account.handle,
        label=credential.label if credential is not None else "",
        reason=RotationReason(row.reason),
        note=row.note,
        member=Member.get_by_id(row.member_id).name,
        at=moment(row.at),
        recorded_at=moment(row.recorded_at),
    )


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(f"“{label}”" for label in labels)
