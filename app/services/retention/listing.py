"""The list of what may be destroyed: made each January, of posts whose years are over, read by everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from peewee import JOIN, fn

from app.bangla.shortening import shortened
from app.errors import Refusal
from app.models.tables import (
    Account,
    Attachment,
    Decision,
    DisposalAnswer,
    DisposalItem,
    DisposalList,
    Draft,
    Member,
    Publication,
    PublicationAct,
    Response,
    Version,
)
from app.services.base.clock import moment, now
from app.services.base.desk import Desk
from app.services.base.enums import (
    DisposalReply,
    DisposalState,
    ItemState,
    RecordClass,
    State,
    Verdict,
)
from app.services.office.retention_periods import (
    Rules,
    holds_since,
    kept_until,
    steps_of,
    this_year,
    year_begins,
)
from app.services.record.destroyed import destroyed_among
from app.services.record.ledger import change, create, record
from app.services.record.roles import decider, deciders
from app.services.retention.archived import archived_posts
from app.services.retention.readers import is_stranded, needed
from app.services.retention.views import AnswerView, ItemView, ListView
from app.values import dataclass

LISTED, CLOSED = "disposal.listed", "disposal.closed"
_OVER = (State.APPROVED.value, State.PUBLISHED.value, State.REJECTED.value)
_AT_ONCE = 300
_EXCERPT = 400  # code points


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post whose years are over."""

    draft_id: int
    digest: str
    record_class: RecordClass
    last_at: str
    due: date


def candidates(desk: Desk, year: int, only: Iterable[int] | None = None) -> Iterator[Candidate]:
    """The posts that may be on the list of a year, the oldest first; of all, or of these drafts.

    Never one of class KA, one that is held or was released since that January, one whose class or years were
    shortened since, or the reply in a citizen's file, which is kept with it. Opens transactions of its own.
    """
    begins = year_begins(year)
    with desk.store.read():
        rows = Draft.select(Draft.id).where(Draft.state.in_(_OVER) & (Draft.updated_at < begins))
        if only is not None:
            rows = rows.where(Draft.id.in_(list(only)))
        ids = iter([row.id for row in rows.order_by(Draft.id)])
        rules = Rules()
    while some := list(islice(ids, _AT_ONCE)):
        with desk.store.read():
            yield from [one for one in _some(some, rules, begins) if one.due.year <= year]


def _some(ids: list[int], rules: Rules, begins: str) -> Iterator[Candidate]:
    replies = Response.select(Response.reply_draft).where(Response.reply_draft.in_(ids))
    out = destroyed_among(ids) | {row.reply_draft_id for row in replies}
    steps, last = steps_of(ids), _last_acts(ids)
    versions: Any = (
        Version.select(Version.draft, Version.digest, Version.purpose)
        .join(Draft, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .where(Draft.id.in_(ids))
        .order_by(Draft.id)
        .tuples()
    )
    for draft, digest, purpose in versions:
        own = steps.get(draft, [])
        if draft in out or holds_since(own, begins) or draft not in last:
            continue
        kind, years = rules.longest(purpose, own, begins)
        if kind is not RecordClass.KA:
            yield Candidate(draft, digest, kind, last[draft], kept_until(moment(last[draft]), years))


def _last_acts(ids: list[int]) -> dict[int, str]:
    """When the last thing was decided, recorded or done about each post."""
    found: dict[int, str] = {}
    queries: tuple[Any, ...] = (
        Decision.select(Decision.draft, fn.MAX(Decision.at)).where(
            Decision.draft.in_(ids) & Decision.verdict.in_([Verdict.APPROVE.value, Verdict.REJECT.value])
        ),
        Publication.select(Publication.draft, fn.MAX(Publication.recorded_at)).where(
            Publication.draft.in_(ids)
        ),
        PublicationAct.select(PublicationAct.draft, fn.MAX(PublicationAct.recorded_at)).where(
            PublicationAct.draft.in_(ids)
        ),
    )
    for query in queries:
        for draft, at in query.group_by(query.selected_columns[0]).tuples():
            found[draft] = max(found.get(draft, ""), str(at))
    return found


def make_list(desk: Desk, by: int, year: int | None = None) -> int:
    """Make the list of a year (this one), and return its number.

    A list that too few are left to answer or carry out is closed by it. Raises `Refusal` for a drafter,
    a year to come, another list that is open or being carried out, and where nothing may be destroyed.
    """
    wanted = this_year() if year is None else year
    if wanted > this_year():
        raise Refusal("disposal.year_to_come")
    with desk.store.read():
        decider(by)
        _stranded_list()
    found = list(candidates(desk, wanted))
    if not found:
        raise Refusal("disposal.nothing")
    with desk.store.write():
        decider(by)
        if (stranded := _stranded_list()) is not None:
            change(stranded, state=DisposalState.DONE.value, done_at=now())
            record(desk, CLOSED, stranded, by=by)
        made = create(
            DisposalList,
            year=wanted,
            state=DisposalState.OPEN.value,
            deciders=sorted(deciders()),
            member=by,
            at=now(),
            memo="",
            letter=None,
            ordered_by=None,
            ordered_at="",
            carried_by=None,
            carried_at="",
            done_at="",
        )
        items = [
            create(
                DisposalItem,
                list=made,
                draft=one.draft_id,
                digest=one.digest,
                record_class=one.record_class.value,
                last_at=one.last_at,
                due=one.due.isoformat(),
                state=ItemState.OPEN.value,
                images=[],
                done_at="",
            )
            for one in found
        ]
        record(desk, LISTED, made, *items, by=by)
        return int(made.id)


def _stranded_list() -> DisposalList | None:
    """The list that waits and that too few are left to go on with, None where none waits. In a transaction.

    Raises `Refusal` "disposal.open" for one that waits for answers, order or end and can go on.
    """
    row: DisposalList | None = (
        DisposalList.select().where(DisposalList.state != DisposalState.DONE.value).first()
    )
    if row is not None and not is_stranded(row):
        raise Refusal("disposal.open", id=row.id)
    return row


def lists(desk: Desk) -> tuple[ListView, ...]:
    """All lists, the newest first."""
    with desk.store.read():
        ids = [row.id for row in DisposalList.select(DisposalList.id).order_by(DisposalList.id.desc())]
        return tuple(view(known(id_)) for id_ in ids)


def may_be_made(desk: Desk) -> bool:
    """Whether no list waits but one that too few are left to go on with: this year's can be made."""
    with desk.store.read():
        try:
            _stranded_list()
        except Refusal:
            return False
        return True


def disposal_list(desk: Desk, id_: int) -> ListView:
    """One list. Raises `Refusal` where there is none."""
    with desk.store.read():
        return view(known(id_))


def known(id_: int) -> DisposalList:
    """The row of a list. Raises `Refusal` where there is none. Call inside a transaction."""
    row: DisposalList | None = DisposalList.get_or_none(DisposalList.id == id_)
    if row is None:
        raise Refusal("disposal.none", id=id_)
    return row


def outcome(replies: Iterable[str], wanted: int) -> ItemState:
    """What the newest answers of a post's readers come to: one who keeps or holds it is enough."""
    given = list(replies)
    if DisposalReply.HOLD in given:
        return ItemState.HELD
    if DisposalReply.KEEP in given:
        return ItemState.KEPT
    return ItemState.TO_DESTROY if len(given) >= wanted else ItemState.OPEN


def answers_of(items: Iterable[int]) -> dict[int, dict[int, DisposalAnswer]]:
    """Each member's newest answer to each of these items. Call inside a transaction."""
    found: dict[int, dict[int, DisposalAnswer]] = {}
    rows = DisposalAnswer.select(DisposalAnswer, Member).join(Member)
    for row in rows.where(DisposalAnswer.item.in_(list(items))).order_by(DisposalAnswer.id):
        found.setdefault(row.item_id, {})[row.member_id] = row
    return found


def view(row: DisposalList) -> ListView:
    """A list as people read it. Call inside a transaction."""
    items = list(DisposalItem.select().where(DisposalItem.list == row.id).order_by(DisposalItem.id))
    views = [
        one for first in range(0, len(items), _AT_ONCE) for one in _views(items[first : first + _AT_ONCE])
    ]
    who = {member.id: str(member.name) for member in Member.select()}
    members = {given.member_id for item in views for given in item.answers}
    return ListView(
        id=row.id,
        year=row.year,
        state=DisposalState(row.state),
        member=who[row.member_id],
        at=moment(row.at),
        memo=row.memo,
        letter=row.letter,
        ordered_by=who.get(row.ordered_by_id or 0, ""),
        ordered_at=moment(row.ordered_at) if row.ordered_at else None,
        carried_by=who.get(row.carried_by_id or 0, ""),
        carried_at=moment(row.carried_at) if row.carried_at else None,
        done_at=moment(row.done_at) if row.done_at else None,
        items=tuple(views),
        needed=needed(),
        alone=len(members | ({row.ordered_by_id} - {None})) <= 1,
    )


def _views(items: list[DisposalItem]) -> list[ItemView]:
    drafts = [item.draft_id for item in items]
    answers = answers_of(item.id for item in items)
    versions: dict[int, Any] = {}
    rows: Any = (
        Version.select(Version, Account, Draft)
        .join(Draft, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .switch(Version)
        .join(Account, JOIN.LEFT_OUTER)
        .where(Draft.id.in_(drafts))
    )
    for version in rows:
        versions[version.draft_id] = version
    pictures: dict[int, str] = {}
    shown = Attachment.select(Attachment.version, Attachment.sha256).where(
        Attachment.version.in_([version.id for version in versions.values()]) & (Attachment.position == 0)
    )
    for picture in shown:
        pictures[picture.version_id] = picture.sha256
    archived = archived_posts({item.draft_id: item.last_at for item in items})
    found = []
    for item in items:
        version = versions[item.draft_id]
        account = version.account
        gone = item.state == ItemState.DESTROYED
        found.append(
            ItemView(
                id=item.id,
                draft_id=item.draft_id,
                state=ItemState(item.state),
                post_state=State(version.draft.state),
                text=shortened(version.text, _EXCERPT),
                account=account.display_name if account is not None else "",
                platform=account.platform if account is not None else "",
                digest=item.digest,
                record_class=RecordClass(item.record_class),
                last_at=moment(item.last_at),
                due=date.fromisoformat(item.due),
                answers=tuple(
                    AnswerView(
                        given.member_id,
                        given.member.name,
                        DisposalReply(given.answer),
                        given.reason,
                        moment(given.at),
                    )
                    for given in answers.get(item.id, {}).values()
                ),
                archived=item.draft_id in archived,
                thumbnail="" if gone else pictures.get(version.id, ""),
                images=tuple(item.images),
                done_at=moment(item.done_at) if item.done_at else None,
            )
        )
    return found
