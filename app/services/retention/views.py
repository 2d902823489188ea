"""What the services of destruction hand out: frozen values."""

from __future__ import annotations

from datetime import date, datetime

from app.services.base.enums import DisposalReply, DisposalState, ItemState, RecordClass, State
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What a member says of a post on a list."""

    member_id: int
    member: str
    reply: DisposalReply
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemView:
    """A post on a list. `text` is "" once it is destroyed; `digest` stays.

    `due` is the day its years ended on. `archived`: an archive made since its last act holds it.
    """

    id: int
    draft_id: int
    state: ItemState
    post_state: State
    text: str
    account: str
    platform: str
    digest: str
    record_class: RecordClass
    last_at: datetime
    due: date
    answers: tuple[AnswerView, ...]
    archived: bool
    thumbnail: str
    images: tuple[str, ...]
    done_at: datetime | None

    def answer_of(self, member: int) -> AnswerView | None:
        """What that member said, None for nothing."""
        return next((one for one in self.answers if one.member_id == member), None)


@dataclass(frozen=True, slots=True)
class ListView:
    """A January's list. `needed` is how many members have to say "destroy"; one in an office of one.

    `letter` is the id of the order's letter. `alone`: one member answered, ordered and carried out.
    """

    id: int
    year: int
    state: DisposalState
    member: str
    at: datetime
    memo: str
    letter: int | None
    ordered_by: str
    ordered_at: datetime | None
    carried_by: str
    carried_at: datetime | None
    done_at: datetime | None
    items: tuple[ItemView, ...]
    needed: int
    alone: bool

    def count(self, *states: ItemState) -> int:
        """How many of its posts stand so."""
        return sum(item.state in states for item in self.items)


@dataclass(frozen=True, slots=True)
class Preview:
    """What carrying an order out would do. `held_back` are posts that may not be destroyed any more.

    `images` are files that go, `bytes` their size; `copies` are earlier ones of the whole database, which go
    too; `not_archived` the drafts that no archive holds; `former` where the office was before it moved, which
    no order reaches.
    """

    posts: int
    held_back: int
    images: int
    bytes: int
    copies: int
    not_archived: tuple[int, ...]
    former: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisposalReport:
    """What carrying an order out came to. `copies` are earlier ones of the whole database that went too."""

    list_id: int
    destroyed: int
    held_back: int
    images: int
    copies: int
    stopped: bool
