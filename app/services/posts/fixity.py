"""The yearly check that all is still as it was kept: archives and images hashed again, as an event."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path

from app.archive.bag import TAG_MANIFEST, archive_digest
from app.archive.contents import open_contents
from app.archive.types import Problem
from app.archive.verify import verify_archive
from app.errors import Refusal
from app.models.tables import Attachment, PublicationAct, RestoredFile
from app.models.transaction import current
from app.services.base.desk import Desk
from app.services.posts.archives import ArchiveMade, archives_made, remember_place
from app.services.record.bodies import read_body
from app.services.record.destroyed import destroyed_images
from app.services.record.last_fixity import CHECKED
from app.services.record.ledger import record
from app.services.record.roles import member_or_desk
from app.values import dataclass
from app.work import Work


class Kept(StrEnum):
    """How an archive was found. `ELSEWHERE`: another desk made it, and where it lies is not known here."""

    SOUND = "sound"
    DAMAGED = "damaged"
    MISSING = "missing"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class KeptArchive:
    """One archive as it was found; `problem` is the first thing wrong with it, None for nothing."""

    made: ArchiveMade
    kept: Kept
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class FixityReport:
    """What was found: the archives, how many images and other files were read, and which are not as kept."""

    archives: tuple[KeptArchive, ...]
    blobs: int
    damaged_blobs: tuple[str, ...]

    @property
    def ok(self) -> bool:
        bad = (Kept.DAMAGED, Kept.MISSING)
        return not self.damaged_blobs and not any(each.kept in bad for each in self.archives)


@dataclass(frozen=True, slots=True)
class LastFixity:
    """The newest check: when (as kept), and the numbers of the archives it did not find whole."""

    at: str
    archives: int
    blobs: int
    damaged: tuple[int, ...]
    missing: tuple[int, ...]
    damaged_blobs: tuple[str, ...]


def check_fixity(desk: Desk, by: int | None, work: Work) -> FixityReport:
    """Read every archive this desk knows, and every image, video and evidence, and record what was found.

    Raises `Refusal` for who is no member, `Cancelled`: then nothing is recorded.
    """
    with desk.store.read():
        member_or_desk(by)
        names = sorted({*_names()} - destroyed_images())
    made = [each for each in archives_made(desk) if each.number]
    total = len(made) + len(names)
    found = []
    for done, each in enumerate(made):
        work.step(done, total)
        found.append(_looked_at(each, Work(partial(_stay, work, done, total))))
    damaged = []
    for done, sha256 in enumerate(names):
        work.step(len(made) + done, total)
        try:
            desk.blobs.prove(sha256)
        except Refusal:
            damaged.append(sha256)
    work.step(total, total)
    facts: dict[str, object] = {
        "archives": len(found),
        "blobs": len(names),
        "damaged": _numbers(found, Kept.DAMAGED),
        "missing": _numbers(found, Kept.MISSING),
        "elsewhere": _numbers(found, Kept.ELSEWHERE),
        "damaged_blobs": damaged,
    }
    with desk.store.write():
        member_or_desk(by)
        record(desk, CHECKED, by=by, facts=facts)
    return FixityReport(tuple(found), len(names), tuple(damaged))


def locate(desk: Desk, number: int, path: Path) -> ArchiveMade:
    """Say where an archive lies now. Raises `Refusal` for an unknown number, or another archive there."""
    for each in archives_made(desk):
        if each.number == number:
            with open_contents(path) as contents:
                there = TAG_MANIFEST in contents.sizes and not contents.broken
                digest = archive_digest(b"".join(contents.chunks(TAG_MANIFEST))) if there else ""
            if digest != each.digest:
                raise Refusal("archive.another_one", n=number, name=path.name)
            remember_place(desk, each.digest, path)
            return each
    raise Refusal("archive.no_number", n=number)


def last_check(desk: Desk) -> LastFixity | None:
    """The newest check of everything kept, None for none, and for one that cannot be read any more."""
    with desk.store.read():
        row = current().row("SELECT at, body FROM event WHERE kind = ? ORDER BY id DESC LIMIT 1", CHECKED)
    body = read_body(row[1]) if row is not None else None
    if row is None or body is None or "archives" not in body:
        return None
    return LastFixity(
        at=str(row[0]),
        archives=body["archives"],
        blobs=body["blobs"],
        damaged=tuple(body["damaged"]),
        missing=tuple(body["missing"]),
        damaged_blobs=tuple(body["damaged_blobs"]),
    )


def _names() -> Iterator[str]:
    """The SHA-256 of everything that is kept. In a transaction."""
    for image in Attachment.select(Attachment.sha256, Attachment.origin_sha256).iterator():
        yield from filter(None, (str(image.sha256), str(image.origin_sha256)))
    for act in PublicationAct.select(PublicationAct.file_sha256).iterator():
        yield from filter(None, (str(act.file_sha256),))
    for file in RestoredFile.select(RestoredFile.sha256).iterator():
        yield str(file.sha256)


def _looked_at(made: ArchiveMade, work: Work) -> KeptArchive:
    if not made.place:
        return KeptArchive(made, Kept.ELSEWHERE)
    try:
        found = verify_archive(Path(made.place), work)
    except Refusal as refusal:
        gone = refusal.key == "archive.not_found"
        problem = Problem("unreadable", Path(made.place).name, refusal.key)
        return KeptArchive(made, Kept.MISSING if gone else Kept.DAMAGED, None if gone else problem)
    if not found.ok:
        return KeptArchive(made, Kept.DAMAGED, found.problems[0])
    if found.digest != made.digest:
        return KeptArchive(made, Kept.MISSING)
    return KeptArchive(made, Kept.SOUND)


def _stay(work: Work, done: int, of: int, _done: int, _total: int) -> None:
    """Let a long part be stopped, without moving on."""
    work.step(done, of)


def _numbers(found: list[KeptArchive], kept: Kept) -> list[int]:
    return sorted(each.made.number for each in found if each.kept is kept)
