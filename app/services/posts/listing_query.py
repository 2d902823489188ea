"""Which drafts a list is made of: the query behind it, by state, by whom they wait for, by filters and words.

All in here is called inside a transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from peewee import fn

from app.models import search as full_text
from app.models.search import Searched
from app.models.tables import Attachment, Decision, Draft, Member, Version
from app.services.base.conditions import row_by_row
from app.services.base.enums import DraftKind, Order, Role, Show, State, Verdict
from app.services.base.kinds import KEPT, use_of
from app.services.base.schedules import past
from app.services.posts import selectivity
from app.services.record.roles import team_size
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list as somebody asked for it.

    `kind` (a `DraftKind`) "" and `account` None are all; `member` looks at it.
    """

    show: Show = Show.ALL
    search: str = ""
    order: Order = Order.DUE
    kind: str = ""
    account: int | None = None
    member: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The drafts that search and filters let through. `query` selects their ids (peewee's types are private).

    `few`: it begins with few of them, so that nothing else is looked up in an index.
    """

    query: Any
    few: bool

    def of_state(self, state: State) -> Any:
        """Those in a state."""
        is_so = Draft.state == state.value
        return self.query.where(row_by_row(is_so) if self.few else is_so)

    def of(self, show: Show, member: int | None) -> Found:
        """Those of them that a list shows, as `member` sees it."""
        if show is Show.ALL:
            return self
        if show.value in list(State):
            return Found(self.of_state(State(show.value)), self.few)
        if show is Show.LATE:
            return Found(self.of_state(State.APPROVED).where(fn.EXISTS(_late_version())), self.few)
        return Found(self.of_state(State.PENDING).where(_waits_for(member)), self.few)


def found(wanted: Wanted) -> Found:
    """What search and filters of `wanted` let through, in whatever list."""
    query = Draft.select(Draft.id)
    begin = None
    if narrowed(wanted):
        kept = Version.select(Version.id).where(
            (Version.draft == Draft.id) & (Version.number == Draft.version) & _filters(wanted)
        )
        query = query.where(fn.EXISTS(kept))
        begin = None if wanted.search.strip() else selectivity.few_drafts(_ways(wanted))
    if begin is not None:
        query = query.where(begin)
    words = full_text.matching(Searched.DRAFT, Draft.id, wanted.search)
    if words is not None:
        query = query.where(words)
    return Found(query, begin is not None or words is not None)


def narrowed(wanted: Wanted) -> bool:
    """Whether a list is narrowed by kind or account."""
    return bool(wanted.kind) or wanted.account is not None


def _ways(wanted: Wanted) -> Iterator[Sequence[Any]]:
    if wanted.account is not None:
        yield selectivity.of_accounts([wanted.account])
    if wanted.kind:
        yield selectivity.of_kind(DraftKind(wanted.kind))


def _filters(wanted: Wanted) -> Any:
    kept = Version.id.is_null(False)
    if wanted.kind:
        kind = DraftKind(wanted.kind)
        kept &= (Version.use == use_of(kind).value) & (Draft.kind == (kind.value if kind in KEPT else ""))
    if wanted.account is not None:
        kept &= Version.account == wanted.account
    return kept


def _late_version() -> Any:
    current = (Version.draft == Draft.id) & (Version.number == Draft.version)
    return Version.select(Version.id).where(current & past(Version.schedule, datetime.now(UTC)))


def _waits_for(member: int | None) -> Any:
    """What a member may still decide: not what they wrote in a team, nor what they have approved."""
    row = Member.get_or_none((Member.id == member) & Member.active) if member is not None else None
    if row is None or row.role == Role.DRAFTER:
        return Draft.id.is_null()
    approved = Decision.select(Decision.id).where(
        (Decision.draft == Draft.id)
        & (Decision.version == Draft.version)
        & (Decision.verdict == Verdict.APPROVE.value)
        & (Decision.member + 0 == row.id)  # by the draft: a member's decisions are the whole history
        & (Decision.void_at == "")
    )
    waits = ~fn.EXISTS(approved)
    if team_size() > 1:
        waits &= ~fn.EXISTS(_own_versions(row.id))
    return waits


def _own_versions(member: int) -> Any:
    """Current versions of drafts that are a member's own, as `approval.writers` says."""
    first, earlier = Version.alias(), Version.alias()
    introduced = earlier.select(fn.MIN(earlier.number)).where(
        (earlier.draft == Draft.id) & (earlier.text == Version.text)
    )
    wrote = first.select(first.id).where(
        (first.draft == Draft.id) & (first.number == introduced) & (first.author_member == member)
    )
    current = (Version.draft == Draft.id) & (Version.number == Draft.version)
    worded = (fn.TRIM(Version.text) != "") & fn.EXISTS(wrote)
    pictured = (fn.TRIM(Version.text) == "") & fn.EXISTS(_images_brought_by(member))
    return Version.select(Version.id).where(current & ((Version.author_member == member) | worded | pictured))


def _images_brought_by(member: int) -> Any:
    """Images of the current version that a member first gave the draft, blurred since or not."""
    shown, other = Attachment.alias(), Attachment.alias()
    first, earlier = Version.alias(), Version.alias()
    introduced = (
        earlier.select(fn.MIN(earlier.number))
        .join(other, on=(other.version == earlier.id))
        .where((earlier.draft == Draft.id) & (_as_it_came(other) == _as_it_came(shown)))
    )
    brought = first.select(first.id).where(
        (first.draft == Draft.id) & (first.number == introduced) & (first.author_member == member)
    )
    return shown.select(shown.id).where((shown.version == Version.id) & fn.EXISTS(brought))


def _as_it_came(image: Any) -> Any:
    return fn.COALESCE(fn.NULLIF(image.origin_sha256, ""), image.sha256)
