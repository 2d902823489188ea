"""The rows behind a figure, as people read them: what each is, and where in the window it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from app.bangla.dates import gregorian_day, long
from app.bangla.personal_numbers import hidden
from app.bangla.shortening import shortened
from app.models.tables import (
    Account,
    Activity,
    CheckRun,
    Draft,
    Event,
    Finding,
    GuidelineReader,
    PastPost,
    Response,
    Rotation,
    Task,
    Version,
)
from app.services.base.clock import day_of, moment
from app.services.base.desk import Desk
from app.services.reports.figures import Rows
from app.values import dataclass

MOST = 2_000
_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class RowView:
    """One row. `line` is beneath its text; `draft` and `response` are what can be opened of it."""

    id: int
    text: str
    line: str
    draft: int | None = None
    response: int | None = None


def rows_behind(desk: Desk, of: str, ids: Sequence[int], language: str) -> tuple[RowView, ...]:
    """The rows of these ids, in their order; at most `MOST` of them."""
    reader = _READERS.get(Rows(of))
    wanted = list(ids)[:MOST]
    if reader is None or not wanted:
        return ()
    with desk.store.read():
        found = {view.id: view for view in reader(wanted, language)}
    return tuple(found[one] for one in wanted if one in found)


def _excerpt(text: str) -> str:
    return shortened(text, _EXCERPT)


def _drafts(ids: list[int], language: str) -> list[RowView]:
    rows = (
        Draft.select(Draft.id, Version.text, Version.account_name, Draft.updated_at)
        .join(Version, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .where(Draft.id.in_(ids))
        .tuples()
        .execute()
    )
    return [
        RowView(row[0], _excerpt(row[1]) or f"#{row[0]}", _joined(row[2], _day(row[3], language)), row[0])
        for row in rows
    ]


def _findings(ids: list[int], language: str) -> list[RowView]:
    rows = (
        Finding.select(Finding.id, Finding.title, Finding.text, Version.draft, CheckRun.finished_at)
        .join(CheckRun, on=(Finding.run == CheckRun.id))
        .join(Version, on=(CheckRun.version == Version.id))
        .where(Finding.id.in_(ids))
        .tuples()
        .execute()
    )
    return [
        RowView(
            row[0],
            f"{row[1]['bn' if language == 'bn' else 'en']}: {_excerpt(row[2] or '')}".removesuffix(": "),
            _joined(f"#{row[3]}", _day(row[4], language)),
            row[3],
        )
        for row in rows
    ]


def _responses(ids: list[int], language: str) -> list[RowView]:
    rows = Response.select().where(Response.id.in_(ids))
    return [
        RowView(
            row.id,
            _excerpt(hidden(row.text)) or f"#{row.id}",
            _joined(row.author, _day(row.received_at, language)),
            response=row.id,
        )
        for row in rows
    ]


def _rotations(ids: list[int], language: str) -> list[RowView]:
    rows = Rotation.select(Rotation, Account).join(Account).where(Rotation.id.in_(ids))
    return [RowView(row.id, row.account.display_name, _day(row.at, language)) for row in rows]


def _events(ids: list[int], language: str) -> list[RowView]:
    rows = Event.select(Event.id, Event.kind, Event.at, Event.member_name).where(Event.id.in_(ids))
    return [
        RowView(row.id, f"#{row.id} · {row.kind}", _joined(row.member_name, long(moment(row.at), language)))
        for row in rows
    ]


def _activities(ids: list[int], _language: str) -> list[RowView]:
    rows = Activity.select().where(Activity.id.in_(ids))
    return [RowView(row.id, row.title, _joined(row.place, row.day)) for row in rows]


def _tasks(ids: list[int], _language: str) -> list[RowView]:
    rows = Task.select().where(Task.id.in_(ids))
    return [RowView(row.id, row.text, _joined(row.responsible, row.due)) for row in rows]


def _readers(ids: list[int], language: str) -> list[RowView]:
    rows = GuidelineReader.select().where(GuidelineReader.id.in_(ids))
    days = {row.id: row.signed or row.received for row in rows}
    return [
        RowView(
            row.id,
            row.name,
            _joined(
                row.post, gregorian_day(date.fromisoformat(days[row.id]), language) if days[row.id] else ""
            ),
        )
        for row in rows
    ]


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _past_posts(ids: list[int], language: str) -> list[RowView]:
    rows = PastPost.select().where(PastPost.id.in_(ids))
    return [
        RowView(
            row.id, _excerpt(row.text) or f"#{row.id}", _joined(row.url, _day(row.published_at, language))
        )
        for row in rows
    ]


def _day(kept: str, language: str) -> str:
    return gregorian_day(day_of(kept), language)


_READERS: dict[Rows, Callable[[list[int], str], list[RowView]]] = {
    Rows.DRAFT: _drafts,
    Rows.FINDING: _findings,
    Rows.RESPONSE: _responses,
    Rows.ROTATION: _rotations,
    Rows.EVENT: _events,
    Rows.ACTIVITY: _activities,
    Rows.TASK: _tasks,
    Rows.READER: _readers,
    Rows.PAST_POST: _past_posts,
}
