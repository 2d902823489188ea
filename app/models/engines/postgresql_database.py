"""A connection to an office's server, by peewee, psycopg and libpq."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
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
    # The server's clock when the writer's turn came, and this computer's count of seconds then: so that
    # nobody who waits for the turn waits for another answer about the time.
    turn_began: Callable[[], tuple[datetime, float]] | None = None
    _committed: Any = None  # the answer to the last COMMIT
    _spoilt = False

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
            self._spoilt = True
            raise DatabaseError(problem) from problem
        except DatabaseError:
            self._spoilt = True
            raise

    @contextlib.contextmanager
    def whole(self, *, together: bool) -> Iterator[object]:
        """A transaction; `together`, its beginning goes with what comes first and its end with the last."""
        if self.transaction_depth():
            with self.atomic() as transaction:
                yield transaction
            return
        if together:
            self._fresh()
        self._committed = None
        try:
            with self.together() if together else contextlib.nullcontext(), self.atomic() as transaction:
                yield transaction
        finally:
            if self._spoilt:
                self._give_up()

    def prove_committed(self) -> None:
        """Raise `DatabaseError` where the server did not say that it has committed the last transaction.

        It says so without any error that it rolled back, of a transaction in which something had failed.
        """
        if self._committed is None or self._committed.statusmessage != "COMMIT":
            raise DatabaseError("the server did not say that it has committed")

    def commit(self) -> None:
        self._committed = self._run("COMMIT", None)

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
            try:
                self.pipelined.sync()
            except psycopg.Error:
                self._spoilt = True
        super().rollback()

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        if not self.migrating or "%s" in sql:  # peewee's own
            return self._run(sql, params)
        *before, last = translated(sql)
        for statement in before:
            self._run(statement, None)
        return self._run(last, params)

    def _run(self, sql: str, params: Any) -> Any:
        return super().execute_sql(sql, params)  # type: ignore[no-untyped-call]  # peewee is untyped

    def _fresh(self) -> None:
        """Connect anew where the server has ended the connection: a pipeline would notice late."""
        try:
            for _ in range(2):  # the server's last words, and that no more will come
                self._raw().pgconn.consume_input()
        except psycopg.Error:
            self._anew()

    def _give_up(self) -> None:
        """Close the connection after an error among what was sent together; the next act opens another.

        What was to be prepared behind the error never was, and psycopg would go on to name it. Refused with
        the commit, the transaction is open still, and holds what it locked.
        """
        self._spoilt = False
        with contextlib.suppress(psycopg.Error):
            self._raw().rollback()
        self.close()

    def _anew(self) -> None:
        self.close()
        self.connect()

    def _raw(self) -> psycopg.Connection[Any]:
        connection: psycopg.Connection[Any] = self.connection()  # type: ignore[no-untyped-call]  # peewee is untyped
        return connection
