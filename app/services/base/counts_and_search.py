"""What is kept beside recorded rows so that nobody reads all of them: counts, and words to find them by.

The record's own functions (`services.record.ledger`) tell of every row that they write. None of it is part of
the record, and all of it can be made again from it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from peewee import EXCLUDED, fn

from app.models.kept_sql import execute
from app.models.search import Searched, remember, remember_new
from app.models.tables import Draft, DraftCount, Letter, Response, ResponseCount, Table
from app.services.base.enums import ResponseState, State
from app.work import Work

T = TypeVar("T", Letter, Response)
Place = tuple[object, ...]  # what a row is counted under; empty for one that is not counted
_AT_ONCE = 2_000  # rows made findable together
_WORDS_OF_RESPONSE = frozenset({"text", "author", "tracking", "answer_text"})


def draft_counts() -> dict[State, int]:
    """The number of drafts in every state. Call inside a transaction."""
    kept = {row.state: row.n for row in DraftCount.select()}
    return {state: int(kept.get(state.value, 0)) for state in State}


def response_counts(account_id: int | None = None) -> dict[ResponseState, int]:
    """The number of responses in every state, to one account or to all. Call inside a transaction."""
    found = dict.fromkeys(ResponseState, 0)
    for row in ResponseCount.select():
        if account_id in (None, row.account):
            found[ResponseState(row.state)] += row.n
    return found


def place_of(row: Table) -> Place:
    """Where a row is counted, as it is now."""
    if isinstance(row, Draft):
        return (str(row.state),)
    if isinstance(row, Response):
        return (int(row.account_id), str(row.state))
    return ()


def keep_beside(row: Table, before: Place, written: Collection[str]) -> None:
    """Count a row that is saved where it is now, and make it findable by its words.

    `before` is where it was counted, empty for a new one; `written` are the columns that were. Call in the
    transaction that writes it. It asks for nothing back, so that it goes together with what follows.
    """
    now = place_of(row)
    if now != before:
        _count(row, [(place, by) for place, by in ((before, -1), (now, 1)) if place])
    if isinstance(row, Letter):
        remember(Searched.LETTER, row.id, *_words_of_letter(row))
    elif isinstance(row, Response) and not _WORDS_OF_RESPONSE.isdisjoint(written):
        remember(Searched.RESPONSE, row.id, *_words_of_response(row))


def make_findable_again(work: Work) -> None:
    """Have the search, which is empty, find every letter and response.

    Call in a transaction that writes. Raises `Cancelled`.
    """
    _find_all(Searched.LETTER, Letter, _words_of_letter, work.part(0, 30))
    _find_all(Searched.RESPONSE, Response, _words_of_response, work.part(30, 100))


def _find_all(of: Searched, table: type[T], words: Callable[[T], tuple[str, ...]], work: Work) -> None:
    newest, last = table.select(fn.MAX(table.id)).scalar() or 0, 0
    while rows := list(table.select().where(table.id > last).order_by(table.id).limit(_AT_ONCE)):
        remember_new(of, [(row.id, words(row)) for row in rows])
        last = rows[-1].id
        work.step(last, newest)


def _count(row: Table, steps: Iterable[tuple[Place, int]]) -> None:
    if isinstance(row, Draft):
        of = [{"state": state, "n": by} for (state,), by in steps]

        def build() -> Any:
            more = {DraftCount.n: DraftCount.n + EXCLUDED.n}
            return DraftCount.insert_many(of).on_conflict(conflict_target=[DraftCount.state], update=more)

        execute(f"draft counts: {len(of)}", build, *(value for one in of for value in one.values()))
        return
    found = [{"account": account, "state": state, "n": by} for (account, state), by in steps]
    key = (ResponseCount.account, ResponseCount.state)
    more = {ResponseCount.n: ResponseCount.n + EXCLUDED.n}
    responses = ResponseCount.insert_many(found).on_conflict(conflict_target=key, update=more)
    responses.returning().execute()


def _words_of_letter(row: Letter) -> tuple[str, ...]:
    return (row.memo, row.subject, row.reference, row.signer, *row.body, *row.recipient, *row.copies)


def _words_of_response(row: Response) -> tuple[str, ...]:
    return (row.text, row.author, row.tracking, row.answer_text)
