"""Takes in archives that another record made: what was decided there, with that record's own word for it.

An archive is verified first. Then its files are kept, which nobody sees yet, and at last its rows are written
with one event in one transaction: an archive is here with all of its posts or not at all. Nothing becomes a
draft or a decision of this record.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from app.archive import bag
from app.archive.reading import Unfit, header_of
from app.archive.sealed_files import SealedFiles, sealed_files
from app.archive.types import ArchiveHeader, Verification
from app.checks.photo import known
from app.errors import MissingEnvironment, Refusal, system_reason
from app.media.formats import is_clip, recognise_any
from app.models.tables import ImageHash, RestoredArchive, RestoredFile, RestoredPost
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.checking import known_images
from app.services.record.ledger import change, create, record
from app.services.record.restored_rows import digest_of_archive
from app.services.record.roles import decider_or_desk
from app.services.restored.judging import judged, record_name
from app.services.restored.packing import Packing
from app.services.restored.post_rows import columns_of
from app.services.restored.reading import archive_view
from app.services.restored.trusting import keys_here, propose_keys, prove_trust
from app.services.restored.views import Restored, RestoreOutcome
from app.values import dataclass
from app.work import Work

RESTORED = "archive.restored"
_MEDIA = ("/original/", "/publish/", "/acts/")
_AT_ONCE = 200  # rows written together


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is kept: of the archive, or a pack of its papers (`path` is "")."""

    path: str
    sha256: str
    size: int


def restore(
    desk: Desk, paths: Sequence[Path], expected_key: str, by: int | None, work: Work
) -> RestoreOutcome:
    """Take in archives of this office that another record made, one after the other.

    `expected_key` is the key that has to have signed them, as a person writes it (`archive.keys`); "" where
    this record knows it. In a team a second member confirms it first (`trusting`): then it is proposed, and
    nothing is taken in. All are verified before any is taken. One that is here already changes nothing, a
    post that is here in the same words is not kept twice. Raises `Refusal` for who may not, and for an
    archive that is damaged, unsigned, a stranger's, a redacted copy, or of this very record; `Cancelled`:
    the archives that were taken in by then stay, of the others nothing is there.
    """
    with desk.store.read():
        decider_or_desk(by)
    steps = 2 * len(paths)
    known = keys_here(desk)
    found = [
        judged(desk, path, expected_key, known, _part(work, number, steps))
        for number, path in enumerate(paths)
    ]
    new = [(path.name, one) for path, one in zip(paths, found, strict=True) if _already(desk, one) is None]
    proposed = propose_keys(desk, new, expected_key, by)
    if proposed is not None:
        return RestoreOutcome((), proposed)
    # The earliest first, so that what each adds is told in the order it was made.
    order = sorted(range(len(paths)), key=lambda one: (found[one].made_at, found[one].number))
    taken: dict[int, Restored] = {}
    for done, one in enumerate(order):
        part = _part(work, len(paths) + done, steps)
        taken[one] = _already(desk, found[one]) or _take(desk, paths[one], found[one], expected_key, by, part)
    work.step(steps, steps)
    return RestoreOutcome(tuple(taken[one] for one in range(len(paths))))


def _part(work: Work, number: int, of: int) -> Work:
    """One of several equal parts of the work."""
    return Work(lambda done, total: work.step(number * total + min(done, total), of * total))


def _already(desk: Desk, found: Verification) -> Restored | None:
    with desk.store.read():
        row = RestoredArchive.get_or_none(RestoredArchive.digest == found.digest)
        return None if row is None else Restored(archive_view(row), already=True)


def _take(
    desk: Desk, path: Path, found: Verification, expected_key: str, by: int | None, work: Work
) -> Restored:
    with (
        TemporaryFile("w+", encoding="utf-8", dir=desk.folder.path) as spool,
        sealed_files(path, found.digest, found.fingerprint) as files,
    ):
        header = _header(files, found, path.name)
        kept = _keep(desk, files, spool, work)
        with desk.store.write():
            decider_or_desk(by)
            row = RestoredArchive.get_or_none(RestoredArchive.digest == found.digest)
            if row is not None:  # another window took it in meanwhile
                return Restored(archive_view(row), already=True)
            facts = prove_trust(desk, found, expected_key, by)
            for file in kept:
                _keep_named(desk, files, file)
            row = _write(desk, path.name, found, header, kept, spool, by, facts)
            return Restored(archive_view(row), already=False)


def _header(files: SealedFiles, found: Verification, name: str) -> ArchiveHeader:
    assert found.chain is not None  # or `judged` had refused it
    try:
        return header_of(json.loads(files.read(bag.ABOUT)), found.chain)
    except Unfit as problem:
        raise Refusal("restored.changed", name=name) from problem


def _keep(desk: Desk, files: SealedFiles, spool: IO[str], work: Work) -> list[_File]:
    """Keep every file, and write the rows of the posts into `spool`, one a line."""
    kept: list[_File] = []

    def keep_pack(data: bytes) -> None:
        kept.append(_File("", desk.blobs.put(data), len(data)))

    packing = Packing(keep_pack)
    paths = files.paths
    for done, path in enumerate(paths):
        work.step(done, len(paths))
        data = files.read(path)
        if path.startswith(f"{bag.PAYLOAD}posts/") and any(part in path for part in _MEDIA):
            kept.append(_File(path, desk.blobs.put(data), len(data)))
            if "/original/" in path:
                _remember(desk, kept[-1].sha256, data)
            continue
        packing.add(path, data)
        if path.endswith(f"/{bag.DECISION}"):
            folder = path.rpartition("/")[0].removeprefix(bag.PAYLOAD)
            _spool(spool, json.dumps(columns_of(folder, data)) + "\n")
    packing.close()
    _spool(spool, "")
    return kept


def _spool(spool: IO[str], line: str) -> None:
    """Write a line to the disk, or with none what still waits."""
    try:
        spool.write(line)
        if not line:
            spool.seek(0)
    except OSError as problem:
        raise MissingEnvironment("blobs.unwritable", reason=system_reason(problem)) from problem


def _remember(desk: Desk, sha256: str, data: bytes) -> None:
    """Remember how an approved image looks, so that it is recognised where it stands elsewhere."""
    with desk.store.read():
        if ImageHash.select().where(ImageHash.sha256 == sha256).exists():
            return
    format = recognise_any(data)
    if format is None or is_clip(format.media_type):
        return
    with contextlib.suppress(Refusal):  # one that no decoder takes any more is kept all the same
        small = desk.decoder.preview(data, known.COMPARED_SIDE)
        known_images.remember(desk, sha256, known.look(small))


def _keep_named(desk: Desk, files: SealedFiles, file: _File) -> None:
    """Read a file anew where an order of destruction took it since (`Blobs.keep_named`)."""
    if desk.blobs.holds(file.sha256):
        return
    if not file.path:  # a pack, which nothing else has
        raise MissingEnvironment("blobs.missing", sha256=file.sha256[:12])
    desk.blobs.keep_named(file.sha256, files.read(file.path))


def _write(
    desk: Desk,
    title: str,
    found: Verification,
    header: ArchiveHeader,
    kept: Sequence[_File],
    spool: IO[str],
    by: int | None,
    facts: dict[str, object],
) -> RestoredArchive:
    """Write the rows of an archive, and their event. Call inside a transaction."""
    assert found.chain is not None
    of_record = {"record": record_name(found), "events": found.chain.count}
    row = create(
        RestoredArchive,
        digest=found.digest,
        title=title[:300].encode("utf-8", "replace").decode("utf-8"),
        office_bn=found.office_bn,
        office_en=found.office_en,
        made_at=found.made_at,
        number=found.number,
        key=found.fingerprint,
        whose=found.whose.value,
        root=found.root,
        base=found.base.digest if found.base is not None else "",
        withdrawn=list(header.withdrawn),
        posts=found.posts,
        added=0,
        reports=found.reports,
        rows_digest="",
        member=by,
        at=now(),
        **of_record,
    )
    added = 0
    lines = map(json.loads, spool)
    while some := list(islice(lines, _AT_ONCE)):
        added += _insert_posts([{"archive": row.id, **of_record, **columns} for columns in some])
    files = ({"archive": row.id, **_file_columns(file)} for file in kept)
    while some := list(islice(files, _AT_ONCE)):
        RestoredFile.insert_many(some).execute()
    change(row, added=added, rows_digest=digest_of_archive(row.id))
    record(desk, RESTORED, row, by=by, facts=facts)
    return row


def _insert_posts(rows: list[dict[str, Any]]) -> int:
    """Insert those that are not here yet, and say how many they were."""
    documents = [row["document_sha256"] for row in rows]
    there = RestoredPost.select(RestoredPost.draft, RestoredPost.document_sha256).where(
        (RestoredPost.record == rows[0]["record"]) & RestoredPost.document_sha256.in_(documents)
    )
    known = set(there.tuples())
    new = [row for row in rows if (row["draft"], row["document_sha256"]) not in known]
    if new:
        RestoredPost.insert_many(new).execute()
    return len(new)


def _file_columns(file: _File) -> dict[str, object]:
    folder, _, name = file.path.removeprefix(bag.PAYLOAD).rpartition("/")
    original = folder.endswith("/original")
    return {
        "path": file.path,
        "sha256": file.sha256,
        "size": file.size,
        "folder": folder.rpartition("/")[0] if name else "",
        "original": original,
    }
