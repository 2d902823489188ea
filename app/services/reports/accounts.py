"""Passwords, checklist and quiet times of the office's accounts in a quarter. Called inside a transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from app.models.tables import Account, Credential, Event, Office, Publication, Rotation, Version
from app.services.base.clock import day_of
from app.services.base.desk import Desk
from app.services.base.due_dates import due_on
from app.services.office import checklist
from app.services.reports.figures import AccountRef, Figure, Rows, counted, unknown
from app.services.reports.span import Span
from app.services.secrets.rotation_due import DEFAULT_DAYS, days_between


def rotation_figures(span: Span, accounts: Iterable[AccountRef]) -> list[Figure]:
    """Changes of passwords in the quarter by the date they were due, and those overdue at its end.

    A first password has no date that it was due, and counts as neither.
    """
    ids = [account.id for account in accounts]
    office = Office.get_or_none()
    office_days = DEFAULT_DAYS if office is None else int(office.rotation_days)
    days = {
        row.id: days_between(row.rotation_days, office_days)
        for row in Account.select().where(Account.id.in_(ids))
    }
    rows = list(
        Rotation.select().where(Rotation.account.in_(ids) & (Rotation.at < span.end)).order_by(Rotation.at)
    )
    if not rows:
        return unknown("rotations.done", "rotations.in_time", "rotations.late", "rotations.overdue")
    in_time: list[int] = []
    late: list[int] = []
    done: list[int] = []
    last: dict[tuple[int, int | None], Rotation] = {}
    for row in rows:
        before = last.get((row.account_id, row.credential_id))
        last[row.account_id, row.credential_id] = row
        if row.at < span.begin:
            continue
        done.append(row.id)
        if before is not None:
            due = due_on(day_of(before.at), days[row.account_id])
            (in_time if day_of(row.at) <= due else late).append(row.id)
    open_accounts = {row.id for row in Account.select().where(Account.active)}
    kept = {row.id for row in Credential.select().where(Credential.active)}
    over = [
        row.id
        for (account, credential), row in last.items()
        if account in open_accounts
        and (credential is None or credential in kept)
        and due_on(day_of(row.at), days[account]) < span.last_day
    ]
    return [
        counted("rotations.done", Rows.ROTATION, done),
        counted("rotations.in_time", Rows.ROTATION, in_time),
        counted("rotations.late", Rows.ROTATION, late),
        counted("rotations.overdue", Rows.ROTATION, over),
    ]


def checklist_figures(desk: Desk, span: Span, accounts: Iterable[AccountRef]) -> list[Figure]:
    """How many clauses of 6.1 are settled on each open account, as it stands today."""
    open_accounts = {row.id for row in Account.select().where(Account.active)}
    found, settled, missing = [], 0, 0
    for account in accounts:
        if account.id not in open_accounts:
            continue
        rows = checklist.rows(desk, account.id, span.last_day)
        good = sum(row.settled for row in rows)
        settled, missing = settled + good, missing + len(rows) - good
        found.append(Figure(f"checklist.settled.account.{account.key}", good))
    if not found:
        return unknown("checklist.settled", "checklist.missing")
    return [Figure("checklist.settled", settled), Figure("checklist.missing", missing), *found]


def quiet_figures(span: Span, accounts: Sequence[AccountRef]) -> list[Figure]:
    """The longest time without a post on each account within the quarter, in days, while it was in use."""
    of_account = (Version.draft == Publication.draft) & (Version.number == Publication.version)
    days: dict[int, list[date]] = defaultdict(list)
    rows = (
        Publication.select(Version.account, Publication.at)
        .join(Version, on=of_account)
        .where((Publication.at >= span.begin) & (Publication.at < span.end))
        .tuples()
        .execute()
    )
    for row in rows:
        days[row[0]].append(day_of(row[1]))
    for account in accounts:  # whether there was a post before: any will do
        before = Publication.select(Publication.at).join(Version, on=of_account)
        row = before.where((Publication.at < span.begin) & (Version.account == account.id)).tuples().first()
        if row is not None:
            days[account.id].append(day_of(row[0]))
    closed = _closed(span)
    begun = {row.id: row.opened_on for row in Account.select(Account.id, Account.opened_on)}
    found = []
    for account in accounts:
        last = closed.get(account.id, span.last_day)
        longest = _longest(days.get(account.id, []), span, begun.get(account.id, ""), last)
        found.append(Figure(f"quiet.longest_days.account.{account.key}", longest))
    numbers = [figure.value for figure in found if figure.value is not None]
    return [Figure("quiet.longest_days", max(numbers, default=None)), *found]


def _closed(span: Span) -> dict[int, date]:
    """The days on which accounts were taken out of use that were not in use at the quarter's end."""
    kinds = ("account.closed", "account.reopened")
    events = Event.select(Event.kind, Event.at, Event.body).where(
        Event.kind.in_(kinds) & (Event.at < span.end)
    )
    found: dict[int, date] = {}
    for event in events.order_by(Event.id):
        for id_ in (int(row["id"]) for row in event.body["rows"] if row.get("table") == "account"):
            found.pop(id_, None)
            if event.kind == "account.closed":
                found[id_] = day_of(event.at)
    return found


def _longest(days: list[date], span: Span, opened: str, last: date) -> int | None:
    """Whole days between two posts, up to `last`, the last day the account was in use within the quarter.

    None for an account of which no post was ever recorded, and for one out of use before the quarter.
    """
    begins = span.quarter.begins
    if not days or last < begins:
        return None
    before = [day for day in days if day < begins]
    # Before the quarter counts only that there was silence already when it began.
    first = max(begins - timedelta(days=1), date.fromisoformat(opened) if opened else date.min)
    marks = sorted({day for day in days if day >= begins})
    if not before and marks:
        first = max(first, marks[0] - timedelta(days=1))  # nothing was kept of this page before
    points = [first, *marks, max(last, *marks, first) + timedelta(days=1)]
    return max(0, *((later - earlier).days - 1 for earlier, later in pairwise(points)))
