"""The calendar of posts: what is to go out, went out, or is late; as CSV and iCalendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from peewee import JOIN, fn

from app.archive.cells import table
from app.bangla.dates import local
from app.bangla.shortening import shortened
from app.errors import Refusal
from app.i18n import Translator
from app.models.tables import Account, Draft, PastPost, Publication, Version
from app.new_files import write_new
from app.services.base.clock import midnight, moment
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.base.schedules import due_at, is_mere_day
from app.values import dataclass

_EXCERPT = 160  # code points
_MOST_DAYS = 800
_LINE = 75  # octets of an iCalendar line (RFC 5545, 3.1)


class Standing(StrEnum):
    """How a post of the calendar stands."""

    PENDING = "pending"
    APPROVED = "approved"
    LATE = "late"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A post on its day. `at` is when it is to go out or went out, at a time if `timed`.

    `draft_id` is 0 for a post of a page's download, which is no draft.
    """

    draft_id: int
    at: datetime
    timed: bool
    standing: Standing
    text: str
    account_id: int | None
    account: str
    platform: str
    url: str = ""

    @property
    def day(self) -> date:
        return local(self.at).date()


def calendar(desk: Desk, since: date, until: date, account: int | None = None) -> tuple[CalendarEntry, ...]:
    """Scheduled and published posts from one day of Dhaka to another, both included, in order of time.

    `account`: of this one alone. Raises `Refusal` for more than two years or days the wrong way round.
    """
    if until < since or (until - since).days > _MOST_DAYS:
        raise Refusal("calendar.span", days=_MOST_DAYS)
    with desk.store.read():
        found = [*_scheduled(since, until), *_published(since, until)]
    return _in_order(found, account)


def late(desk: Desk, account: int | None = None) -> tuple[CalendarEntry, ...]:
    """What is approved, not known to be out, and past its time; the oldest first."""
    today = local(datetime.now(UTC)).date()
    with desk.store.read():
        scheduled = _scheduled(today - timedelta(days=_MOST_DAYS - 1), today)
        found = [one for one in scheduled if one.standing is Standing.LATE]
    return _in_order(found, account)


def _in_order(found: Iterable[CalendarEntry], account: int | None) -> tuple[CalendarEntry, ...]:
    wanted = (one for one in found if account is None or one.account_id == account)
    return tuple(sorted(wanted, key=lambda one: (one.day, one.timed, one.at, one.draft_id)))


def year_ago(desk: Desk, day: date, account: int | None = None) -> tuple[CalendarEntry, ...]:
    """What was published in the same week a year before, in order of time; from pages' downloads too."""
    middle = day - timedelta(days=364)  # the same day of the week
    first = middle - timedelta(days=(middle.weekday() + 1) % 7)
    last = first + timedelta(days=6)
    here = [one for one in calendar(desk, first, last, account) if one.standing is Standing.PUBLISHED]
    with desk.store.read():
        known = {one.text for one in here}
        before = [one for one in _before(first, last, account) if one.text not in known]
    return tuple(sorted([*here, *before], key=lambda one: one.at))


def _before(since: date, until: date, account: int | None) -> Iterable[CalendarEntry]:
    """Posts of pages' downloads; their number is no draft's."""
    rows = (
        PastPost.select(PastPost, Account)
        .join(Account)
        .where(
            (PastPost.published_at >= midnight(since))
            & (PastPost.published_at < midnight(until + timedelta(days=1)))
        )
    )
    if account is not None:
        rows = rows.where(PastPost.account == account)
    for row in rows:
        yield CalendarEntry(
            draft_id=0,
            at=moment(row.published_at),
            timed=True,
            standing=Standing.PUBLISHED,
            text=shortened(row.text, _EXCERPT),
            account_id=row.account.id,
            account=row.account.display_name,
            platform=row.account.platform,
            url=row.url,
        )


def save_calendar(out: Path, entries: Iterable[CalendarEntry], words: Translator) -> None:
    """Write entries to a new file that ends in `.csv` or `.ics`; nothing is ever overwritten.

    Raises `Refusal` for another ending, and like `write_new`.
    """
    kind = out.suffix.lower()
    if kind not in (".csv", ".ics"):
        raise Refusal("calendar.kind", name=out.name)
    text = _csv(entries, words) if kind == ".csv" else _ics(entries, words)
    write_new(out, text.encode("utf-8"))


def _scheduled(since: date, until: date) -> Iterable[CalendarEntry]:
    written = fn.SUBSTR(Version.schedule, 1, 10)
    rows = (
        Version.select(Version, Draft, Account)
        .join(Draft, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .switch(Version)
        .join(Account, JOIN.LEFT_OUTER, on=(Version.account == Account.id))
        .where(
            Draft.state.in_([State.PENDING.value, State.APPROVED.value])
            & (written >= (since - timedelta(days=1)).isoformat())
            & (written <= (until + timedelta(days=1)).isoformat())
        )
    )
    now = datetime.now(UTC)
    for row in rows:
        at = due_at(row.schedule)
        if at is None or not since <= local(at).date() <= until:
            continue
        standing = Standing.PENDING
        if row.draft.state == State.APPROVED:
            standing = Standing.LATE if at < now else Standing.APPROVED
        yield _entry(row.draft_id, at, row, standing, timed=not is_mere_day(row.schedule))


def _published(since: date, until: date) -> Iterable[CalendarEntry]:
    rows: Any = (
        Publication.select(Publication, Version, Account)
        .join(
            Version,
            on=((Version.draft == Publication.draft) & (Version.number == Publication.version)),
            attr="found",
        )
        .join(Account, JOIN.LEFT_OUTER, on=(Version.account == Account.id))
        .where((Publication.at >= midnight(since)) & (Publication.at < midnight(until + timedelta(days=1))))
    )
    for row in rows:
        yield _entry(row.draft_id, moment(row.at), row.found, Standing.PUBLISHED, url=row.url)


def _entry(
    draft_id: int, at: datetime, version: Version, standing: Standing, *, timed: bool = True, url: str = ""
) -> CalendarEntry:
    account = version.account
    return CalendarEntry(
        draft_id=draft_id,
        at=at,
        timed=timed,
        standing=standing,
        text=shortened(version.text, _EXCERPT),
        account_id=account.id if account is not None else None,
        account=account.display_name if account is not None else "",
        platform=account.platform if account is not None else "",
        url=url,
    )


def _csv(entries: Iterable[CalendarEntry], words: Translator) -> str:
    head = [words(f"calendar.column.{name}") for name in _COLUMNS]
    return table([head, *(_cells(one, words) for one in entries)])


_COLUMNS = ("day", "time", "account", "platform", "standing", "text", "url", "draft")


def _cells(one: CalendarEntry, words: Translator) -> Sequence[str | int]:
    platform = words(f"platform.{one.platform}") if one.platform else ""
    return (
        one.day.isoformat(),
        local(one.at).strftime("%H:%M") if one.timed else "",
        one.account,
        platform,
        words(f"calendar.standing.{one.standing}"),
        one.text,
        one.url,
        one.draft_id,
    )


def _ics(entries: Iterable[CalendarEntry], words: Translator) -> str:
    """The entries as an iCalendar object (RFC 5545); what has no time of day is an event of its day."""
    stamped = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Anumodon//Calendar of posts//BN",
        "CALSCALE:GREGORIAN",
    ]
    for one in entries:
        platform = words(f"platform.{one.platform}") if one.platform else ""
        summary = f"{platform}: {one.text}" if platform else one.text
        lines += [
            "BEGIN:VEVENT",
            f"UID:draft-{one.draft_id}-{one.at:%Y%m%d%H%M}@anumodon",
            f"DTSTAMP:{stamped}",
        ]
        if one.timed:
            lines.append(f"DTSTART:{one.at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        else:
            lines.append(f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}")
        lines += [
            f"SUMMARY:{_escaped(summary)}",
            f"DESCRIPTION:{_escaped(words(f'calendar.standing.{one.standing}'))}",
            f"STATUS:{'TENTATIVE' if one.standing is Standing.PENDING else 'CONFIRMED'}",
            *([f"URL:{one.url}"] if one.url else ()),
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join(sign for sign in escaped.replace("\n", "\\n") if sign.isprintable())


def _folded(line: str) -> str:
    """A line of at most 75 octets a piece, never cut within a letter."""
    pieces, piece, room = [], "", _LINE
    for sign in line:
        size = len(sign.encode("utf-8"))
        if size > room:
            pieces.append(piece)
            piece, room = " ", _LINE - 1
        piece += sign
        room -= size
    return "\r\n".join([*pieces, piece])
