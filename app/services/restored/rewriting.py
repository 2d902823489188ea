"""Writes a restored archive again: to the last byte as the office signed it, under whatever name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.archive import bag
from app.archive.output import new_output
from app.archive.summed import summed
from app.archive.wording import local_time
from app.errors import Refusal
from app.models.tables import RestoredArchive, RestoredFile
from app.services.base.desk import Desk
from app.services.record.ledger import record
from app.services.record.roles import member_or_desk
from app.services.restored.packing import unpacked
from app.values import dataclass
from app.work import Work

REWRITTEN = "archive.rewritten"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Where a restored archive was written again, and its digest, which is the same as ever."""

    path: str
    digest: str
    files: int


def rewrite(desk: Desk, archive: int, out: Path, by: int | None, work: Work) -> Rewritten:
    """Write the restored archive of that number to `out`, a folder, or a zip if its name ends in `.zip`.

    It is the archive that was taken in, signed by the key that signed it then. That it was written is an
    event. Raises `Refusal` for an unknown number, a place that is taken, and a kept file that is damaged or
    gone; `MissingEnvironment` where the disk is full; `Cancelled`. Then nothing is at `out`.
    """
    with desk.store.read():
        member_or_desk(by)
        row = RestoredArchive.get_or_none(RestoredArchive.id == archive)
        if row is None:
            raise Refusal("restored.no_archive", id=archive)
        query: Any = RestoredFile.select(RestoredFile.path, RestoredFile.sha256)
        kept = list(query.where(RestoredFile.archive == archive).order_by(RestoredFile.id).tuples())
    files, digest = 0, ""
    with new_output(out, local_time(row.made_at)) as output:
        for path, data in _files(desk, kept, work):
            output.add(path, summed(data))
            files += 1
            if path == bag.TAG_MANIFEST:
                digest = bag.archive_digest(data)
        if digest != row.digest:
            raise Refusal("restored.not_whole", id=archive)
    with desk.store.write():
        member_or_desk(by)
        record(desk, REWRITTEN, by=by, facts={"archive": archive, "digest": digest, "name": out.name})
    return Rewritten(str(out), digest, files)


def _files(desk: Desk, kept: list[tuple[str, str]], work: Work) -> Iterator[tuple[str, bytes]]:
    for done, (path, sha256) in enumerate(kept):
        work.step(done, len(kept))
        data = desk.blobs.read(sha256)
        if path:
            yield path, data
        else:
            yield from unpacked(data)
