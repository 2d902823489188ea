"""Ties peewee to psycopg, whether or not peewee found it when it was imported (`app.models`)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import psycopg
from peewee import Database, DatabaseError, Psycopg3Adapter
from psycopg.pq import TransactionStatus
from psycopg.types.json import Json, Jsonb

# What it warns of is raised as well, and would stand in English on a command's standard error.
logging.getLogger("psycopg").addHandler(logging.NullHandler())


class Driver(Psycopg3Adapter):
    """What peewee's own adapter does, by names of this module instead of peewee's."""

    txn_idle = TransactionStatus.IDLE
    txn_inerror = TransactionStatus.INERROR
    txn_unknown = TransactionStatus.UNKNOWN

    def __init__(self) -> None:
        super().__init__()
        self.json_type, self.jsonb_type = Json, Jsonb

    def check_driver(self) -> None:
        """It is there."""

    def get_binary_type(self) -> Any:
        return psycopg.Binary

    def connect(self, db: Database, **params: Any) -> Any:
        return psycopg.connect(dbname=db.database, **params)


def copy_rows(database: Database, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows by a `COPY … FROM STDIN`. Raises peewee's `DatabaseError`."""
    cursor: psycopg.Cursor[Any] = database.cursor()
    try:
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as problem:
        raise DatabaseError(problem) from problem
