"""A PostgreSQL server of the tests' own, on loopback, in a temporary folder.

`python -m tests.helpers.postgresql COMMAND…` runs a command with a server beside it, which `running_server`
finds by the environment: so that several processes of tests share one. Debian's program is used; it refuses
to run as root, so root starts it as the user `postgres`.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from app.models.engines.address import OfficeAddress
from app.models.engines.postgresql_rights import group_of
from app.models.opening_office import open_office_store
from app.values import dataclass

SERVER = "ANUMODON_TEST_POSTGRESQL"  # the environment's name for the port of a server that runs already
OWNER, DESK = "anumodon_owner", "anumodon_desk"  # who makes the tables, and who works with them
TEMPLATE = "empty_office"
_TRIES = 20  # to start a server that was killed
# Nothing here has to outlive the machine.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "80",
    "jit": "off",
    "log_min_messages": "fatal",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port, and the password of every role in it."""

    port: int
    password: str

    def address(self, database: str, user: str = DESK) -> OfficeAddress:
        return OfficeAddress(user, "127.0.0.1", self.port, database)

    def run(self, *statements: sql.Composable | str, database: str = "postgres") -> None:
        """Do something as the server's own administrator."""
        with self.connected(database) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload]

    @contextlib.contextmanager
    def connected(self, database: str) -> Iterator[psycopg.Connection[Any]]:
        """A connection of the server's own administrator, each statement done at once."""
        how = {"host": "127.0.0.1", "port": self.port, "user": "postgres", "password": self.password}
        with psycopg.connect(dbname=database, autocommit=True, **how) as connection:  # type: ignore[arg-type]
            yield connection

    def new_office(self) -> OfficeAddress:
        """The address of a new office's database, with tables and nothing in them."""
        name = f"office_{secrets.token_hex(6)}"
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY wal_log")
        self.run(copy.format(*map(sql.Identifier, (name, TEMPLATE, OWNER))))
        return self.address(name)

    def drop(self, address: OfficeAddress) -> None:
        self.run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(address.database)))

    def reload(self) -> None:
        """Have the server read its settings, certificates and `pg_hba.conf` anew, and wait until it has."""
        with self.connected("postgres") as connection:
            query = "SELECT pg_conf_load_time()"
            before = connection.execute(query).fetchone()
            connection.execute("SELECT pg_reload_conf()")
            while connection.execute(query).fetchone() == before:
                connection.execute("SELECT pg_sleep(0.01)")

    def prepare(self) -> None:
        """Make the roles of owner and desks, and the database that new offices are copied from."""
        group, template, owner, desk = map(sql.Identifier, (group_of(TEMPLATE), TEMPLATE, OWNER, DESK))
        for role in (owner, desk):
            self.run(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(role, self.password))
        made = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 LOCALE 'C.UTF-8' ENCODING 'UTF8'")
        self.run(
            sql.SQL("CREATE ROLE {}").format(group),
            sql.SQL("GRANT {} TO {}").format(group, desk),
            made.format(template, owner),
        )
        self.run(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(owner), database=TEMPLATE)
        open_office_store(self.address(TEMPLATE, OWNER), self.password).close()


@contextlib.contextmanager
def running_server(settings: Mapping[str, str] | None = None, initdb: Sequence[str] = ()) -> Iterator[Server]:
    """The server of the environment, or one made now and taken away afterwards.

    With `settings` of its own (of `postgresql.conf`), and what `initdb` is told, it is always a new one.
    """
    if SERVER in os.environ and settings is None:
        yield Server(int(os.environ[SERVER]), os.environ["PGPASSWORD"])
        return
    with own_server(settings, initdb) as server:
        yield server


@dataclass(frozen=True, slots=True)
class OwnServer(Server):
    """A server that its maker may kill and start again. What was acknowledged outlives that."""

    data: Path
    settings: Mapping[str, str]

    @classmethod
    def made(cls, folder: Path, settings: Mapping[str, str], initdb: Sequence[str] = ()) -> OwnServer:
        """A new one in `folder`, with a free port, not started yet."""
        server, secret = cls._of(folder, secrets.token_urlsafe(18), settings), folder / "password"
        data = server.data
        secret.write_text(server.password)
        secret.chmod(0o600)
        if os.geteuid() == 0:
            for path in (folder, secret):
                shutil.chown(path, "postgres", "postgres")
        _run("initdb", "-D", data, "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={secret}", "--no-sync",
             "-E", "UTF8", "--locale=C.UTF-8", *initdb)  # fmt: skip
        return server

    @classmethod
    def found(cls, folder: Path, settings: Mapping[str, str]) -> OwnServer:
        """The one that was made in `folder` and stopped, not started yet."""
        return cls._of(folder, (folder / "password").read_text(), settings)

    @classmethod
    def _of(cls, folder: Path, password: str, settings: Mapping[str, str]) -> OwnServer:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            return cls(free.getsockname()[1], password, folder / "data", {**_SETTINGS, **settings})

    def start(self) -> None:
        options = " ".join(f"-c {name}={value or repr('')}" for name, value in self.settings.items())
        how = ("-w", "-t", "600", "-s", "-l", self.data.parent / "log", "-o", f"{options} -p {self.port}")
        for tries in range(_TRIES, -1, -1):
            try:
                _run("pg_ctl", "-D", self.data, *how, "start", loud=not tries)
                return
            except subprocess.CalledProcessError:  # those it had started are still ending
                if not tries:
                    raise

    def kill(self) -> None:
        """-9 of the process all others belong to."""
        process = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(process, signal.SIGKILL)

    def stop(self, how: str = "immediate") -> None:
        """End it: at once, or `fast`, with all on its disk for the next start."""
        _run("pg_ctl", "-D", self.data, "-m", how, "-t", "600", "-s", "stop")


@contextlib.contextmanager
def own_server(settings: Mapping[str, str] | None = None, initdb: Sequence[str] = ()) -> Iterator[OwnServer]:
    """A server that nobody else uses, with `settings` besides (those of `postgresql.conf`)."""
    folder = Path(tempfile.mkdtemp(prefix="anumodon-postgresql-"))
    try:
        server = OwnServer.made(folder, settings or {}, initdb)
        server.start()
        try:
            server.prepare()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str | Path, loud: bool = True) -> None:
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": None if loud else subprocess.DEVNULL}
    subprocess.run([server_programs() / program, *arguments], check=True, cwd="/", **quiet, **who)  # type: ignore[call-overload]


def server_programs() -> Path:
    """The folder of the newest release that Debian has put here; it is on nobody's PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return found[-1] if found else Path(shutil.which("initdb") or "/usr/bin/initdb").parent


def main() -> int:
    with running_server() as server:
        told = {SERVER: str(server.port), "PGPASSWORD": server.password}
        return subprocess.run(sys.argv[1:], env={**os.environ, **told}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
