"""Reminders about the office's work: its clock, the quarter's report, posts not yet out, checks that failed.

Called inside a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from textwrap import shorten
from typing import Any

from peewee import fn

from app.bangla.dates import local, long, month_span
from app.bangla.workdays import quarter_of
from app.i18n import LANGUAGES, Bilingual, bilingual
from app.models.tables import CheckRun, Decision, Draft, Event, Task, Version
from app.services.awareness.readers import REMIND_AFTER, waiting_people
from app.services.backup import state
from app.services.base.clock import day_of, stamp, to_come
from app.services.base.desk import Desk
from app.services.base.due_dates import DueState, Standing, standing_on
from app.services.base.enums import DueAction, DueKind, State, Verdict
from app.services.base.schedules import due_at
from app.services.due.views import Due
from app.services.office.holidays import report_due
from app.services.record import last_anchor, last_fixity
from app.services.record.clockwatch import behind
from app.services.record.proposals import is_any_open
from app.services.reports.settled import is_settled

_TASK_LEAD = 7  # days
_TASK_LENGTH = 90  # letters of a task in its reminder


def clock(on: date) -> Iterator[Due]:
    """A clock that is behind what was recorded. On another day than today there is nothing to compare."""
    now = datetime.now(UTC)
    latest = behind(now)
    if latest is None or on != local(now).date():
        return
    now_text, latest_text = (
        Bilingual(*(long(at, language) for language in LANGUAGES)) for at in (now, latest)
    )
    yield Due(
        key="clock",
        kind=DueKind.CLOCK,
        standing=Standing(DueState.OVERDUE, None, None, on),
        text=bilingual("due.clock", now=now_text, latest=latest_text),
        action=DueAction.SET_CLOCK,
    )


def waiting_proposals(on: date) -> Iterator[Due]:
    """Changes that wait for a second member, each with its first line."""
    if not is_any_open():
        return
    from app.services.office import confirming  # with all that can be proposed

    for one in confirming.waiting():
        expires = local(one.expires_at).date()
        yield Due(
            key=f"proposal:{one.id}",
            kind=DueKind.PROPOSAL,
            text=bilingual("due.proposal", name=one.member, what=_joined(one.lines)),
            action=DueAction.ANSWER_PROPOSAL,
            # It is waited for now, however long it may still wait.
            standing=Standing(DueState.DUE, expires, (expires - on).days, local(one.at).date()),
        )


def report(on: date) -> Iterator[Due]:
    """The monitoring report of the last quarter that ended while the office was here (clause 11.a)."""
    quarter = quarter_of(on).before()
    first = Event.select(Event.at).order_by(Event.id).first()
    if first is None or day_of(first.at) > quarter.ends or is_settled(quarter):
        return
    due = report_due(quarter)
    standing = standing_on(on, due, (due - quarter.ends).days)
    name = Bilingual(*(month_span(quarter.begins, quarter.ends, language) for language in LANGUAGES))
    yield Due(
        key=f"report:{quarter}",
        kind=DueKind.REPORT,
        text=bilingual(f"due.report_{standing.state}", quarter=name, n=abs((due - on).days)),
        action=DueAction.REPORT,
        clause="11.a",
        standing=standing,
    )


def tasks(on: date) -> Iterator[Due]:
    """What somebody has to do by a day that is near or past (clause 11.b)."""
    for row in Task.select().where(Task.active & (Task.done_at == "") & (Task.due != "")).order_by(Task.id):
        day = date.fromisoformat(row.due)
        standing = standing_on(on, day, _TASK_LEAD)
        if on < standing.since:
            continue
        what = shorten(row.text, _TASK_LENGTH, placeholder="…")
        yield Due(
            # With the quarter in whose report it is seen and ticked: its own, or the one it was carried into.
            key=f"task:{max(row.quarter, str(quarter_of(on)))}:{row.id}",
            kind=DueKind.TASK,
            text=bilingual(
                f"due.task_{standing.state}",
                name=Bilingual(row.responsible, row.responsible),
                what=Bilingual(what, what),
                n=abs((day - on).days),
            ),
            action=DueAction.TASK,
            clause="11.b",
            standing=standing,
        )


def backups(desk: Desk, on: date) -> Iterator[Due]:
    """That nothing of this desk was ever backed up, or that the last proved backup is old.

    Not of an office on a server, which is backed up there.
    """
    if desk.local is not desk.store:
        return
    last = state.last(desk)
    proved = local(last.proved_at).date() if last is not None and last.proved_at is not None else None
    if last is not None and last.proved_at is not None and stamp(last.proved_at) >= to_come():
        proved = None  # while the clock was ahead: how old it is, nobody knows
    first = Event.select(Event.at).order_by(Event.id).first()
    since = proved or (day_of(first.at) if first is not None else None)
    if since is None or (on - since).days < state.REMIND_AFTER:
        return
    key = "due.backup_never" if last is None or last.proved_at is None else "due.backup_old"
    yield Due(
        key="backup",
        kind=DueKind.BACKUP,
        text=bilingual(key, n=(on - since).days),
        action=DueAction.BACK_UP,
        standing=standing_on(on, since + timedelta(days=state.REMIND_AFTER), 0),
    )


def anchors(on: date) -> Iterator[Due]:
    """That the record was never anchored outside the folder, or not for long."""
    last = last_anchor.last_outside()
    first = Event.select(Event.at).order_by(Event.id).first()
    since = last or (day_of(first.at) if first is not None else None)
    if since is None or (on - since).days < last_anchor.REMIND_AFTER:
        return
    yield Due(
        key="anchor",
        kind=DueKind.ANCHOR,
        text=bilingual("due.anchor_never" if last is None else "due.anchor_old", n=(on - since).days),
        action=DueAction.ANCHOR,
        standing=standing_on(on, since + timedelta(days=last_anchor.REMIND_AFTER), 0),
    )


def awareness(on: date) -> Iterator[Due]:
    """That people came some time ago and have not received the guideline (clauses 6.2 and 11.b)."""
    since = [day for _, day in waiting_people() if (on - day).days >= REMIND_AFTER]
    if since:
        yield Due(
            key=f"awareness:{len(since)}:{max(since)}",
            kind=DueKind.AWARENESS,
            text=bilingual("due.awareness", n=len(since)),
            action=DueAction.HAND_OUT,
            clause="11.b",
            n=len(since),
            standing=standing_on(on, min(since) + timedelta(days=REMIND_AFTER), 0),
        )


def fixity(on: date) -> Iterator[Due]:
    """That archives and images were not read and compared for a year."""
    last = last_fixity.last_checked()
    since = last or last_fixity.first_archive()
    if since is None or (on - since).days < last_fixity.REMIND_AFTER:
        return
    yield Due(
        key="fixity",
        kind=DueKind.FIXITY,
        text=bilingual("due.fixity_never" if last is None else "due.fixity_old", n=(on - since).days),
        action=DueAction.CHECK_FIXITY,
        standing=standing_on(on, since + timedelta(days=last_fixity.REMIND_AFTER), 0),
    )


def unpublished(on: date) -> Iterator[Due]:
    """Approved posts whose day has come and of which nobody recorded that they went out."""
    approved = (
        Draft.select(Draft.id, Version.schedule, fn.MAX(Decision.at).alias("approved_at"))
        .join(Version, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .switch(Draft)
        .join(Decision, on=((Decision.draft == Draft.id) & (Decision.version == Draft.version)))
        .where(
            (Draft.state == State.APPROVED.value)
            & (Decision.verdict == Verdict.APPROVE.value)
            & (Decision.void_at == "")
        )
        .group_by(Draft.id, Version.schedule)
        .order_by(Draft.id)
        .tuples()
        .iterator()
    )
    days = {id_: _wanted_on(schedule, at) for id_, schedule, at in approved}
    waiting = {id_: day for id_, day in days.items() if day <= on}
    if waiting:
        yield Due(
            key=f"unpublished:{max(waiting)}",
            kind=DueKind.UNPUBLISHED,
            text=bilingual("due.unpublished", n=len(waiting)),
            action=DueAction.PUBLISH,
            draft_id=min(waiting, key=lambda id_: waiting[id_]),
            n=len(waiting),
            standing=standing_on(on, min(waiting.values()), 0),
        )


def undecided(on: date) -> Iterator[Due]:
    """Posts that were to go out by a day and that nobody has approved."""
    rows: Any = (
        Draft.select(Draft.id, Version.schedule)
        .join(Version, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .where(Draft.state.in_([State.PENDING.value, State.RETURNED.value]) & (Version.schedule != ""))
        .tuples()
    )
    days = {id_: local(due).date() for id_, schedule in rows if (due := due_at(schedule)) is not None}
    late = {id_: day for id_, day in days.items() if day < on}
    for waiting in (late, {id_: day for id_, day in days.items() if day == on}):
        if not waiting:
            continue
        standing = standing_on(on, min(waiting.values()), 0)
        yield Due(
            key=f"schedule:{standing.state}:{max(waiting)}",
            kind=DueKind.SCHEDULE,
            text=bilingual(f"due.schedule_{standing.state}", n=len(waiting)),
            action=DueAction.DECIDE,
            draft_id=min(waiting, key=lambda id_: (waiting[id_], id_)),
            n=len(waiting),
            standing=standing,
        )


def failed_checks(on: date) -> Iterator[Due]:
    """Drafts whose newest check could not finish, so that nobody can approve them."""
    later = CheckRun.alias()
    newest = later.select(fn.MAX(later.id)).where(later.version == Version.id)
    found = (
        Draft.select(Draft.id, CheckRun.finished_at)
        .join(Version, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .join(CheckRun, on=(CheckRun.id == newest))
        .where(Draft.state.in_([State.PENDING.value, State.RETURNED.value]) & (CheckRun.failure != ""))
        .tuples()
        .iterator()
    )
    failed = {id_: day_of(at) for id_, at in found}
    if failed:
        yield Due(
            key=f"checks:{max(failed)}",
            kind=DueKind.CHECKS,
            text=bilingual("due.checks", n=len(failed)),
            action=DueAction.CHECK_AGAIN,
            draft_id=min(failed),
            n=len(failed),
            standing=standing_on(on, min(*failed.values(), on), 0),
        )


def _joined(lines: Iterable[Bilingual]) -> Bilingual:
    joined = [*lines]
    return Bilingual(*("; ".join(line.in_(language) for line in joined) for language in LANGUAGES))


def _wanted_on(schedule: str, approved_at: str) -> date:
    """The day a post is meant for, and not before its approval."""
    approved = day_of(approved_at)
    due = due_at(schedule)
    return approved if due is None else max(approved, local(due).date())
