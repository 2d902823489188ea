"""Transactions on PostgreSQL: many at once, sent together, broken off, refused, and seen by one another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import pytest
from peewee import DatabaseError
from psycopg import sql

from app.errors import MissingEnvironment
from app.models.engines.address import OfficeAddress
from app.models.engines.postgresql import WRITER_LOCK
from app.models.kept_sql import execute
from app.models.opening_office import open_office_store
from app.models.store import Store
from app.models.tables import DeskSetting, Draft, Member
from app.models.transaction import Transaction
from tests.helpers.postgresql import Server
from tests.services.refusals import refused

pytestmark = pytest.mark.postgresql
_AT_REST = 3  # one that writes and two that read


def test_many_reads_at_once_leave_few_connections_open(
    server: Server, address: OfficeAddress, store: Store
) -> None:
    together = threading.Barrier(6)

    def read() -> None:
        with store.read():
            Member.select().count()
            together.wait(30)

    readers = [threading.Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    sessions = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND application_name = 'anumodon'"
    ends = time.monotonic() + 30
    with server.connected("postgres") as connection:
        while (left := connection.execute(sessions, [address.database]).fetchall()[0][0]) > _AT_REST:
            assert time.monotonic() < ends, f"{left} connections stay"  # the server ends them in its own time


def test_a_broken_connection_is_one_sentence_and_the_next_transaction_goes_on(
    server: Server, store: Store, address: OfficeAddress
) -> None:
    with store.write():
        DeskSetting.create(key="before", value="")
    end = sql.SQL("SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity WHERE datname = {}")
    with pytest.raises(MissingEnvironment) as caught, store.write():
        DeskSetting.create(key="lost", value="")
        server.run(end.format(address.database))
        DeskSetting.create(key="lost too", value="")
    assert caught.value.key == "database.unreachable"
    server.run(end.format(address.database))
    with store.write():
        DeskSetting.create(key="after", value="")
    with store.read():
        assert {row.key for row in DeskSetting.select()} == {"before", "after"}


def test_what_is_sent_together_and_refused_leaves_nothing_and_keeps_nobody_waiting(
    server: Server, address: OfficeAddress, store: Store
) -> None:
    """The refusal comes with the commit, when nothing is rolled back by itself."""
    row = {"key": "once", "value": "first"}
    with store.write(together=True):
        DeskSetting.insert(row).returning().execute()
    for waits in (False, True):  # for an answer before the end, or for none
        with pytest.raises(DatabaseError), store.write(together=True) as transaction:
            Draft.update(state="lost").execute()
            execute("insert a setting", lambda: DeskSetting.insert(row), *row.values())
            if waits:
                transaction.row("SELECT 1")
        other = open_office_store(address, server.password)
        with other.write() as transaction:
            transaction.database.execute_sql("SET LOCAL lock_timeout = '1s'")
            assert transaction.row("SELECT COUNT(*) FROM desk_setting") == (1,)
        other.close()
        with store.write(together=True) as transaction:
            assert transaction.row("SELECT value FROM desk_setting") == ("first",)


def test_what_is_sent_together_goes_on_by_a_new_connection(
    server: Server, address: OfficeAddress, store: Store
) -> None:
    with store.read(together=True) as transaction:
        assert transaction.row("SELECT 1") == (1,)
    end = sql.SQL("SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity WHERE datname = {}")
    server.run(end.format(address.database))
    with store.write(together=True):
        DeskSetting.insert({"key": "after", "value": "1"}).returning().execute()
    with store.read(together=True) as transaction:
        assert transaction.row("SELECT value FROM desk_setting") == ("1",)

    def cut_off() -> None:
        with store.write(together=True) as transaction:
            transaction.row("SELECT 1")
            server.run(end.format(address.database))
            DeskSetting.insert({"key": "lost", "value": "1"}).returning().execute()

    assert refused(cut_off) == "database.unreachable"
    with store.write(together=True) as transaction:
        assert transaction.row("SELECT COUNT(*) FROM desk_setting") == (1,)


def test_what_was_to_be_prepared_behind_an_error_is_asked_anew(store: Store) -> None:
    """A query is prepared when it is asked for the sixth time; one refused before it leaves it unprepared."""
    question = "SELECT COUNT(*) FROM draft WHERE id > ?"

    def ask(what: Callable[[Transaction], object]) -> int:
        with store.write(together=True) as transaction:
            what(transaction)
            return int(next(transaction.rows(question, 0))[0])

    with pytest.raises(ZeroDivisionError):  # psycopg forgets what it prepared at the first rolling back only
        ask(lambda _: 1 / 0)
    for times in range(12):
        if times % 6 == 5:
            with pytest.raises(DatabaseError):
                ask(lambda transaction: transaction.database.execute_sql("SELECT 1 / 0"))
        else:
            assert ask(lambda _: None) == 0


def test_what_the_server_did_not_commit_is_not_acknowledged(store: Store) -> None:
    """Of a transaction in which something failed it says without an error that it was rolled back."""
    for together in (False, True):
        with pytest.raises(DatabaseError), store.write(together=together):
            DeskSetting.create(key="lost", value="")
            with suppress(DatabaseError):
                DeskSetting.create(key="lost", value="")
    with store.write():
        assert not DeskSetting.select().exists()


def test_others_read_the_clock_while_a_turn_is_waited_for(
    server: Server, address: OfficeAddress, store: Store
) -> None:
    asked, go = threading.Event(), threading.Event()
    done: list[datetime] = []

    def wait_for_the_turn() -> None:
        with store.write(together=True) as transaction:
            asked.set()
            assert go.wait(60)
            done.append(transaction.clock())

    waiting = threading.Thread(target=wait_for_the_turn)
    try:
        with server.connected(address.database) as other:
            other.execute("SELECT pg_advisory_lock(%s)", (WRITER_LOCK,))
            waiting.start()
            assert asked.wait(60)
            with store.read() as look:
                seen = look.clock()
    finally:
        go.set()
        waiting.join()
    assert [seen <= one for one in done] == [True]


def test_a_turn_sees_what_came_before_it_whatever_the_servers_default(
    server: Server, address: OfficeAddress
) -> None:
    default = "ALTER DATABASE {} SET default_transaction_isolation = 'repeatable read'"
    server.run(sql.SQL(default).format(sql.Identifier(address.database)))
    opened = open_office_store(address, server.password)
    with opened.write() as transaction:
        assert transaction.row("SHOW transaction_isolation") == ("read committed",)
    opened.close()
