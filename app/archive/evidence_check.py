"""Checks what an archive proves of its record: the checkpoint, what it continues, breaks and approvals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from app.archive import bag
from app.archive.checkpoint import Checkpoint
from app.archive.evidence import (
    PROOF_EXTENSION,
    Proof,
    earlier_trees,
    note_file,
    proof_name,
    proven_breaks,
    read_note_file,
    read_proof,
)
from app.archive.note import BadNote, Note
from app.archive.reading import Unfit
from app.archive.types import ArchivedPost, ArchiveHeader, Break, EarlierTree, Problem

FILES = frozenset({bag.CHECKPOINT, bag.RECORD})


class EvidenceCheck:
    """Takes the files one by one as they are read. `checkpoint` and `earlier` are what the archive proves."""

    def __init__(self) -> None:
        self.checkpoint: Checkpoint | None = None
        self.earlier: tuple[EarlierTree, ...] = ()
        self._note: Note | None = None
        self._record: dict[str, object] | None = None
        self._proofs: dict[str, dict[str, Proof]] = {}

    def wants(self, path: str) -> bool:
        return path in FILES or path.endswith(PROOF_EXTENSION)

    def take(self, path: str, data: bytes) -> None:
        """Read one file whose bytes are as the manifest says. Raises `Unfit`."""
        try:
            if path == bag.CHECKPOINT:
                self._note, self.checkpoint = read_note_file(data)
            elif path == bag.RECORD:
                document = json.loads(data)
                if not isinstance(document, dict):
                    raise Unfit
                self._record = document
            else:
                folder, _, name = path.removeprefix(bag.PAYLOAD).rpartition("/")
                self._proofs.setdefault(folder, {})[name] = read_proof(data)
        except (BadNote, ValueError, RecursionError) as problem:
            raise Unfit from problem

    def problems(
        self,
        header: ArchiveHeader,
        posts: Mapping[str, ArchivedPost],
        listed: Mapping[str, str],
        public_key: bytes,
    ) -> Iterator[Problem]:
        """What does not hold. `public_key` is that of the archive's valid signature, b"" for none."""
        if not header.checkpoint:
            # An archive of an earlier release, or of a desk without a record.
            yield from (Problem("unexpected", path) for path in sorted(filter(self.wants, listed)))
            return
        yield from (Problem("not_listed", path, bag.MANIFEST) for path in sorted(FILES - listed.keys()))
        point, note = self.checkpoint, self._note
        if point is None or note is None:
            return
        if point.text() != header.checkpoint or point.size != header.chain.count:
            yield Problem("checkpoint_differs", bag.CHECKPOINT)
        if public_key and note.signature_of(point.key(public_key)) is None:
            yield Problem("checkpoint_signature", bag.CHECKPOINT)
        if self._record is not None:
            yield from self._check_record(self._record, point, header.breaks)
        for folder, post in posts.items():
            yield from self._check_approvals(folder, post, note)

    def _check_record(
        self, record: Mapping[str, object], point: Checkpoint, breaks: tuple[Break, ...]
    ) -> Iterator[Problem]:
        try:
            earlier, proven = earlier_trees(record, point), proven_breaks(record, point)
        except (ValueError, LookupError, TypeError, RecursionError):
            yield Problem("bad_document", bag.RECORD)
            return
        if earlier is None or proven is None:
            yield Problem("record_unproven", bag.RECORD)
        elif proven != breaks:
            yield Problem("breaks_differ", bag.ABOUT)
        self.earlier = earlier or ()

    def _check_approvals(self, folder: str, post: ArchivedPost, note: Note) -> Iterator[Problem]:
        """Each approval in the decision has its proof, and each proof is of one of them."""
        left = [decision.at for decision in post.decisions if decision.verdict == "approve"]
        for name, proof in sorted(self._proofs.get(folder, {}).items()):
            path = f"{bag.PAYLOAD}{folder}/{name}"
            if note_file(proof.note) != note_file(note) or not proof.holds():
                yield Problem("proof_broken", path)
                continue
            at = _approval(proof, post)
            if at not in left or name != proof_name(proof.event):
                yield Problem("proof_differs", path)
            else:
                left.remove(at)
        if left:
            yield Problem("proof_missing", f"{bag.PAYLOAD}{folder}/{bag.DECISION}", str(len(left)))


def _approval(proof: Proof, post: ArchivedPost) -> str:
    """When the proven event approved this very version, "" where it did not."""
    body = proof.event.columns()["body"]
    rows = body.get("rows") if isinstance(body, dict) else None
    wanted = {"table": "decision", "draft_id": post.draft_id, "version": post.version, "digest": post.digest}
    if not isinstance(rows, list):
        return ""
    for row in rows:
        if isinstance(row, dict) and {**wanted, "verdict": "approve"}.items() <= row.items():
            return str(row.get("at")) if _of_kind(rows, post) else ""
    return ""


def _of_kind(rows: list[object], post: ArchivedPost) -> bool:
    """Whether the event tells of a draft of the post's kind; those of older releases do not say."""
    wanted = post.kind if post.kind in ("comment", "reply", "share") else ""
    drafts = (row for row in rows if isinstance(row, dict) and row.get("table") == "draft")
    return all(row.get("kind", "") == wanted for row in drafts if row.get("id") == post.draft_id)
