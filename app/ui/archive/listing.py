"""Which approved posts the archive page lists: the same the export would take, narrowed by a search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts import archive, queue


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page's filters say. `account` is a handle, "" for all; `state` None for both."""

    since: date | None
    until: date | None
    account: str
    search: str
    state: State | None


@dataclass(frozen=True, slots=True)
class Listing:
    """Draft ids, the last approved first; and how many there are in each state, wanted or not."""

    ids: tuple[int, ...]
    counts: dict[State, int]


def listing(desk: Desk, wanted: Wanted) -> Listing:
    """Look up what is wanted. Some hundred milliseconds for 100,000 posts: not for the GUI thread."""
    approved = [draft for draft, _ in archive.approved(desk, wanted.since, wanted.until, wanted.account)]
    found: list[int] = []
    counts: dict[State, int] = {}
    for state in (State.APPROVED, State.PUBLISHED):
        in_state = set(queue.ids(desk, state, wanted.search)).intersection(approved)
        counts[state] = len(in_state)
        if wanted.state in (None, state):
            found += in_state
    kept = set(found)
    return Listing(tuple(draft for draft in reversed(approved) if draft in kept), counts)
