"""PostgreSQL as an engine: its schema, its transactions, its search, and what its errors mean."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest
from peewee import Database
from psycopg import sql

from app.errors import Refusal
from app.models import opening_office, tables
from app.models.engines.address import OfficeAddress
from app.models.engines.postgresql_database import OfficeDatabase
from app.models.engines.postgresql_rights import ADDED_TO
from app.models.layout import changed_parts
from app.models.migrations import MIGRATIONS, Migration
from app.models.opening_office import open_office_store
from app.models.store import Store
from app.models.tables import DeskSetting, Member
from tests.helpers.postgresql import DESK, OWNER, Server
from tests.services.refusals import refused

pytestmark = pytest.mark.postgresql


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


def test_many_rows_are_read_one_after_the_other(store: Store) -> None:
    query = "SELECT i, 'row?'::text FROM generate_series(1, 5000) AS i WHERE i % 2 = 0".replace("?", "")
    with store.read() as transaction:
        rows = transaction.stream(query)
        assert next(rows) == (2, "row")
        assert sum(1 for _ in rows) == 2499
        assert transaction.row("SELECT i FROM generate_series(1, 9) AS i WHERE i > ?", 7) == (8,)


def add_colour(database: Database) -> None:
    database.execute_sql("""CREATE TABLE "colour" ("id" INTEGER NOT NULL PRIMARY KEY, "name" TEXT)""")


def written(store: Store, *, together: bool = False) -> None:
    with store.write(together=together) as transaction:
        DeskSetting.create(key=f"key-{together}", value="")
        transaction.clock()  # as every event asks for it


def test_only_the_owner_brings_it_up_to_date_and_an_older_program_stays_away(
    server: Server, address: OfficeAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = OfficeAddress("desk_one", address.host, address.port, address.database)
    server.run(sql.SQL("CREATE ROLE desk_one LOGIN PASSWORD {}").format(server.password))
    server.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO desk_one", database=address.database)
    older = open_office_store(server.address(address.database, OWNER), server.password)
    open_office_store(desk, server.password).close()
    monkeypatch.setattr(opening_office, "MIGRATIONS", (*MIGRATIONS, Migration("colour", add_colour)))
    assert refused(lambda: open_office_store(desk, server.password)) == "database.older"
    owner = server.address(address.database, OWNER)
    open_office_store(owner, server.password).close()
    open_office_store(desk, server.password).close()
    monkeypatch.undo()
    assert refused(lambda: open_office_store(desk, server.password)) == "database.newer"
    assert refused(partial(written, older)) == "database.updated", (
        "nor does one that was open meanwhile write"
    )
    assert refused(partial(written, older, together=True)) == "database.updated"
    older.close()
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
