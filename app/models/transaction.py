"""The transaction a thread is in, and the stand-in database through which every table finds it.

A table belongs to no database: its queries go to the transaction that is open in the thread (or task) that
runs them, which `Store.read` and `Store.write` open. So two stores in one process each keep their own rows, a
row that is asked for its neighbours (a foreign key) stays in its store, and a query outside a transaction is
an error of ours that cannot be overlooked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

from peewee import Database, DatabaseProxy

from app.values import dataclass, field

if TYPE_CHECKING:
    from app.models.engines.base import Engine
    from app.models.store import Store


T = TypeVar("T")
_PREFETCHING: tuple[object, ...] = ()


class NoTransaction(RuntimeError):
    """A query, or a write, where no transaction that allows it is open: a bug of ours."""


class Answer:
    """The rows of a query, fetched when they are first looked at."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._coming = rows
        self._rows: list[tuple[Any, ...]] | None = None

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        if self._rows is None:
            self._rows = list(self._coming)
        return iter(self._rows)


@dataclass(frozen=True, slots=True)
class Transaction:
    """A transaction of one store. `database` is the connection it runs on, `writes` whether it may write."""

    store: Store
    engine: Engine
    database: Database
    writes: bool
    after: dict[str, Callable[[], None]] = field(default_factory=dict)
    cached_values: dict[str, tuple[object, object]] = field(default_factory=dict)
    answers: dict[tuple[object, ...], object] = field(default_factory=dict)

    def rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query in SQL that all engines speak, with `?` for each value and no other `?`."""
        return self.engine.rows(self.database, query, values)

    def answer(self, query: str, *values: object) -> Answer:
        """The same, asked now and fetched when it is first looked at."""
        return self.prefetched((query, *values), lambda: Answer(self.rows(query, *values)))

    def prefetch(self, ask: Callable[[], object]) -> None:
        """Send the questions of `ask` together, and keep their answers for whoever asks the same in here.

        For what is sure to be asked. In a transaction that writes nothing is done, as with `cached`.
        """
        if self.writes:
            return
        self.answers.clear()  # of what was prefetched before, and is over
        self.answers[_PREFETCHING] = None
        try:
            with self.together():
                ask()
        finally:
            del self.answers[_PREFETCHING]

    def prefetched(self, question: tuple[object, ...], ask: Callable[[], T]) -> T:
        """What `prefetch` has for that question, else what `ask` gives."""
        found = self.answers.get(question)
        if found is None:
            found = ask()
            if _PREFETCHING in self.answers:
                self.answers[question] = found
        return cast("T", found)

    def row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """The first row of such a query, None where there is none."""
        return next(self.rows(query, *values), None)

    def next_key(self, table: str) -> Callable[[], int | None]:
        """See `Engine.next_key`."""
        return self.engine.next_key(self.database, table)

    def stream(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Like `rows`, for a query that finds very many: never all of them in memory at once."""
        return self.engine.stream(self.database, query, values)

    def cached(self, name: str, of: object, look_up: Callable[[], T]) -> T:
        """What `look_up` gives for `of`, kept under `name` until that of another is asked for.

        A transaction that only reads shows one state of the tables from its beginning to its end, so that the
        same question has the same answer. One that writes asks each time.
        """
        if self.writes:
            return look_up()
        kept = self.cached_values.get(name)
        if kept is None or kept[0] != of:
            kept = self.cached_values[name] = (of, look_up())
        return cast("T", kept[1])

    def cache(self, name: str, of: object, value: object) -> None:
        """Have `cached` give this value, which came with another. A transaction that writes asks again."""
        if not self.writes:
            self.cached_values[name] = (of, value)

    def clock(self) -> datetime:
        """The time by the clock that all desks of the office go by, UTC."""
        return self.engine.clock(self.database)

    def listeners(self) -> frozenset[int]:
        """The keys of the listeners whose connections live, at every desk of the office."""
        return self.engine.listeners(self.database)

    def together(self) -> AbstractContextManager[object]:
        """Statements in here that are asked for no result may be sent together. See `Engine.together`."""
        return self.engine.together(self.database)

    def leniently(self) -> AbstractContextManager[None]:
        """Read texts that are no text with a sign in place of what is broken: to look for damage."""
        return self.engine.leniently(self.database)

    def allow_idle(self) -> None:
        """Stay open however long no query is made in here, as while files are copied."""
        self.engine.allow_idle(self.database)

    def after_commit(self, name: str, act: Callable[[], None]) -> None:
        """Have `act` done once all of this is on the disk; of those with one name, the last."""
        self.after[name] = act


OPEN: ContextVar[Transaction | None] = ContextVar("open transaction", default=None)


def current() -> Transaction:
    """The transaction open here. Raises `NoTransaction` where there is none."""
    found = OPEN.get()
    if found is None:
        raise NoTransaction("a query outside a transaction: open one with Store.read() or Store.write()")
    return found


def writing(store: Store) -> Transaction:
    """The open transaction, if it writes to `store`. Raises `NoTransaction` otherwise."""
    found = current()
    if found.store is not store or not found.writes:
        raise NoTransaction("a write to the record outside a transaction of its own store")
    return found


class CurrentDatabase(DatabaseProxy):
    """The database of the transaction that is open here, for peewee's tables."""

    def __getattr__(self, name: str) -> Any:
        return getattr(current().database, name)

    @property
    def obj(self) -> Database | None:
        """peewee looks here for what depends on the engine while it defines a table: nothing does."""
        return None

    @obj.setter
    def obj(self, value: None) -> None:
        """peewee's way to set one database for all: not here."""
