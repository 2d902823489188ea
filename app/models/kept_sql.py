"""Queries that are asked at every decision: the SQL of each is worked out once, for all its values.

To write a query down as SQL takes peewee longer than the server takes to answer it.
"""

from __future__ import annotations

from typing import Any, TypeVar

from peewee import Database

Query = TypeVar("Query")


def kept(query: Query, name: str, *values: object) -> Query:
    """The query, to be asked by the SQL that is kept under its name.

    `values` are all its parameters, in order, as the database takes them. Queries of one name may differ in
    these alone: what depends on how many there are has the number in its name.
    """
    vars(query)["kept_sql"] = (name, values)
    return query


class KeepsSql(Database):
    """A connection that keeps the SQL of `kept` queries."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._kept: dict[str, str] = {}
        super().__init__(*arguments, **options)

    def execute(self, query: Any, **options: Any) -> Any:
        """Run a query. Raises `ValueError` where the values of a kept one are not its parameters."""
        name, values = getattr(query, "kept_sql", ("", ()))
        if not name:
            return super().execute(query, **options)  # type: ignore[no-untyped-call]
        sql = self._kept.get(name)
        if sql is None:
            sql, parameters = self.get_sql_context(**options).sql(query).query()
            if tuple(parameters) != values:
                raise ValueError(f"{name} is asked with {parameters}, and not with {values}")
            self._kept[name] = sql
        return self.execute_sql(sql, values)  # type: ignore[no-untyped-call]
