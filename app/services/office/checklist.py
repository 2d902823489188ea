"""The checklist of clause 6.1 for an account: what is done with which evidence, and what is missing.

What a member finds is an entry that stays; the newest of a clause counts. Where the program knows better
than a person (who decides, when passwords were changed) the state comes from there, and says so. No score.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.checks.types import Use
from app.errors import Refusal
from app.models.tables import Account, ChecklistEntry, Member, Office
from app.services.base.clock import moment, now
from app.services.base.desk import Desk
from app.services.base.due_dates import DueState
from app.services.base.enums import CHECKLIST, ChecklistState
from app.services.base.given_days import require_near
from app.services.office.account_pictures import newest_look
from app.services.office.accounts import official_account
from app.services.office.addresses import web_address
from app.services.office.kept_images import kept_image
from app.services.office.person_names import names_a_person
from app.services.office.team import TEAM_SIZES
from app.services.office.views import ChecklistForm, ChecklistRow, EntryView, KnownFact
from app.services.record.ledger import create, record
from app.services.record.roles import decider, team_size
from app.services.secrets.rotation import statuses
from app.services.secrets.views import RotationStatus

DERIVED = ("6.1.c", "6.1.e")  # no entry speaks for these: the record itself knows
_LATE = (DueState.DUE, DueState.OVERDUE, DueState.AT_ONCE)


def rows(
    desk: Desk, account_id: int, on: date, passwords: Iterable[RotationStatus] | None = None
) -> tuple[ChecklistRow, ...]:
    """Every clause of 6.1 for an official account, as it stands on a day in Dhaka.

    `passwords` are the `rotation.statuses` of that day, if they are at hand already.
    Raises `Refusal` for a personal account, of which nothing is checked, and for one that is closed.
    """
    with desk.store.read():
        account = official_account(account_id)
        newest = {entry.clause: _entry_view(entry) for entry in _entries(account_id)}
        standing = statuses(desk, on) if passwords is None else passwords
        own = [status for status in standing if status.account_id == account_id]
        office = Office.get_or_none()
        return tuple(_row(account, office, clause, newest.get(clause), own, on) for clause in CHECKLIST)


def missing(desk: Desk, account_id: int, on: date) -> tuple[ChecklistRow, ...]:
    """The rows that are not settled: nobody looked, it is not there, or it wants looking at again."""
    return tuple(row for row in rows(desk, account_id, on) if not row.settled)


def history(desk: Desk, account_id: int, clause: str) -> tuple[EntryView, ...]:
    """What members found of a clause, the newest first."""
    with desk.store.read():
        found = [_entry_view(entry) for entry in _entries(account_id) if entry.clause == clause]
        return tuple(reversed(found))


def enter(desk: Desk, account_id: int, form: ChecklistForm, by: int) -> None:
    """Keep what `by` found of a clause.

    Raises `Refusal` for a drafter, an unknown clause, a bad address, and a file that is no image.
    """
    if form.clause not in CHECKLIST:
        raise Refusal("checklist.no_clause", clause=form.clause)
    if form.next_review is not None:
        require_near(form.next_review)
    url = web_address(form.url)
    image = kept_image(desk, form.image) if form.image is not None else ""
    with desk.store.write():
        if form.image is not None:
            desk.blobs.keep_named(image, form.image.data)
        member = decider(by)
        entry = create(
            ChecklistEntry,
            account=official_account(account_id),
            clause=form.clause,
            state=form.state.value,
            evidence_text=form.text.strip(),
            evidence_url=url,
            evidence_image=image,
            member=member,
            at=now(),
            next_review=form.next_review.isoformat() if form.next_review is not None else "",
        )
        record(desk, "checklist.entered", entry, by=by)


def _row(
    account: Account,
    office: Office | None,
    clause: str,
    entry: EntryView | None,
    passwords: Iterable[RotationStatus],
    on: date,
) -> ChecklistRow:
    known = tuple(_known(account, office, clause, passwords))
    state = entry.state if entry is not None else None
    derived = False
    if clause in DERIVED:
        state, derived = _told_by(known), True
    elif clause == "6.1.d" and known and (entry is None or known[0].at is None or entry.at < known[0].at):
        state, derived = ChecklistState.DONE, True  # approved by a person, with its checks answered
    elif clause == "6.1.j" and entry is None and known and all(fact.ok for fact in known):
        state, derived = ChecklistState.DONE, True
    elif (
        clause in ("6.1.h", "6.1.i")
        and state is not ChecklistState.NOT_APPLICABLE
        and not all(fact.ok for fact in known)
    ):
        state, derived = ChecklistState.MISSING, True
    review = entry.next_review if entry is not None else None
    return ChecklistRow(
        clause=clause,
        state=state,
        derived=derived,
        known=known,
        entry=entry,
        review_due=review is not None and review <= on,
    )


def _told_by(known: Iterable[KnownFact]) -> ChecklistState:
    return ChecklistState.DONE if all(fact.ok for fact in known) else ChecklistState.MISSING


def _known(
    account: Account, office: Office | None, clause: str, passwords: Iterable[RotationStatus]
) -> Iterable[KnownFact]:
    """What the program knows of a clause by itself, worded in `checklist.known` and `checklist.lacking`."""
    if clause == "6.1.a":
        office_names = (office.name_bn, office.name_en) if office is not None else ()
        members = [member.name for member in Member.select(Member.name)]
        if names_a_person(account.display_name, members, office_names):
            yield KnownFact("display_name", False, {"name": account.display_name})
    elif clause == "6.1.c":
        size = team_size()
        yield KnownFact("team", size in TEAM_SIZES, {"n": size})
    elif clause == "6.1.d":
        for use, key in ((Use.BANNER, "banner"), (Use.PROFILE, "profile")):
            look = newest_look(account.id, use)
            if look is not None:
                yield KnownFact(key, True, {"name": look.by}, look.at)
    elif clause == "6.1.e":
        for status in passwords:
            fine = status.last_change is not None and status.state not in _LATE
            yield KnownFact("password", fine, {})
    elif clause == "6.1.h":
        yield KnownFact("website", office is not None and bool(office.website), {})
        yield KnownFact("address", bool(account.url), {})
    elif clause == "6.1.i":
        yield KnownFact("grs", office is not None and bool(office.grs_url), {})
    elif clause == "6.1.j" and office is not None and office.letterhead:
        printed = " ".join(office.letterhead).casefold()
        names = [name.casefold() for name in (account.url, account.handle) if name]
        yield KnownFact("letterhead", any(name in printed for name in names), {})


def _entries(account_id: int) -> Iterable[ChecklistEntry]:
    """The oldest first."""
    found: Iterable[ChecklistEntry] = (
        ChecklistEntry.select(ChecklistEntry, Member)
        .join(Member, on=(ChecklistEntry.member == Member.id))
        .where(ChecklistEntry.account == account_id)
        .order_by(ChecklistEntry.id)
    )
    return found


def _entry_view(row: ChecklistEntry) -> EntryView:
    return EntryView(
        state=ChecklistState(row.state),
        text=row.evidence_text,
        url=row.evidence_url,
        image=row.evidence_image,
        member=row.member.name,
        at=moment(row.at),
        next_review=date.fromisoformat(row.next_review) if row.next_review else None,
    )
