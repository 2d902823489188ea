"""The writer of archives of approved posts, in one pass: each file is hashed as it is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.archive import bag, keys, minisign
from app.archive.article import post_section
from app.archive.bag import FileRecord
from app.archive.crate import crate_frame, entity_text, file_entity, part_text, post_entity
from app.archive.digest import post_digest
from app.archive.documents import (
    PlacedImage,
    about_document,
    act_file,
    activity,
    chain_document,
    decision_document,
    json_bytes,
    report_document,
)
from app.archive.evidence import (
    ACT,
    APPROVAL,
    PROOF_KINDS,
    PUBLICATION,
    Evidence,
    ProvenEvent,
    note_file,
    proof_name,
)
from app.archive.index import contents_line, page_frame
from app.archive.minisign import Signer
from app.archive.note import Note
from app.archive.output import Output, new_output
from app.archive.premis import premis
from app.archive.spool import Spool
from app.archive.summed import Summed, summed
from app.archive.tables import file_line, files_end, post_line, table_start, title
from app.archive.types import (
    ArchivedAct,
    ArchivedImage,
    ArchivedPost,
    ArchivedReport,
    ArchiveHeader,
    StampFiles,
)
from app.archive.wording import local_time
from app.errors import Refusal
from app.work import Work

_EXTENSION = re.compile(r"\.[a-z0-9]{2,5}")


@dataclass(frozen=True, slots=True)
class Written:
    """An archive just written: its payload's files and bytes, the signing key's fingerprint ("" for none).

    `digest` is the name of the archive (`bag.archive_digest`).
    """

    path: Path
    posts: int
    files: int
    size: int
    fingerprint: str
    digest: str


def write_archive(
    out: Path,
    header: ArchiveHeader,
    posts: Iterable[ArchivedPost],
    count: int,
    signer: Signer | None,
    work: Work,
    evidence: Evidence | None = None,
    stamp: StampFiles | None = None,
    reports: Iterable[tuple[ArchivedReport, ProvenEvent]] = (),
) -> Written:
    """Write `posts` to `out`: a folder, or a stored zip if its name ends in `.zip`.

    `count` is how many posts there are, for progress. `evidence` is what the archive is to prove of the
    record; the header's `breaks` and `checkpoint` are of it. `stamp` is the record's trusted time, of which
    the header's `stamp` tells. `reports`, which only an archive with evidence has, each with the event that
    kept it. What is said of all posts at the end is spooled to the disk, so that memory does not grow with
    their number. Nothing bears the name `out` before the archive is whole; after any exception nothing is
    left. Raises `Refusal` where `out` exists, its folder cannot be written, there are no posts, or a post is
    no longer what was approved; `MissingEnvironment` where the disk is full; `Cancelled` where the person
    stopped it.
    """
    with new_output(out, local_time(header.made_at)) as output:
        payload = _Payload(output, evidence, signer, stamp)
        for done, post in enumerate(posts):
            work.step(done, count)
            payload.add_post(post, header)
        if not payload.posts:
            raise Refusal("archive.nothing")
        for report, event in reports:
            payload.add_report(report, event)
        key = minisign.public_key_of(signer) if signer else None
        payload.close(header, keys.fingerprint_of(key.key) if key else "")
        work.step(count, count)
        digest = _seal(output, payload, header, signer)
    fingerprint = keys.fingerprint_of(key.key) if key else ""
    return Written(out, payload.posts, payload.files, payload.size, fingerprint, digest)


class _Payload:
    """The files under `data/` as they are written, and what the lists at the end say of them."""

    def __init__(
        self, output: Output, evidence: Evidence | None, signer: Signer | None, stamp: StampFiles | None
    ) -> None:
        self._output = output
        self._evidence = evidence
        self._stamp = stamp
        self._note = Note("")
        if evidence is not None:
            self._note = evidence.checkpoint.note()
            if signer is not None:
                self._note = self._note.signed(evidence.checkpoint.origin, signer)
        self.posts, self.files, self.size = 0, 0, 0
        self._group: list[FileRecord] = []  # the files of the post that is being written
        self._loose: list[FileRecord] = []
        self.manifest = output.spool()
        self._lines, self._sections = output.spool(), output.spool()
        self._post_rows, self._file_rows = output.spool(), output.spool()
        self._crate_parts, self._crate_posts, self._crate_files = (output.spool() for _ in range(3))
        output.write(self._post_rows, table_start("posts"))
        output.write(self._file_rows, table_start("files"))

    def add_post(self, post: ArchivedPost, header: ArchiveHeader) -> None:
        require_approved(post)
        folder = bag.post_folder(post.draft_id, post.version)
        images = [self._add_image(folder, number, image) for number, image in enumerate(post.images, start=1)]
        for number, act in enumerate(post.acts, start=1):
            self._add_evidence(folder, act_file(number, act), act)
        documents = (
            (bag.POST_TEXT, "post_text", post.text.encode()),
            (bag.ACTIVITY, "activity", json_bytes(activity(post, header, images))),
            (bag.DECISION, "decision", json_bytes(decision_document(post, images))),
            (bag.PREMIS, "premis", premis(post, header, images)),
        )
        for name, kind, data in documents:
            self._add(f"{bag.PAYLOAD}{folder}/{name}", data, kind, folder)
        if self._evidence is not None:
            self._add_proofs(folder, self._evidence, post)
        self._output.write(self._post_rows, post_line(post, folder))
        self._output.write(self._sections, _html(post_section(post, folder, images)))
        self._output.write(self._lines, _html(contents_line(post, folder)))
        self._end_group(folder, title(post))
        self.posts += 1

    def add_report(self, report: ArchivedReport, proven: ProvenEvent) -> None:
        folder = bag.report_folder(report.quarter, report.row)
        base = f"{bag.PAYLOAD}{folder}/"
        self._add(base + bag.REPORT, json_bytes(report_document(report)), "report", folder)
        if self._evidence is not None:
            proof = self._evidence.proof_file(proven.event, self._note)
            self._add(base + proof_name(proven.event, proven.what), proof, "report_proof", folder)
        self._end_group(folder, report.quarter)

    def _add_image(self, folder: str, number: int, image: ArchivedImage) -> PlacedImage:
        clean, extension, media_type = image.read_clean()
        original = f"original/{number:02d}{_safe_extension(image.extension)}"
        publish = f"publish/{number:02d}{_safe_extension(extension)}"
        base = f"{bag.PAYLOAD}{folder}/"
        approved = self._add(base + original, image.read(), "original", folder, image.original_name)
        if approved.sha256 != image.sha256:
            raise Refusal("archive.image_changed", name=image.original_name)
        copy = self._add(base + publish, clean, "publish", folder, image.original_name)
        return PlacedImage(image, original, publish, media_type, copy.sha256, copy.size)

    def _add_evidence(self, folder: str, file: str, act: ArchivedAct) -> None:
        if not file:
            return
        _safe_extension(act.extension)
        kept = self._add(f"{bag.PAYLOAD}{folder}/{file}", act.read(), "act_file", folder, act.file_name)
        if (kept.sha256, kept.size) != (act.sha256, act.size):
            raise Refusal("archive.image_changed", name=act.file_name)

    def _add_proofs(self, folder: str, evidence: Evidence, post: ArchivedPost) -> None:
        recorded = {(PUBLICATION, each.row) for each in post.publications} | {
            (ACT, each.row) for each in post.acts
        }
        wanted = {
            proof_name(each.event, each.what): each
            for each in evidence.of_draft(post.draft_id)
            if each.what == APPROVAL or (each.what, each.row) in recorded
        }
        for name, each in sorted(wanted.items()):
            proof = evidence.proof_file(each.event, self._note)
            self._add(f"{bag.PAYLOAD}{folder}/{name}", proof, PROOF_KINDS[each.what], folder)

    def _end_group(self, folder: str, name: str) -> None:
        """Tell the crate of the post or report just written."""
        self._output.write(self._crate_parts, part_text(folder))
        self._output.write(self._crate_posts, entity_text(post_entity(folder, name, self._group)))
        for file in self._group:
            self._output.write(self._crate_files, entity_text(file_entity(file)))
        self._group = []

    def close(self, header: ArchiveHeader, key: str) -> None:
        """Write the documents about all posts; `files.csv` comes last because it lists the others."""
        before, between, after = map(_html, page_frame(header, self.posts, key))
        self._add_gathered(bag.INDEX, "index", before, self._lines, between, self._sections, after)
        self._add_gathered(bag.POSTS_TABLE, "posts_table", self._post_rows)
        self._add(bag.ABOUT, json_bytes(about_document(header, self.posts)), "about")
        self._add(bag.CHAIN_HEAD, json_bytes(chain_document(header.chain)), "chain_head")
        if self._evidence is not None:
            self._add(bag.CHECKPOINT, note_file(self._note), "checkpoint")
            self._add(bag.RECORD, json_bytes(self._evidence.record_document()), "record")
        if self._stamp is not None:
            self._add(bag.STAMPED, self._stamp.stamped, "stamped")
            self._add(bag.STAMP, self._stamp.reply, "stamp")
            self._add(bag.STAMP_ROOT, self._stamp.root, "stamp_root")
        start, posts, members, end = crate_frame(header, self._loose)
        lists = (start, self._crate_parts, posts, self._crate_posts, members, self._crate_files, end)
        self._add_gathered(bag.CRATE, "crate", *lists)
        self._add_gathered(bag.FILES_TABLE, "files_table", self._file_rows, files_end())

    def _add(
        self, path: str, data: bytes | Summed, kind: str, post: str = "", original_name: str = ""
    ) -> FileRecord:
        file = data if isinstance(data, Summed) else summed(data)
        self._output.add(path, file)
        return self._list(FileRecord(path, file.sha256, len(file.data), kind, post, original_name))

    def _add_gathered(self, path: str, kind: str, *parts: bytes | Spool) -> None:
        """Write a document that is made of texts and spools."""
        whole = self._output.spool()
        for part in parts:
            for piece in [part] if isinstance(part, bytes) else part.pieces():
                self._output.write(whole, piece)
        self._output.add_spool(path, whole)
        self._list(FileRecord(path, whole.sha256, whole.size, kind))

    def _list(self, file: FileRecord) -> FileRecord:
        self.files += 1
        self.size += file.size
        (self._group if file.post else self._loose).append(file)
        self._output.write(self._file_rows, file_line(file))
        self._output.write(self.manifest, bag.manifest_line(file.path, file.sha256))
        return file


def _seal(output: Output, payload: _Payload, header: ArchiveHeader, signer: Signer | None) -> str:
    """Write the bag's own files, and the signature that covers them all. Returns the archive's digest."""
    made = local_time(header.made_at)
    info = bag.info_entries(header, payload.posts, payload.size, payload.files)
    tags = {
        bag.DECLARATION: bag.DECLARATION_BYTES,
        bag.BAG_INFO: bag.bag_info(info),
        bag.PROFILE: bag.profile(),
    }
    if signer is not None:
        tags[bag.PUBLIC_KEY] = minisign.public_key_of(signer).to_bytes()
    listed = {name: hashlib.sha256(data).hexdigest() for name, data in tags.items()}
    tag_manifest = bag.manifest({**listed, bag.MANIFEST: payload.manifest.sha256})
    for name, data in tags.items():
        output.add(name, summed(data))
    output.add_spool(bag.MANIFEST, payload.manifest)
    output.add(bag.TAG_MANIFEST, summed(tag_manifest))
    if signer is not None:
        comment = _trusted_comment(made)
        output.add(bag.SIGNATURE, summed(minisign.sign(signer, tag_manifest, comment).to_bytes()))
    return bag.archive_digest(tag_manifest)


def _html(page: str) -> bytes:
    return page.encode("utf-8", "backslashreplace")


def _trusted_comment(made: datetime) -> str:
    """As minisign itself writes it."""
    return f"timestamp:{int(made.timestamp())}\tfile:{bag.TAG_MANIFEST}\thashed"


def require_approved(post: ArchivedPost) -> None:
    """Refuse a post whose text or images are not those its digest names."""
    document = post.digest_document
    same = (
        post_digest(document) == post.digest
        and document.get("text") == post.text
        and document.get("attachments") == [image.sha256 for image in post.images]
    )
    if not same:
        raise Refusal("archive.not_as_approved", draft=post.draft_id)


def _safe_extension(extension: str) -> str:
    if not _EXTENSION.fullmatch(extension):
        raise ValueError(f"not an extension: {extension!r}")
    return extension
