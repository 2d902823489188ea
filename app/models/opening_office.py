"""Opens an office's shared database on its server, and never touches one of a newer release."""

from __future__ import annotations

from peewee import Database, InterfaceError, OperationalError, ProgrammingError

from app.errors import MissingEnvironment, Refusal
from app.models.engines.address import OfficeAddress
from app.models.engines.base import Trouble
from app.models.engines.postgresql import CROWDED, PostgresqlEngine
from app.models.engines.postgresql_rights import give_rights
from app.models.migrations import MIGRATIONS, applied, migrate
from app.models.store import Store

# What libpq says of a connection that came to nothing has no code, so it is told by its words, in the order
# in which they are looked for.
_PHRASES = (
    ("no password supplied", "password_wanted"),
    ("password authentication failed", "wrong_password"),
    ("root certificate file", "no_certificate_file"),
    ("does not match host name", "certificate_of_another"),
    ("certificate", "wrong_certificate"),
    ("requirement", "no_scram"),
    ("pg_hba.conf", "not_let_in"),  # before TLS: the server says with it whether the connection had it
    ("SSL", "no_tls"),
    ("not permitted to log in", "locked_out"),
    ("does not exist", "no_such_office"),
    ("permission denied for database", "no_desk"),
    *((phrase, "full") for phrase in CROWDED),
    ("starting up", "starting"),
)


def open_office_store(address: OfficeAddress, password: str = "") -> Store:
    """Open the office's database as the role in `address`, and bring it to this release's schema.

    `password` may be empty where libpq finds one by itself (its own variables or file). Only the role that
    owns the database can make or change its tables. Raises `MissingEnvironment` where the server is not
    reached, `Refusal` for a wrong password or certificate, and for an older or newer database.
    """
    engine = PostgresqlEngine(address, password)
    writer = _connected(engine)
    try:
        _bring_up_to_date(engine, writer)
    except ProgrammingError as problem:
        writer.close()
        if engine.trouble(problem) is not Trouble.DENIED:
            raise
        raise Refusal("database.no_rights") from problem
    except BaseException:
        writer.close()
        raise
    engine.migrations = len(MIGRATIONS)
    return Store(engine, writer)


def may_change_record(store: Store) -> bool:
    """Whether the role of an office's store may change what is recorded: the owner's, and no desk's."""
    with store.read() as office:
        ((may,),) = office.rows("SELECT has_table_privilege(current_user, 'event', 'UPDATE')")
    return bool(may)


def open_pieces_store(address: OfficeAddress, password: str = "") -> Store:
    """The same database for files alone, beside its store: within any transaction, and waiting for none."""
    engine = PostgresqlEngine(address, password, in_turn=False)
    store = Store(engine, _connected(engine))
    store.apart = True
    return store


def _connected(engine: PostgresqlEngine) -> Database:
    try:
        return engine.connect(read_only=False)
    except (OperationalError, InterfaceError) as problem:
        raise refused_connection(problem, engine.address) from problem


def refused_connection(problem: Exception, address: OfficeAddress) -> Refusal:
    """Why a connection came to nothing, in words that help."""
    text = str(problem)
    key = next((key for message, key in _PHRASES if message in text), "unreachable")
    # What stands further in only guesses at reasons.
    told = [line.strip() for line in text.splitlines() if line.strip() and not line[0].isspace()]
    message = told[-1] if told else ""
    kind = Refusal if key in ("password_wanted", "wrong_password") else MissingEnvironment
    facts = {"address": str(address), "user": address.user, "host": address.host, "said": message}
    return kind(f"office_address.{key}", **facts)


def _bring_up_to_date(engine: PostgresqlEngine, writer: Database) -> None:
    done = applied(writer)
    newer = sorted(done - {migration.name for migration in MIGRATIONS})
    if newer:
        raise Refusal("database.newer", found=newer[0], known=MIGRATIONS[-1].name)
    waiting = [migration for migration in MIGRATIONS if migration.name not in done]
    if not waiting:
        return
    owns = "SELECT pg_has_role(current_user, nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'public'"
    if not writer.execute_sql(owns).fetchone()[0]:
        raise Refusal("database.older" if done else "database.not_made", missing=waiting[0].name)
    for migration in waiting:
        with engine.migrating(writer):
            migrate(writer, migration)
    with engine.writing(writer):
        give_rights(writer, engine.address.database)
