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
from app.services.record.end import Last, look_before_turn, prefetch_end, proven_end
from app.services.record.ledger import append, create

Judged = TypeVar("Judged")
Row = TypeVar("Row", bound=Table)
Since = tuple[tuple[str, int | None], ...]  # kind and draft of each event


class Turn(Generic[Judged]):
    """A turn to write about one draft. `judged` is what was found to hold in it."""

    def __init__(
        self,
        desk: Desk,
        last: Last,
        judged: Judged,
        by: int,
        draft_id: int,
        name: str | None,
        number: int | None,
    ) -> None:
        self.judged = judged
        self._desk, self._last, self._number = desk, last, number
        self._by, self._draft_id, self._name = by, draft_id, name

    def create(self, table: type[Row], **values: object) -> Row:
        """Insert the one new row of a recorded table that the turn was asked for. As `ledger.create`."""
        return create(table, id=self._number, **values)

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
    *,
    adds: type[Table] | None = None,
    prefetch: Callable[[], object] = lambda: None,
) -> Iterator[Turn[Judged]]:
    """A transaction that writes what `by` does to a draft, once `judge` has found that they may.

    `judge` reads, raises `Refusal`, and returns what is needed for writing. It is called again within the
    turn where something was recorded in between of this draft, or of no draft (the office, its members,
    accounts and rules, what citizens wrote); of other drafts, where `holds` says that it no longer holds. The
    block writes, and asks the tables for as little as it can: a server is waited for twice, for where the
    next event goes and for the end. `adds` is the table to which the block adds a row, `prefetch` asks for
    what `judge` is sure to look at. Raises `Refusal` like `judge` and `ledger.record`.
    """

    def everything() -> None:
        prefetch_end(by)
        prefetch()

    with desk.store.read(together=True) as look:
        look.prefetch(everything)
        earlier = look_before_turn(desk, by)
        judged = judge()
    with desk.store.write(together=True) as transaction:
        number = transaction.next_key(adds._meta.table_name) if adds is not None else lambda: None
        last = proven_end(desk, earlier)
        name: str | None = earlier.name
        if any(draft in (None, draft_id) for _, draft in last.since) or not holds(judged, last.since):
            judged, name = judge(), None
        yield Turn(desk, last, judged, by, draft_id, name, number())
