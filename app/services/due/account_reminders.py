"""Reminders about accounts: passwords, hand-over, the checklist of 6.1, and pages without a post.

Called inside a transaction. None touches the keyring: a missing one must not keep reminders away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from app.bangla.dates import local
from app.i18n import LANGUAGES, Bilingual, Translator, bilingual
from app.models.tables import Account, Event, Office
from app.services.base.clock import day_of, stamp, to_come
from app.services.base.desk import Desk
from app.services.base.due_dates import DueState, Standing, lead_days, standing_on
from app.services.base.enums import AccountKind, DueAction, DueKind, RotationReason
from app.services.due.views import AccountRef, Due
from app.services.due.wording import account_named, named, ref
from app.services.office import checklist
from app.services.office.account_pictures import last_post
from app.services.office.handover import open_hand_overs
from app.services.secrets.views import RotationStatus

DEFAULT_QUIET_DAYS = 30


def rotations(passwords: Iterable[RotationStatus], on: date) -> Iterator[Due]:
    """Passwords that are due, soon due, or due at once; and changes that were begun and not finished."""
    lead = lead_days()
    for status in passwords:
        row = _rotation(status, on, lead)
        if row is not None:
            yield row


def hand_overs(desk: Desk, on: date) -> Iterator[Due]:
    """Accounts that still name somebody who left as their emergency contact. Passwords are `rotations`."""
    for left in open_hand_overs(desk):
        day = left.member.left_on or on
        if left.contact_of and day <= on:
            accounts = ", ".join(account.display_name for account in left.contact_of)
            yield Due(
                key=f"handover:{left.member.id}",
                kind=DueKind.HANDOVER,
                text=bilingual("due.handover", name=left.member.name, accounts=accounts),
                action=DueAction.HAND_OVER,
                member_id=left.member.id,
                n=len(left.contact_of),
                standing=standing_on(on, day, 0),
            )


def checklists(
    desk: Desk, on: date, passwords: Iterable[RotationStatus], reported: Collection[int]
) -> Iterator[Due]:
    """What is missing of 6.1 for each page, and what wants looking at again.

    Of the accounts in `reported` a reminder speaks of the password already.
    """
    lead = lead_days()
    for account in _pages():
        rows = checklist.rows(desk, account.id, on, passwords)
        open_ = (row.clause for row in rows if not row.settled and not row.review_due)
        yield from _missing(account, [one for one in open_ if one != "6.1.e" or account.id not in reported])
        for row in rows:
            review = row.entry.next_review if row.entry is not None else None
            if review is not None and (review - on).days <= lead:
                kind = DueKind.TERMS if row.clause == "6.1.g" else DueKind.REVIEW
                standing = standing_on(on, review, lead)
                yield Due(
                    key=f"review:{account.id}:{row.clause}",
                    kind=kind,
                    text=_review_text(kind, account, row.clause, standing),
                    action=DueAction.CHECKLIST,
                    clause=row.clause,
                    account=ref(account),
                    standing=standing,
                )


def quiet(on: date) -> Iterator[Due]:
    """Pages without a post for longer than the office wants (clause 8.a)."""
    office = Office.select(Office.quiet_days).first()
    days = DEFAULT_QUIET_DAYS if office is None else int(office.quiet_days)
    for account in _pages():
        last = last_post(account.id)
        if last is not None and stamp(last) >= to_come():
            last = None
        since = local(last).date() if last is not None else _added_on(account.id)
        if since is None or (on - since).days < days:
            continue
        yield Due(
            key=f"quiet:{account.id}",
            kind=DueKind.QUIET,
            text=bilingual(
                "due.quiet" if last is not None else "due.quiet_never",
                account=named(account),
                n=(on - since).days,
            ),
            action=DueAction.POST,
            clause="8.a",
            account=ref(account),
            standing=standing_on(on, since + timedelta(days=days), 0),
        )


def _rotation(status: RotationStatus, on: date, lead: int) -> Due | None:
    since, reason = status.at_once_since, status.at_once_reason
    if since is None or on < since <= day_of(to_come()):
        reason = None  # on that day nobody had said so yet; one with a day to come was said, by a wrong clock
    due = since if reason is not None else status.due
    never = due is None and status.personal  # of a page, the checklist asks: 6.1.e
    near = due is not None and (due - on).days <= lead
    if not (near or never or status.under_way is not None):
        return None
    standing = standing_on(on, due, lead if reason is None else 0)
    kept = status.credential_id
    return Due(
        key=f"rotation:{kept}" if kept is not None else f"rotation:account-{status.account_id}",
        kind=DueKind.ROTATION,
        standing=standing,
        text=_rotation_text(status, standing, reason),
        action=DueAction.CHANGE_PASSWORD if kept is not None else DueAction.RECORD_ROTATION,
        account=AccountRef(status.account_id, status.platform, status.handle),
        credential_id=kept,
        clause="6.2.d" if status.personal else "6.1.e",
        at_once=reason,
    )


def _rotation_text(status: RotationStatus, standing: Standing, reason: RotationReason | None) -> Bilingual:
    how = "never" if standing.due is None else standing.state
    if reason is not None:
        how = reason.value
    if status.under_way is not None:
        how = "under_way"
    account = account_named(status.platform, status.account, status.label)
    return bilingual(f"due.rotation_{how}", account=account, n=abs(standing.days or 0))


def _missing(account: Account, clauses: Sequence[str]) -> Iterator[Due]:
    if clauses:
        listed = Bilingual(*(", ".join(map(Translator(language).clause, clauses)) for language in LANGUAGES))
        yield Due(
            key=f"checklist:{account.id}:{''.join(clause[-1] for clause in clauses)}",
            kind=DueKind.CHECKLIST,
            standing=Standing(DueState.DUE, None, None, date.min),
            text=bilingual("due.checklist", account=named(account), n=len(clauses), clauses=listed),
            action=DueAction.CHECKLIST,
            clause=clauses[0],
            n=len(clauses),
            account=ref(account),
        )


def _review_text(kind: DueKind, account: Account, clause: str, standing: Standing) -> Bilingual:
    asked = bilingual(f"checklist.asks.{clause}")
    number = Bilingual(*(Translator(language).clause(clause) for language in LANGUAGES))
    n = abs(standing.days or 0)
    return bilingual(f"due.{kind}_{standing.state}", account=named(account), asked=asked, clause=number, n=n)


def _pages() -> list[Account]:
    official = Account.active & (Account.kind == AccountKind.OFFICIAL.value)
    return list(Account.select().where(official).order_by(Account.id))


def _added_on(account_id: int) -> date | None:
    for event in Event.select().where(Event.kind == "account.added").order_by(Event.id.desc()):
        if [row.get("id") for row in event.body["rows"][:1]] == [account_id]:
            return day_of(event.at)
    return None
