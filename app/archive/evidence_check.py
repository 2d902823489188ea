"""Checks what an archive proves of its record: the checkpoint, what it continues, breaks and approvals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from app.archive import bag
from app.archive.checkpoint import Checkpoint
from app.archive.evidence import (
    ACT,
    APPROVAL,
    PROOF_EXTENSION,
    PUBLICATION,
    REPORT,
    Proof,
    breaks_of,
    earlier_trees,
    note_file,
    proof_name,
    proven_events,
    read_note_file,
    read_proof,
)
from app.archive.key_path import KeyHistory, key_history
from app.archive.note import BadNote, Note
from app.archive.reading import Unfit
from app.archive.types import (
    ArchivedAct,
    ArchivedPost,
    ArchivedPublication,
    ArchivedReport,
    ArchiveHeader,
    Break,
    EarlierTree,
    Problem,
)
from app.canonical import digest

FILES = frozenset({bag.CHECKPOINT, bag.RECORD})


class EvidenceCheck:
    """Takes the files one by one as they are read. `checkpoint`, `earlier` and `keys` are what it proves."""

    def __init__(self) -> None:
        self.checkpoint: Checkpoint | None = None
        self.earlier: tuple[EarlierTree, ...] = ()
        self.keys = KeyHistory()
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
        reports: Mapping[str, ArchivedReport],
        *,
        with_acts: bool,
    ) -> Iterator[Problem]:
        """What does not hold. `public_key` is that of the archive's valid signature, b"" for none.

        `with_acts`: whether publications, and what was done after them, have to be proven; older releases
        proved approvals alone. `posts` and `reports` by folder inside `data/`.
        """
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
            if with_acts:
                yield from self._check_acts(folder, post, note)
        for folder, report in reports.items():
            yield from self._check_report(folder, report, note)

    def _check_record(
        self, record: Mapping[str, object], point: Checkpoint, breaks: tuple[Break, ...]
    ) -> Iterator[Problem]:
        try:
            earlier, events = earlier_trees(record, point), proven_events(record, point)
            proven = tuple(each for event in events or () for each in breaks_of(event))
        except (ValueError, LookupError, TypeError, RecursionError):
            yield Problem("bad_document", bag.RECORD)
            return
        if earlier is None or events is None:
            yield Problem("record_unproven", bag.RECORD)
        elif proven != breaks:
            yield Problem("breaks_differ", bag.ABOUT)
        else:
            self.keys = key_history(events)
        self.earlier = earlier or ()

    def _check_approvals(self, folder: str, post: ArchivedPost, note: Note) -> Iterator[Problem]:
        """Each approval in the decision has its proof, and each proof is of one of them."""
        left = [decision.at for decision in post.decisions if decision.verdict == "approve"]
        for name, proof in self._proofs_of(folder, APPROVAL):
            path = f"{bag.PAYLOAD}{folder}/{name}"
            if not _holds(proof, note):
                yield Problem("proof_broken", path)
                continue
            at = _approval(proof, post)
            if at not in left or name != proof_name(proof.event):
                yield Problem("proof_differs", path)
            else:
                left.remove(at)
        if left:
            yield Problem("proof_missing", f"{bag.PAYLOAD}{folder}/{bag.DECISION}", str(len(left)))

    def _proofs_of(self, folder: str, what: str) -> list[tuple[str, Proof]]:
        found = sorted(self._proofs.get(folder, {}).items())
        return [(name, proof) for name, proof in found if name.startswith(f"{what}-")]

    def _check_acts(self, folder: str, post: ArchivedPost, note: Note) -> Iterator[Problem]:
        """Each publication and each act after it has its proof, and each proof is of one of them."""
        wanted = {(PUBLICATION, each.row): _publication_row(each, post) for each in post.publications}
        wanted |= {(ACT, each.row): _act_row(each, post) for each in post.acts}
        for what in (PUBLICATION, ACT):
            for name, proof in self._proofs_of(folder, what):
                path = f"{bag.PAYLOAD}{folder}/{name}"
                if not _holds(proof, note):
                    yield Problem("proof_broken", path)
                    continue
                rows = _rows(proof)
                listed = [
                    key for key, row in wanted.items() if key[0] == what and any(row <= each for each in rows)
                ]
                if not listed or name != proof_name(proof.event, what):
                    yield Problem("proof_differs", path)
                for key in listed:
                    del wanted[key]
        for what, row in wanted:
            yield Problem("act_unproven", f"{bag.PAYLOAD}{folder}/{bag.DECISION}", f"{what} {row}")

    def _check_report(self, folder: str, report: ArchivedReport, note: Note) -> Iterator[Problem]:
        path = f"{bag.PAYLOAD}{folder}/{bag.REPORT}"
        if digest(report.content) != report.digest or folder != f"reports/{report.quarter}-{report.row:06d}":
            yield Problem("report_differs", path)
        columns = {"quarter": report.quarter, "digest": report.digest, "signature": report.signature}
        columns |= {"key": report.key, "at": report.at}
        wanted = _row("report", {"id": report.row, "complete": report.complete, **columns})
        proofs = self._proofs_of(folder, REPORT)
        if len(proofs) != 1:
            yield Problem("act_unproven", path, f"{REPORT} {report.row}")
        for name, proof in proofs:
            if not _holds(proof, note):
                yield Problem("proof_broken", f"{bag.PAYLOAD}{folder}/{name}")
            elif not any(wanted <= row for row in _rows(proof)) or name != proof_name(proof.event, REPORT):
                yield Problem("proof_differs", f"{bag.PAYLOAD}{folder}/{name}")


_Row = frozenset[tuple[str, object]]


def _publication_row(each: ArchivedPublication, post: ArchivedPost) -> _Row:
    columns = {"id": each.row, "draft_id": post.draft_id, "version": post.version}
    return _row("publication", {**columns, "url": each.url, "at": each.at})


def _act_row(act: ArchivedAct, post: ArchivedPost) -> _Row:
    return _row(
        "publication_act",
        {
            "id": act.row,
            "draft_id": post.draft_id,
            "kind": act.kind,
            "at": act.at,
            "text": act.text,
            "reason": act.reason,
            "answer": act.answer,
            "other_id": act.other,
            "url": act.url,
            "file_sha256": act.sha256,
            "file_name": act.file_name,
            "recorded_at": act.recorded_at,
        },
    )


def _row(table: str, columns: Mapping[str, object]) -> _Row:
    return frozenset({"table": table, **columns}.items())


def _rows(proof: Proof) -> list[_Row]:
    """The rows that a proven event wrote, of each the columns that hold no list or object."""
    body = proof.event.columns()["body"]
    rows = body.get("rows") if isinstance(body, dict) else None
    return [
        frozenset((key, value) for key, value in row.items() if not isinstance(value, list | dict))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
    ]


def _holds(proof: Proof, note: Note) -> bool:
    return note_file(proof.note) == note_file(note) and proof.holds()


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
