"""Hears at once what other desks record: a connection of its own on which the server tells of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import psycopg

from app.errors import MissingEnvironment

CHANNEL = "anumodon"


class PostgresqlListener:
    """Listens until it is closed. Raises `MissingEnvironment` "database.unreachable" without the server."""

    def __init__(self, connect: Callable[[], psycopg.Connection[Any]], name: str) -> None:
        """`connect` opens a connection whose statements are done at once; `name` is the office's address."""
        self._name = name
        self.key = secrets.randbits(62)
        try:
            self._connection = connect()
            self._connection.execute("SELECT pg_advisory_lock(%s)", (self.key,))
            self._connection.execute(f"LISTEN {CHANNEL}")
        except psycopg.Error as problem:
            raise MissingEnvironment("database.unreachable", address=name) from problem

    def fileno(self) -> int:
        """What becomes readable when there is something to take. Raises like `take`."""
        try:
            return self._connection.fileno()
        except psycopg.Error as problem:
            raise MissingEnvironment("database.unreachable", address=self._name) from problem

    def take(self) -> list[str]:
        """What was announced since the last call, in order. Waits for nothing."""
        try:
            pgconn = self._connection.pgconn
            pgconn.consume_input()
            found = []
            while (notice := pgconn.notifies()) is not None:
                found.append(notice.extra.decode("utf-8", "replace"))
            return found
        except psycopg.Error as problem:
            raise MissingEnvironment("database.unreachable", address=self._name) from problem

    def close(self) -> None:
        self._connection.close()
