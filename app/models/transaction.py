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
_AHEAD: tuple[object, ...] = ()


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
    kept: dict[str, tuple[object, object]] = field(default_factory=dict)
    asked: dict[tuple[object, ...], object] = field(default_factory=dict)

    def rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query in SQL that all engines speak, with `?` for each value and no other `?`."""
        return self.engine.rows(self.database, query, values)

    def answer(self, query: str, *values: object) -> Answer:
        """The same, asked now and fetched when it is first looked at."""
        return self.ask((query, *values), lambda: Answer(self.rows(query, *values)))

    def ahead(self, ask: Callable[[], object]) -> None:
        """Have `ask` put its questions together, and keep their answers for whoever asks the same in here.

        For what is sure to be asked. As in `once`, a transaction that writes asks when it has to know.
        """
        if self.writes:
            return
        self.asked.clear()  # of another question, which is over
        self.asked[_AHEAD] = None
        try:
            with self.together():
                ask()
        finally:
            del self.asked[_AHEAD]

    def ask(self, question: tuple[object, ...], ask: Callable[[], T]) -> T:
        """What was asked `ahead` for that question, else what `ask` gives."""
        found = self.asked.get(question)
        if found is None:
            found = ask()
            if _AHEAD in self.asked:
                self.asked[question] = found
        return cast("T", found)

    def row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """The first row of such a query, None where there is none."""
        return next(self.rows(query, *values), None)

    def number_ahead(self, table: str) -> Callable[[], int | None]:
        """See `Engine.number_ahead`."""
        return self.engine.number_ahead(self.database, table)

    def stream(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Like `rows`, for a query that finds very many: never all of them in memory at once."""
        return self.engine.stream(self.database, query, values)

    def once(self, name: str, of: object, look_up: Callable[[], T]) -> T:
        """What `look_up` gives for `of`, kept by `name` until another one's is asked for.

        A look at the tables shows one state of them from its beginning to its end, so that the same question
        has the same answer. A transaction that writes asks each time.
        """
        if self.writes:
            return look_up()
        kept = self.kept.get(name)
        if kept is None or kept[0] != of:
            kept = self.kept[name] = (of, look_up())
        return cast("T", kept[1])

    def know(self, name: str, of: object, answer: object) -> None:
        """Have `once` give that answer, which came with another. A transaction that writes asks again."""
        if not self.writes:
            self.kept[name] = (of, answer)

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

    def overwriting(self) -> AbstractContextManager[None]:
        """What is deleted or replaced in here is overwritten where it lay, as far as the engine can."""
        return self.engine.overwriting(self.database)

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
