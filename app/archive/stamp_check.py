"""Checks the trusted time in an archive: the authority's reply, and that it is for this record."""

from __future__ import annotations

from collections.abc import Iterator

from app.archive import bag, timestamp
from app.archive.checkpoint import read_checkpoint
from app.archive.evidence_check import EvidenceCheck
from app.archive.note import Note
from app.archive.types import ArchiveHeader, EarlierTree, Problem, StampFacts, StampFiles

FILES = frozenset({bag.STAMPED, bag.STAMP, bag.STAMP_ROOT})
_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def facts_of(files: StampFiles) -> StampFacts:
    """What a trusted time says, once it is proven by its own root. Raises `ValueError` where it is not."""
    found = timestamp.stamp(files.reply, files.stamped, files.root)
    covered = read_checkpoint(Note(files.stamped.decode("utf-8")))
    root = timestamp.root_fingerprint(files.root)
    return StampFacts(covered.size, found.at.strftime(_FORMAT), found.authority, root)


class StampCheck:
    """Takes the files one by one as they are read. `found` is what they prove."""

    def __init__(self) -> None:
        self.found: StampFacts | None = None
        self._files: dict[str, bytes] = {}

    def take(self, path: str, data: bytes) -> None:
        """Keep one file whose bytes are as the manifest says."""
        self._files[path] = data

    def problems(self, header: ArchiveHeader, evidence: EvidenceCheck) -> Iterator[Problem]:
        """What is wrong with the trusted time: with the reply, or that it is of another record."""
        if not self._files and header.stamp is None:
            return
        if self._files.keys() != FILES:
            yield Problem("stamp_differs", bag.STAMP)
            return
        files = StampFiles(*(self._files[name] for name in (bag.STAMPED, bag.STAMP, bag.STAMP_ROOT)))
        try:
            self.found = facts_of(files)
            covered = read_checkpoint(Note(files.stamped.decode("utf-8")))
        except ValueError:
            yield Problem("stamp_unproven", bag.STAMP)
            return
        own = evidence.checkpoint
        tree = EarlierTree(covered.size, covered.root.hex())
        same = own is not None and own.origin == covered.origin and tree in evidence.earlier
        if header.stamp != self.found or not same:
            yield Problem("stamp_differs", bag.STAMP)
