"""Queries and statements of every decision: each is built once, for all its values and connections.

To build a query and write it down as SQL takes peewee longer than the server takes to answer it, and so does
finding out which column of the answer belongs to which field.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, ClassVar, Generic, TypeVar

from peewee import Database

from app.models.transaction import current

Row = TypeVar("Row")


class Kept:
    """A query as it was built the first time, its SQL, and what peewee found of the answer's columns."""

    def __init__(self, query: Any, sql: str) -> None:
        self.query, self.sql = query, sql
        self.columns: dict[str, Any] = {}

    def rows(self, cursor: Any) -> list[Any]:
        found = cursor.fetchall()
        wrapper = self.query._get_cursor_wrapper(cursor)
        if not self.columns:
            before = set(vars(wrapper))
            wrapper.initialize()
            self.columns = {name: value for name, value in vars(wrapper).items() if name not in before}
        vars(wrapper).update(self.columns)
        return [wrapper.process_row(row) for row in found]


class Rows(Generic[Row]):
    """The rows that a query found. Of one sent together with others they are fetched when first looked at."""

    def __init__(self, kept: Kept, cursor: Any, *, together: bool) -> None:
        self._kept, self._cursor = kept, cursor
        self._rows: list[Row] | None = None if together else kept.rows(cursor)

    def __iter__(self) -> Iterator[Row]:
        if self._rows is None:
            self._rows = self._kept.rows(self._cursor)
        return iter(self._rows)

    def first(self) -> Row | None:
        """The first of them, None where there is none."""
        return next(iter(self), None)


def select(name: str, build: Callable[[], Any], *values: object) -> Rows[Any]:
    """Ask, in the transaction that is open here, the query that is kept under its name.

    `build` makes it, where it is not kept yet. `values` are all its parameters, in order, as the database
    takes them. Queries of one name may differ in these alone: what depends on how many there are has the
    number in its name. Raises `ValueError` where the values are not the parameters of what was built.
    """

    def ask() -> Rows[Any]:
        kept, cursor = _run(name, build, values)
        return Rows(kept, cursor, together=_database().pipelined is not None)

    return current().prefetched((name, *values), ask)


def execute(name: str, build: Callable[[], Any], *values: object) -> None:
    """Have the statement that is kept under its name write something, and be told nothing of it.

    As `select`.
    """
    _run(name, build, values)


def insert(row: Any) -> None:
    """Write a new row of a table, whose key is known already."""
    meta = row._meta
    fields = [field for field in meta.sorted_fields if field.name in row.__data__]
    execute(
        f"insert {meta.table_name}: {' '.join(field.name for field in fields)}",
        lambda: type(row).insert(row.__data__),
        *(field.db_value(row.__data__[field.name]) for field in fields),
    )
    row._dirty.clear()


def update(row: Any, names: Collection[str]) -> None:
    """Write these columns of a row that is there, and no other."""
    meta = row._meta
    fields = [field for field in meta.sorted_fields if field.name in names]
    execute(
        f"update {meta.table_name}: {' '.join(field.name for field in fields)}",
        lambda: type(row).update({field: row.__data__[field.name] for field in fields}).where(row._pk_expr()),
        *(field.db_value(row.__data__[field.name]) for field in fields),
        meta.primary_key.db_value(row._pk),
    )
    row._dirty.difference_update(names)


def _run(name: str, build: Callable[[], Any], values: tuple[object, ...]) -> tuple[Kept, Any]:
    database = _database()
    kept = database.kept.get(name)
    if kept is None:
        query = build()
        sql, parameters = database.get_sql_context().sql(query).query()
        if tuple(parameters) != values:
            raise ValueError(f"{name} is asked with {parameters}, and not with {values}")
        kept = database.kept[name] = Kept(query, sql)
    return kept, database.execute_sql(kept.sql, values)  # type: ignore[no-untyped-call]  # peewee is untyped


def _database() -> KeepsQueries:
    database = current().database
    assert isinstance(database, KeepsQueries)
    return database


class KeepsQueries(Database):
    """A connection to an engine, all of whose connections share what is kept."""

    pipelined: Any = None  # what sends statements together, while there is one
    kept: ClassVar[dict[str, Kept]]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.kept = {}  # each engine has SQL of its own
