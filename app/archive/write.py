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
from app.archive.crate import crate
from app.archive.digest import post_digest
from app.archive.documents import (
    PlacedImage,
    about_document,
    activity,
    chain_document,
    decision_document,
    json_bytes,
)
from app.archive.evidence import Evidence, note_file, proof_name
from app.archive.index import contents_line, index_page
from app.archive.markup import Html
from app.archive.minisign import Signer
from app.archive.note import Note
from app.archive.output import Output, new_output
from app.archive.tables import files_table, post_row, posts_table, title
from app.archive.types import ArchivedImage, ArchivedPost, ArchiveHeader, StampFiles
from app.archive.wording import local_time
from app.errors import Refusal
from app.work import Work

_EXTENSION = re.compile(r"\.[a-z0-9]{2,5}")


@dataclass(frozen=True, slots=True)
class Written:
    """An archive just written: its payload's files and bytes, the signing key's fingerprint ("" for none)."""

    path: Path
    posts: int
    files: int
    size: int
    fingerprint: str


def write_archive(
    out: Path,
    header: ArchiveHeader,
    posts: Iterable[ArchivedPost],
    count: int,
    signer: Signer | None,
    work: Work,
    evidence: Evidence | None = None,
    stamp: StampFiles | None = None,
) -> Written:
    """Write `posts` to `out`: a folder, or a stored zip if its name ends in `.zip`.

    `count` is how many posts there are, for progress. `evidence` is what the archive is to prove of the
    record; the header's `breaks` and `checkpoint` are of it. `stamp` is the record's trusted time, of which
    the header's `stamp` tells. Nothing bears the name `out` before the archive is whole; after any exception
    nothing is left. Raises `Refusal` where `out` exists, its folder cannot be written, there are no posts, or
    a post is no longer what was approved; `MissingEnvironment` where the disk is full; `Cancelled` where the
    person stopped it.
    """
    with new_output(out, local_time(header.made_at)) as output:
        payload = _Payload(output, evidence, signer, stamp)
        for done, post in enumerate(posts):
            work.step(done, count)
            payload.add_post(post, header)
        if not payload.rows:
            raise Refusal("archive.nothing")
        key = minisign.public_key_of(signer) if signer else None
        payload.close(header, keys.fingerprint_of(key.key) if key else "")
        work.step(count, count)
        _seal(output, payload, header, signer)
    size = sum(file.size for file in payload.files)
    return Written(
        out, len(payload.rows), len(payload.files), size, keys.fingerprint_of(key.key) if key else ""
    )


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
        self.files: list[FileRecord] = []
        self.rows: list[tuple[str | int, ...]] = []
        self._titles: dict[str, str] = {}
        self._sections: list[Html] = []
        self._contents: list[Html] = []

    def add_post(self, post: ArchivedPost, header: ArchiveHeader) -> None:
        require_approved(post)
        folder = bag.post_folder(post.draft_id, post.version)
        images = [self._add_image(folder, number, image) for number, image in enumerate(post.images, start=1)]
        documents = (
            (bag.POST_TEXT, "post_text", post.text.encode()),
            (bag.ACTIVITY, "activity", json_bytes(activity(post, header, images))),
            (bag.DECISION, "decision", json_bytes(decision_document(post, images))),
        )
        for name, kind, data in documents:
            self._add(f"{bag.PAYLOAD}{folder}/{name}", data, kind, folder)
        if self._evidence is not None:
            for event in self._evidence.approvals(post.draft_id):
                proof = self._evidence.proof_file(event, self._note)
                self._add(f"{bag.PAYLOAD}{folder}/{proof_name(event)}", proof, "approval_proof", folder)
        self.rows.append(post_row(post, folder))
        self._titles[folder] = title(post)
        self._sections.append(post_section(post, folder, images))
        self._contents.append(contents_line(post, folder))

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

    def close(self, header: ArchiveHeader, key: str) -> None:
        """Write the documents about all posts; `files.csv` comes last because it lists the others."""
        count = len(self.rows)
        page = index_page(header, self._contents, self._sections, count, key)
        self._add(bag.INDEX, page.encode("utf-8", "backslashreplace"), "index")
        self._add(bag.POSTS_TABLE, posts_table(self.rows), "posts_table")
        self._add(bag.ABOUT, json_bytes(about_document(header, count)), "about")
        self._add(bag.CHAIN_HEAD, json_bytes(chain_document(header.chain)), "chain_head")
        if self._evidence is not None:
            self._add(bag.CHECKPOINT, note_file(self._note), "checkpoint")
            self._add(bag.RECORD, json_bytes(self._evidence.record_document()), "record")
        if self._stamp is not None:
            self._add(bag.STAMPED, self._stamp.stamped, "stamped")
            self._add(bag.STAMP, self._stamp.reply, "stamp")
            self._add(bag.STAMP_ROOT, self._stamp.root, "stamp_root")
        self._add(bag.CRATE, json_bytes(crate(header, self.files, self._titles)), "crate")
        self._add(bag.FILES_TABLE, files_table(self.files), "files_table")

    def _add(self, path: str, data: bytes, kind: str, post: str = "", original_name: str = "") -> FileRecord:
        self._output.add(path, data)
        sha256 = hashlib.sha256(data).hexdigest()
        record = FileRecord(path, sha256, len(data), kind, post, original_name)
        self.files.append(record)
        return record


def _seal(output: Output, payload: _Payload, header: ArchiveHeader, signer: Signer | None) -> None:
    """Write the bag's own files, and the signature that covers them all."""
    size = sum(file.size for file in payload.files)
    made = local_time(header.made_at)
    info = bag.info_entries(header, len(payload.rows), size, len(payload.files))
    tags = {
        bag.DECLARATION: bag.DECLARATION_BYTES,
        bag.BAG_INFO: bag.bag_info(info),
        bag.MANIFEST: bag.manifest({file.path: file.sha256 for file in payload.files}),
    }
    if signer is not None:
        tags[bag.PUBLIC_KEY] = minisign.public_key_of(signer).to_bytes()
    tag_manifest = bag.manifest({name: hashlib.sha256(data).hexdigest() for name, data in tags.items()})
    for name, data in tags.items():
        output.add(name, data)
    output.add(bag.TAG_MANIFEST, tag_manifest)
    if signer is not None:
        comment = _trusted_comment(made)
        output.add(bag.SIGNATURE, minisign.sign(signer, tag_manifest, comment).to_bytes())


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
