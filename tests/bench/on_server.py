"""The folders of the benches on a PostgreSQL of their own, which waits for its disk as an office's does.

`python -m tests.bench.on_server KEPT COMMAND…` runs a command beside the server kept in a folder, which its
environment names as libpq wants it. A bench with `--kept KEPT` uses that server meanwhile.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import sql

from app.models.engines.address import OfficeAddress
from app.services.base.desk import open_desk
from app.services.program.carrying import carry_files, carry_rows
from app.services.program.moving import desk_on_server
from app.work import Work
from tests.bench.grown import grown_folder, name_of
from tests.helpers.postgresql import OwnServer, Server, running_server

# As packaging/postgresql/README.md has them, with connections for fifty desks.
SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "shared_buffers": "256MB",
    "max_connections": "300",
    "max_wal_size": "4GB",
    "jit": "on",
}


@contextmanager
def office_server(kept: Path | None = None) -> Iterator[Server]:
    """A server of its own, away when the block ends; one in the folder `kept` stays, with its offices.

    One that another process has started there is used as it is.
    """
    if kept is None:
        with running_server(SETTINGS) as server:
            yield server
        return
    running = kept / "data" / "postmaster.pid"
    if running.exists():
        yield Server(int(running.read_text().splitlines()[3]), (kept / "password").read_text())
        return
    made = not kept.exists()
    if made:
        kept.mkdir(parents=True)
    own = OwnServer.made(kept, SETTINGS) if made else OwnServer.found(kept, SETTINGS)
    own.start()
    try:
        if made:
            own.prepare()
        yield own
    finally:
        own.stop("fast")


def carried(server: Server, posts: int) -> OfficeAddress:
    """The office on the server with so many posts, carried as `office move` carries one, not audited.

    Its database bears the folder's name once it is whole, and is made the first time only.
    """
    name = name_of(posts).replace("-", "_")
    with server.connected("postgres") as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            return server.address(name)
    address = server.new_office()
    desk = open_desk(grown_folder(posts))
    desk.local.apart = True
    try:
        with desk_on_server(desk, str(address), server.password) as target:
            carry_files(desk, target, Work())
            with desk.store.read() as source, target.store.write() as there:
                carry_rows(source, there, Work())
    finally:
        desk.close()
    with server.connected(address.database) as connection:
        connection.execute("VACUUM ANALYZE")
    names = map(sql.Identifier, (address.database, name))
    server.run(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))
    return server.address(name)


def main() -> int:
    with office_server(Path(sys.argv[1]).absolute()) as server:
        told = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGPASSWORD": server.password}
        return subprocess.run(sys.argv[2:], env={**os.environ, **told}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
