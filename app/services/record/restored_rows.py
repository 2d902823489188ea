"""The rows of restored archives, as the events about them cover them (`services.record.row_digests`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peewee import PeeweeException

from app.models.fields import NotAsWritten
from app.models.tables import RestoredArchive, RestoredFile, RestoredPost, Table
from app.services.record.row_digests import RowDigests
from app.services.record.views import AuditProblem


def digest_of_archive(archive: int) -> str:
    """The digest over an archive's posts and files as they are kept. Call inside a transaction."""
    return _read(archive).of(archive)


def check_restored() -> Iterator[AuditProblem]:
    """The archives whose posts or files are not as they were taken in. Call inside a transaction."""
    try:
        digests = _read()
        rows: Any = RestoredArchive.select(
            RestoredArchive.id, RestoredArchive.rows_digest, RestoredArchive.title
        )
        archives = list(rows.tuples())
    except (PeeweeException, NotAsWritten):
        yield AuditProblem("table_unreadable", None, "restored_post")
        return
    for id_, digest, title in archives:
        if digests.of(id_) != digest:
            yield AuditProblem("restored_differs", None, f"{title} ({id_})")
    if digests.left():
        yield AuditProblem("row_inserted", None, "restored_post")


def _read(only: int | None = None) -> RowDigests:
    """The digests of all archives, or of one."""
    digests = RowDigests()
    for table in (RestoredPost, RestoredFile):
        query: Any = table.select(table.archive, *_columns(table)).order_by(table.id)
        if only is not None:
            query = query.where(table.archive == only)
        digests.take(query.tuples().iterator())
    return digests


def _columns(table: type[Table]) -> list[Any]:
    """Every column but the archive's, which says whose row it is."""
    return [field for field in table._meta.sorted_fields if field.name != "archive"]
