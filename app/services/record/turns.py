"""Changes that are judged before their turn to be written comes.

Whoever writes to an office keeps all its desks waiting. What a decision rests on is therefore read, proven
and judged before, by a look at the tables that waits for nobody; in the turn it is asked once what was
recorded since, and judged again only where that may have changed the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from app.models.tables import Table
from app.services.base.desk import Desk
from app.services.record.end import Last, look_ahead, proven_end
from app.services.record.ledger import append

Judged = TypeVar("Judged")
Since = tuple[tuple[str, int | None], ...]  # kind and draft of each event


class Turn(Generic[Judged]):
    """A turn to write about one draft. `judged` is what was found to hold in it."""

    def __init__(
        self, desk: Desk, last: Last, judged: Judged, by: int, draft_id: int, name: str | None
    ) -> None:
        self.judged = judged
        self._desk, self._last = desk, last
        self._by, self._draft_id, self._name = by, draft_id, name

    def record(self, kind: str, *rows: Table, facts: dict[str, object] | None = None) -> None:
        """Append the turn's one event about rows that are saved already. As `ledger.record`."""
        append(
            self._desk,
            self._last,
            kind,
            *rows,
            by=self._by,
            draft=self._draft_id,
            facts=facts,
            name=self._name,
        )


@contextmanager
def in_turn(
    desk: Desk,
    draft_id: int,
    by: int,
    judge: Callable[[], Judged],
    holds: Callable[[Judged, Since], bool] = lambda _judged, _since: True,
) -> Iterator[Turn[Judged]]:
    """A transaction that writes what `by` does to a draft, once `judge` has found that they may.

    `judge` reads, raises `Refusal`, and returns what is needed for writing. It is called again within the
    turn where something was recorded in between of this draft, or of no draft (the office, its members,
    accounts and rules, what citizens wrote); of other drafts, where `holds` says that it no longer holds. The
    block writes, and asks the tables for as little as it can. Raises `Refusal` like `judge` and
    `ledger.record`.
    """
    with desk.store.read():
        ahead = look_ahead(desk, by)
        judged = judge()
    with desk.store.write() as transaction:
        last = proven_end(desk, ahead)
        name: str | None = ahead.name
        if any(draft in (None, draft_id) for _, draft in last.since) or not holds(judged, last.since):
            judged, name = judge(), None
        with transaction.together():
            yield Turn(desk, last, judged, by, draft_id, name)
