"""A hand in the office's database from outside: SQL past the program, on whichever engine a desk has."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Protocol

import psycopg

from app.models.engines.postgresql import PostgresqlEngine
from app.models.engines.postgresql_dialect import with_places
from app.services.base.desk import Desk
from tests.helpers.postgresql import running_server


class Hand(Protocol):
    """A connection that says yes to everything; each statement has its values as `?`, and is done at once."""

    def execute(self, statement: str, values: tuple[Any, ...] = ()) -> Any: ...


@contextmanager
def by_hand(desk: Desk) -> Iterator[Hand]:
    """A connection of the database's owner, for whom neither keys nor triggers hold."""
    with desk.store.read() as transaction:
        engine = transaction.engine
    if not isinstance(engine, PostgresqlEngine):
        with closing(sqlite3.connect(desk.folder.database, isolation_level=None)) as connection:
            yield connection
        return
    with running_server() as server, server.connected(engine.address.database) as opened:
        opened.execute("SET session_replication_role = replica")
        yield _Postgresql(opened)


class _Postgresql:
    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def execute(self, statement: str, values: tuple[Any, ...] = ()) -> Any:
        return self._connection.execute(with_places(statement), values)  # type: ignore[arg-type]


def changed(desk: Desk, *statements: str) -> None:
    """Do each statement in the desk's database, and see that it did something."""
    with by_hand(desk) as hand:
        for statement in statements:
            assert hand.execute(statement).rowcount != 0, statement


def lose_image(desk: Desk, sha256: str) -> None:
    """Take an image out of everywhere it is kept."""
    (desk.folder.blobs / sha256[:2] / sha256).unlink()
    if desk.shares_office:
        with by_hand(desk) as hand:
            hand.execute("DELETE FROM kept_piece WHERE sha256 = ?", (sha256,))


def change_image(desk: Desk, sha256: str, other: bytes = b"other") -> None:
    """Put other bytes in the place of an image, everywhere it is kept."""
    kept = desk.folder.blobs / sha256[:2] / sha256
    kept.chmod(0o600)
    kept.write_bytes(other)
    if desk.shares_office:
        with by_hand(desk) as hand:
            hand.execute("UPDATE kept_piece SET data = ? WHERE sha256 = ?", (other, sha256))
