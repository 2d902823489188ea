"""The register of who received the guideline and who signed that they read it (clauses 6.2 and 11.b)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from app.errors import Refusal
from app.models.tables import GuidelineReader, Member
from app.services.awareness.views import Entered, ReaderForm, ReaderView
from app.services.base.clock import day_of, now
from app.services.base.desk import Desk
from app.services.base.enums import Role
from app.services.base.given_days import require_past
from app.services.base.members import folded_name
from app.services.record.ledger import change, create, record
from app.services.record.roles import decider_or_desk
from app.values import dataclass

LONGEST = 200  # code points of a name or a designation
REMIND_AFTER = 14  # days; the guideline names none, this is ours
MOST = 2_000  # people entered at once


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A member of the team who is not in the register."""

    id: int
    name: str
    role: Role


def enter(desk: Desk, people: Sequence[ReaderForm], by: int | None) -> Entered:
    """Enter people, all in one event; who is there already (by name and designation) is left as they are.

    Raises `Refusal` for a drafter, for nobody, a name that is empty or too long, and too many at once.
    """
    forms = [ReaderForm(_line(one.name), _line(one.post), one.person) for one in people]
    if not forms:
        raise Refusal("awareness.nobody")
    if len(forms) > MOST:
        raise Refusal("awareness.too_many", most=MOST)
    for form in forms:
        if not form.name or len(form.name) > LONGEST or len(form.post) > LONGEST:
            raise Refusal("awareness.odd_name", name=form.name[:60])
    with desk.store.write():
        decider_or_desk(by)
        known = {_key(row.name, row.post) for row in _active()}
        members = {row.person_id for row in _active() if row.person_id is not None}
        rows: list[GuidelineReader] = []
        for form in forms:
            key = _key(form.name, form.post)
            if key in known or (form.person is not None and form.person in members):
                continue
            known.add(key)
            rows.append(
                create(
                    GuidelineReader,
                    name=form.name,
                    post=form.post,
                    person=form.person,
                    received="",
                    signed="",
                    member=by,
                    at=now(),
                    active=True,
                )
            )
        if rows:
            record(desk, "guideline.listed", *rows, by=by)
        return Entered(tuple(int(row.id) for row in rows), len(forms) - len(rows))


def receive(desk: Desk, ids: Sequence[int], on: date, by: int | None) -> int:
    """Say that people received the guideline on a day; how many had not yet.

    Raises `Refusal` for a drafter, nobody, somebody who is not there, and a day still to come.
    """
    return _mark(desk, "guideline.received", ids, on, by)


def sign(desk: Desk, ids: Sequence[int], on: date, by: int | None) -> int:
    """Say that people signed on a day that they read it; who had not received it received it that day.

    Returns how many had not signed. Raises `Refusal` as `receive` does, and for a day before it was received.
    """
    return _mark(desk, "guideline.signed", ids, on, by)


def withdraw(desk: Desk, ids: Sequence[int], by: int | None) -> None:
    """Take people off the register: entered by mistake, or no longer at the office.

    Raises `Refusal` for a drafter, nobody, and somebody who is not there.
    """
    with desk.store.write():
        decider_or_desk(by)
        rows = [change(row, active=False) for row in _found(ids)]
        record(desk, "guideline.withdrawn", *rows, by=by)


def readers(desk: Desk, search: str = "") -> tuple[ReaderView, ...]:
    """The register, by name: those who hold every word of `search`, however it is typed."""
    from app.bangla.normalise import safe  # tables that only a search needs

    wanted = safe(search).split()
    with desk.store.read():
        here = {row.id for row in Member.select(Member.id).where(Member.active)}
        views = [_view(row, here) for row in _active()]
    found = [one for one in views if all(word in safe(f"{one.name} {one.post}") for word in wanted)]
    return tuple(sorted(found, key=lambda one: (folded_name(one.name), one.id)))


def team_not_listed(desk: Desk) -> tuple[TeamMember, ...]:
    """The members of the team who are not in the register."""
    with desk.store.read():
        return tuple(_not_listed())


def waiting(desk: Desk) -> tuple[tuple[str, date], ...]:
    """Who has not received the guideline, each since when that is known: the reminder's list."""
    with desk.store.read():
        return tuple(waiting_people())


def waiting_people() -> Iterator[tuple[str, date]]:
    """`waiting`, inside a transaction: those of the register, then members of the team who are not in it."""
    here = {row.id for row in Member.select(Member.id).where(Member.active)}
    for row in _active():
        if not row.received and (row.person_id is None or row.person_id in here):
            yield row.name, day_of(row.at)
    joined = {row.id: day_of(row.joined_at) for row in Member.select().where(Member.active)}
    for one in _not_listed():
        yield one.name, joined[one.id]


def _not_listed() -> Iterator[TeamMember]:
    listed = {row.person_id for row in _active() if row.person_id is not None}
    names = {folded_name(row.name) for row in _active()}
    for row in Member.select().where(Member.active).order_by(Member.id):
        if row.id not in listed and folded_name(row.name) not in names:
            yield TeamMember(row.id, row.name, Role(row.role))


def _mark(desk: Desk, kind: str, ids: Sequence[int], on: date, by: int | None) -> int:
    require_past(on, "awareness.future")
    signing = kind == "guideline.signed"
    with desk.store.write():
        decider_or_desk(by)
        rows = [row for row in _found(ids) if not (row.signed if signing else row.received)]
        for row in rows:
            if signing and row.received > on.isoformat():
                raise Refusal("awareness.before_received", name=row.name)
            day = on.isoformat()
            change(
                row, **({"signed": day, "received": row.received or day} if signing else {"received": day})
            )
        if rows:
            record(desk, kind, *rows, by=by)
        return len(rows)


def _found(ids: Sequence[int]) -> list[GuidelineReader]:
    if not ids:
        raise Refusal("awareness.nobody_chosen")
    by_id = {row.id: row for row in _active()}
    for one in ids:
        if one not in by_id:
            raise Refusal("awareness.not_there", id=one)
    return [by_id[one] for one in dict.fromkeys(ids)]


def _active() -> Iterable[GuidelineReader]:
    return GuidelineReader.select().where(GuidelineReader.active).order_by(GuidelineReader.id)


def _view(row: GuidelineReader, here: set[int]) -> ReaderView:
    return ReaderView(
        id=row.id,
        name=row.name,
        post=row.post,
        person=row.person_id,
        received=date.fromisoformat(row.received) if row.received else None,
        signed=date.fromisoformat(row.signed) if row.signed else None,
        listed=day_of(row.at),
        here=row.person_id is None or row.person_id in here,
    )


def _key(name: str, post: str) -> tuple[str, str]:
    return folded_name(name), folded_name(post)


def _line(text: str) -> str:
    return " ".join(text.split())
