"""PostgreSQL as an engine: its schema, its transactions, its search, and what its errors mean."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from peewee import Database, DatabaseError
from psycopg import sql

from app.errors import MissingEnvironment, Refusal
from app.models import opening_office, search, tables
from app.models.engines import postgresql_search
from app.models.engines.address import OfficeAddress
from app.models.engines.postgresql import WRITER_LOCK
from app.models.engines.postgresql_database import OfficeDatabase
from app.models.engines.postgresql_rights import ADDED_TO
from app.models.kept_sql import execute
from app.models.layout import changed_parts
from app.models.migrations import MIGRATIONS, Migration
from app.models.opening import open_store
from app.models.opening_office import open_office_store
from app.models.store import Store
from app.models.tables import DeskSetting, Draft, Member
from app.models.transaction import Transaction
from tests.helpers.postgresql import DESK, OWNER, Server, running_server

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture
def address(server: Server) -> Iterator[OfficeAddress]:
    made = server.new_office()
    yield made
    server.drop(made)


@pytest.fixture
def store(server: Server, address: OfficeAddress) -> Iterator[Store]:
    opened = open_office_store(address, server.password)
    yield opened
    opened.close()


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.key


COLUMNS = (
    "SELECT table_name, column_name, is_nullable, data_type, collation_name FROM information_schema.columns"
    " WHERE table_schema = 'public' AND table_name NOT LIKE '%%_search'"
)
KINDS = {"integer": "bigint", "smallint": "bigint", "real": "double precision"}


def test_migrated_columns_are_what_the_models_say(server: Server, store: Store) -> None:
    """A truth value that a migration writes as a number, as SQLite has it, is one of its own kind here."""
    with store.read() as transaction:
        found = {row[:4] for row in transaction.database.execute_sql(COLUMNS)}
        texts = {row[4] for row in transaction.database.execute_sql(COLUMNS) if row[3] == "text"}
    server.run("CREATE DATABASE modelled")
    modelled = OfficeDatabase(
        "modelled", host="127.0.0.1", port=server.port, user="postgres", password=server.password
    )
    with modelled.bind_ctx(tables.TABLES):
        modelled.create_tables(tables.TABLES)
        wanted = {(*row[:3], KINDS.get(row[3], row[3])) for row in modelled.execute_sql(COLUMNS)}
    modelled.close()
    server.run("DROP DATABASE modelled")
    assert found == wanted
    assert texts == {"C"}, "texts are ordered as in SQLite"


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


def test_its_layout_is_known_and_a_stranger_in_it_is_named(server: Server, store: Store) -> None:
    with store.read():
        pass
    for strange in (
        "CREATE VIEW own AS SELECT * FROM member",
        "CREATE TABLE another (id BIGINT)",
        "CREATE RULE ours AS ON DELETE TO decision DO INSTEAD NOTHING",
        "DROP INDEX office_key_fingerprint",
        "ALTER TABLE holiday RENAME COLUMN name_en TO other",
    ):
        with store.read() as transaction:
            before = changed_parts(transaction)
            name = transaction.engine.name
        server.run(strange, database=OfficeAddress.read(name).database)
        with store.read() as transaction:
            assert len(changed_parts(transaction)) == len(before) + 1, strange


def test_keys_number_themselves_and_a_failed_write_leaves_nothing(store: Store) -> None:
    with store.write():
        first = Member.create(name="Rahima", role="moderator", active=True, joined_at="", left_at="")
    with pytest.raises(ZeroDivisionError), store.write():
        Member.create(name="Karim", role="moderator", active=False, joined_at="", left_at="")
        _ = 1 / 0
    with store.read():
        assert [(row.id, row.name, row.active) for row in Member.select()] == [(first.id, "Rahima", True)]


def test_texts_are_ordered_and_compared_as_in_sqlite(store: Store, tmp_path: Path) -> None:
    names = ["ক", "খ", "Z", "a", "\u09dc", "\u09a1\u09bc", "á", "2", "10", " x", "A b", "Ab"]
    with open_closed(tmp_path) as other:
        orders = []
        for each in (store, other):
            with each.write():
                for name in names:
                    DeskSetting.create(key=name, value="")
                orders.append([row.key for row in DeskSetting.select().order_by(DeskSetting.key)])
    assert orders[0] == orders[1]


class open_closed:  # noqa: N801 -- used as a context manager only
    """A SQLite store in a folder, closed afterwards."""

    def __init__(self, folder: Path) -> None:
        self.store = open_store(folder / "other.db", folder)

    def __enter__(self) -> Store:
        return self.store

    def __exit__(self, *_: object) -> None:
        self.store.close()


TEXTS = (
    "ভূমি উন্নয়ন কর মেলা ২০২৬",
    "ভূমিকম্প হলে কী করবেন",
    "Land Fair: ভূমি-মেলা, ১০টা",
    "বিদ্যাল\u09af\u09bcের মাঠে",
    "It's a quote 'ভূমি' & | ! ( ) : * \\ <->",
    "x" * 5000 + " শেষ",
    "",
)
WANTED = ("ভূমি", "ভূ মে", "fair land", "LAND", "বিদ্যালয়", "quote ' ভূমি", "শেষ", "xxxx", "নেই", "২০২৬", "10")


def test_the_search_finds_what_the_other_engine_finds(store: Store, tmp_path: Path) -> None:
    with open_closed(tmp_path) as other:
        found = []
        for each in (store, other):
            with each.write():
                for text in TEXTS:
                    empty = {"version": 1, "important": False, "created_at": "", "updated_at": ""}
                    made = Draft.create(state="pending", **empty)
                    search.remember(search.Searched.DRAFT, made.id, text)
                for query in WANTED:
                    condition = search.matching(search.Searched.DRAFT, Draft.id, query)
                    assert condition is not None
                    found.append(
                        (query, [row.id for row in Draft.select().where(condition).order_by(Draft.id)])
                    )
    half = len(found) // 2
    assert found[:half] == found[half:]
    assert any(ids for _, ids in found)


def test_the_beginning_of_a_common_word_is_walked_to_from_the_newest_on(
    server: Server, store: Store, address: OfficeAddress
) -> None:
    """As the server takes a beginning to stand in 2 % of the rows, it read and sorted all of them."""
    with store.write():
        search.remember_new(search.Searched.DRAFT, ((id_, ("উপজেলা",)) for id_ in range(1, 20_001)))
    with server.connected(address.database) as connection:
        connection.execute("ANALYZE draft_search")
        walked = postgresql_search._WALKED.format(of="draft")
        plan = str(connection.execute(f"EXPLAIN {walked}", ("'উপজ':*", 0, 2_000)).fetchall())  # type: ignore[arg-type]
    assert "Index Scan Backward" in plan
    assert "Sort" not in plan


def test_what_nearly_only_the_newest_have_is_found_without_walking_to_the_oldest(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    rare = {*range(1, 11), *range(19_801, 20_001)}
    with store.write() as writing:
        words = ((id_, ("২৯৯৯" if id_ in rare else "নোটিশ",)) for id_ in range(1, 20_001))
        search.remember_new(search.Searched.DRAFT, words)
        with caplog.at_level(logging.DEBUG, "peewee"):
            found = postgresql_search._newest(writing.database, "draft", "'২৯৯৯':*", 500)
    assert found == sorted(rare, reverse=True)
    walked = [record.getMessage() for record in caplog.records if 'COALESCE("words"' in record.getMessage()]
    assert [int(re.findall(r", (\d+), 500", asked)[0]) for asked in walked] == [10_000], "half of the rows"


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
    end = sql.SQL("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = {}")
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


def test_many_rows_are_read_one_after_the_other(store: Store) -> None:
    query = "SELECT i, 'row?'::text FROM generate_series(1, 5000) AS i WHERE i % 2 = 0".replace("?", "")
    with store.read() as transaction:
        rows = transaction.stream(query)
        assert next(rows) == (2, "row")
        assert sum(1 for _ in rows) == 2499
        assert transaction.row("SELECT i FROM generate_series(1, 9) AS i WHERE i > ?", 7) == (8,)


def add_colour(database: Database) -> None:
    database.execute_sql("""CREATE TABLE "colour" ("id" INTEGER NOT NULL PRIMARY KEY, "name" TEXT)""")


def test_only_the_owner_brings_it_up_to_date_and_an_older_program_stays_away(
    server: Server, address: OfficeAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = OfficeAddress("desk_one", address.host, address.port, address.database)
    server.run(sql.SQL("CREATE ROLE desk_one LOGIN PASSWORD {}").format(server.password))
    server.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO desk_one", database=address.database)
    open_office_store(desk, server.password).close()
    monkeypatch.setattr(opening_office, "MIGRATIONS", (*MIGRATIONS, Migration("colour", add_colour)))
    assert refused(lambda: open_office_store(desk, server.password)) == "database.older"
    owner = server.address(address.database, OWNER)
    open_office_store(owner, server.password).close()
    open_office_store(desk, server.password).close()
    monkeypatch.undo()
    assert refused(lambda: open_office_store(desk, server.password)) == "database.newer"
    server.run("DROP OWNED BY desk_one", database=address.database)
    server.run("DROP ROLE desk_one")


def test_why_it_is_not_reached_is_said(server: Server, address: OfficeAddress) -> None:
    """Each failure has a sentence of its own."""

    def tried(password: str = server.password, **other: object) -> str:
        parts = {"user": DESK, "host": "127.0.0.1", "port": server.port, "database": address.database}
        return refused(lambda: open_office_store(OfficeAddress(**{**parts, **other}), password))  # type: ignore[arg-type]

    assert tried(password="wrong") == "office_address.wrong_password"
    assert tried(user="nobody_here") == "office_address.wrong_password"
    assert tried(port=1) == "office_address.unreachable"
    assert tried(host="no-such-host.invalid") == "office_address.unreachable"
    assert tried(database="elsewhere") == "office_address.no_such_office"
    assert tried(strict=True) == "office_address.no_tls"
    assert tried(host="::ffff:127.0.0.1") in {"office_address.no_tls", "office_address.unreachable"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("postgresql://desk:secret@host/office", "office_address.password_inside"),
        ("postgresql://desk@host/office?sslmode=disable", "office_address.unsafe"),
        ("postgresql://desk@host/office?sslmode=require", "office_address.unsafe"),
        ("postgresql://desk@host/office?options=-cfsync%3Doff", "office_address.unreadable"),
        ("postgresql://host/office", "office_address.unreadable"),
        ("postgresql://desk@host", "office_address.unreadable"),
        ("postgresql://desk@host:port/office", "office_address.unreadable"),
        ("https://desk@host/office", "office_address.unreadable"),
        ("/var/lib/anumodon", "office_address.unreadable"),
    ],
)
def test_an_address_that_is_none_or_unsafe_is_refused(text: str, key: str) -> None:
    assert refused(lambda: OfficeAddress.read(text)) == key


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://desk@office.example/anumodon",
        "postgresql://a%40b@[2001:db8::1]:5433/my%20office",
        "postgresql://desk@10.0.0.1/office?sslrootcert=/etc/ssl/own%20ca.pem",
        "postgresql://desk@127.0.0.1/office?sslmode=verify-full&sslrootcert=ca.pem",
    ],
)
def test_an_address_is_kept_as_it_was_read(text: str) -> None:
    read = OfficeAddress.read(text)
    assert OfficeAddress.read(str(read)) == read
    assert read.libpq()["require_auth"] == "scram-sha-256"
    assert (read.libpq()["sslmode"] == "verify-full") == ("127.0.0.1" not in text or "sslmode" in text)


def test_a_certificate_named_from_here_is_found_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read = OfficeAddress.read("postgresql://desk@10.0.0.1/office?sslrootcert=ca.pem")
    assert read.certificate == tmp_path / "ca.pem"
    monkeypatch.chdir("/")
    assert OfficeAddress.read(str(read)) == read


def test_a_backup_is_the_servers_own_dump(
    server: Server, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.write():
        DeskSetting.create(key="kept", value="here")
    dump = tmp_path / "office.dump"
    store.back_up(dump)
    assert dump.stat().st_mode & 0o777 == 0o600
    program = shutil.which("pg_restore")
    assert program is not None
    shown = subprocess.run(
        [program, "--data-only", "-f", "-", dump], capture_output=True, text=True, check=True
    )
    assert re.search(r"^kept\there$", shown.stdout, re.MULTILINE)
    assert server.password not in shown.stdout
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused(lambda: store.back_up(tmp_path / "second.dump")) == "database.no_pg_dump"


def test_it_says_whether_it_is_sound(store: Store) -> None:
    assert store.sound()


def test_what_is_recorded_is_added_to_and_never_changed_or_removed(store: Store) -> None:
    """By the server itself, whatever program holds the desk's role and password."""

    def allowed(statement: str) -> bool:
        try:
            with store.write() as transaction:
                transaction.database.execute_sql(statement)
        except Refusal as refusal:
            assert refusal.key == "database.denied", statement
            return False
        return True

    for table in tables.TABLES:
        name, columns = table._meta.table_name, [field.column_name for field in table._meta.sorted_fields]
        if name in ("schema_version", "applied_migration"):
            assert not any(allowed(f"UPDATE {name} SET {one} = {one}") for one in columns)
        changed = [one for one in columns if allowed(f'UPDATE "{name}" SET "{one}" = "{one}"')]
        if name in ADDED_TO:
            assert tuple(changed) == ADDED_TO[name], name
        if table in tables.RECORDED or name in ADDED_TO:
            assert not allowed(f'DELETE FROM "{name}"'), name
        assert not allowed(f'TRUNCATE "{name}" CASCADE'), name
        assert not allowed(f'DROP TABLE "{name}" CASCADE'), name
        assert not allowed(f'ALTER TABLE "{name}" DISABLE TRIGGER ALL'), name
    assert {"event", "decision", "version"} <= ADDED_TO.keys()
    for statement in (
        "CREATE TABLE own (id BIGINT)",
        "SET session_replication_role = replica",
        "CREATE FUNCTION own() RETURNS INT LANGUAGE SQL AS 'SELECT 1'",
        "COPY event TO PROGRAM 'true'",
    ):
        assert not allowed(statement), statement


def test_a_server_that_changed_behind_the_desk_is_one_sentence(server: Server) -> None:
    """Read-only, the rights taken away, the database dropped: said as it is, to who works and who opens."""
    address = server.new_office()
    open_ = partial(open_office_store, address, server.password)
    store = open_()
    ended = "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity"
    named = sql.Identifier(address.database)

    def write() -> None:
        with store.write():
            DeskSetting.create(key="kept", value="")

    def read() -> None:
        with store.read():
            DeskSetting.select().count()

    server.run(sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(named))
    server.run(
        f"{ended} WHERE datname = current_database() AND pid <> pg_backend_pid()", database=address.database
    )
    assert refused(write) == "database.server_read_only"
    read()
    server.run(sql.SQL("ALTER DATABASE {} RESET default_transaction_read_only").format(named))
    server.run("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM empty_office_desks", database=address.database)
    assert refused(read) == "database.denied"
    assert refused(open_) == "database.no_rights"
    server.drop(address)
    assert refused(write) == "database.unreachable"
    assert refused(read) == "database.unreachable"
    store.close()
    assert refused(open_) == "office_address.no_such_office"
