"""A connection to an office's server, by peewee, psycopg and libpq."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from peewee import DatabaseError, InterfaceError, OperationalError, PostgresqlDatabase

from app.models.engines.postgresql_dialect import translated
from app.models.engines.postgresql_driver import Driver
from app.models.kept_sql import KeepsQueries


class OfficeDatabase(KeepsQueries, PostgresqlDatabase):
    """peewee's database, which connects again by itself, and takes the migrations' SQL while `migrating`.

    It can send statements together: nobody waits for an answer that nobody looks at yet.
    """

    psycopg2_adapter = psycopg3_adapter = Driver
    migrating = False
    pipelined: psycopg.Pipeline | None = None

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Send what is done in here together. What fails is raised by the end of the block at the latest."""
        if self.pipelined is not None:
            yield
            return
        try:
            with self._raw().pipeline() as pipeline:
                self.pipelined = pipeline
                try:
                    yield
                finally:
                    self.pipelined = None
        except psycopg.Error as problem:
            raise DatabaseError(problem) from problem

    @contextlib.contextmanager
    def whole(self, *, together: bool) -> Iterator[object]:
        """A transaction; `together`, its beginning goes with what comes first and its end with the last."""
        if not together or self.transaction_depth():
            with self.atomic() as transaction:
                yield transaction
            return
        self._fresh()
        try:
            with self.together(), self.atomic() as transaction:
                yield transaction
        except DatabaseError:
            # Refused with the commit, the transaction is open still, and holds what it locked.
            connection = self._raw()
            try:
                connection.rollback()
            except psycopg.Error:  # broken, or broken off in the middle of an answer: the next begins anew
                connection.close()
            raise

    def begin(self, isolation_level: Any = None) -> None:
        """Begin a transaction, by a new connection where the old one broke since it was used."""
        try:
            super().begin(isolation_level)
        except (OperationalError, InterfaceError):
            if self.pipelined is not None:
                raise
            self._anew()
            super().begin(isolation_level)

    def rollback(self) -> None:
        """Roll back. Behind an error the server does nothing of what is sent together until it is told to."""
        if self.pipelined is not None:
            with contextlib.suppress(psycopg.Error):
                self.pipelined.sync()
        super().rollback()

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        if not self.migrating or "%s" in sql:  # peewee's own
            return self._run(sql, params)
        *before, last = translated(sql)
        for statement in before:
            self._run(statement, None)
        return self._run(last, params)

    def _run(self, sql: str, params: Any) -> Any:
        return super().execute_sql(sql, params)  # type: ignore[no-untyped-call]

    def _fresh(self) -> None:
        """Connect anew where the server has ended the connection: a pipeline would notice late."""
        try:
            for _ in range(2):  # the server's last words, and that no more will come
                self._raw().pgconn.consume_input()
        except psycopg.Error:
            self._anew()

    def _anew(self) -> None:
        self.close()
        self.connect()

    def _raw(self) -> psycopg.Connection[Any]:
        connection: psycopg.Connection[Any] = self.connection()  # type: ignore[no-untyped-call]
        return connection
