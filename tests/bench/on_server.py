"""The folders of the benches on a PostgreSQL of their own, which waits for its disk as an office's does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import sort_models  # type: ignore[attr-defined]

from app.models.engines.address import OfficeAddress
from app.models.tables import TABLES
from app.services.base import beside
from app.services.base.desk import open_desk
from app.services.posts.intake import make_findable_again
from app.services.program.moving import _LEFT, _carry_files, _rows, _server
from app.work import Work
from tests.helpers.postgresql import Server, running_server

# As packaging/postgresql/README.md has them, with connections for fifty desks.
SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "shared_buffers": "256MB",
    "max_connections": "300",
    "max_wal_size": "4GB",
}


@contextmanager
def office_server() -> Iterator[Server]:
    """A server of its own, away when the block ends."""
    with running_server(SETTINGS) as server:
        yield server


def carried(server: Server, folder: Path) -> OfficeAddress:
    """A new office on the server with all that is in a folder, as `office move` makes one, not audited."""
    address = server.new_office()
    desk = open_desk(folder)
    desk.local.apart = True
    try:
        with _server(desk, str(address), server.password) as target:
            _carry_files(desk, target, Work())
            with desk.store.read() as source, target.store.write() as there:
                for table in sort_models([table for table in TABLES if table not in _LEFT]):
                    rows = _rows(source, table)
                    there.engine.copy_in(there.database, table._meta.table_name, *rows)
                make_findable_again()
                beside.make_findable_again()
    finally:
        desk.close()
    with server.connected(address.database) as connection:
        connection.execute("VACUUM ANALYZE")
    return address
