"""Agreement of an archive's files with each other, where every checksum and signature holds.

All that is written of a post stands in its `decision.json`; what else tells of it (`post.json`, the tables,
the index, the crate) was made from that. So it is made again and compared: exactly where the archive was made
in the form of this release (`bag.RENDERING`), and fact by fact where another release made it, whose words may
differ.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.archive import bag
from app.archive.article import post_section
from app.archive.bag import FileRecord
from app.archive.crate import crate
from app.archive.documents import PlacedImage, act_file, activity
from app.archive.evidence import PROOF_EXTENSION, PROOF_KINDS
from app.archive.index import contents_line, index_page
from app.archive.keys import id_in
from app.archive.page_facts import PageFacts, page_facts
from app.archive.premis import facts, premis
from app.archive.reading import Unfit
from app.archive.tables import files_table, post_row, posts_table, title
from app.archive.types import ArchivedPost, ArchivedReport, ArchiveHeader, Problem

# The columns of the tables that hold facts alone; the others have words, which releases may choose anew.
_POST_FACTS = (0, 1, 2, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22)
_FILE_FACTS = (0, 1, 2, 4, 5)
_KINDS_OF_POST = ("post", "comment", "reply", "share")
_KINDS_OF_USE = {"banner": ("banner",), "profile": ("profile_picture",)}
_EVIDENCE = {
    bag.CHECKPOINT: "checkpoint",
    bag.RECORD: "record",
    bag.STAMPED: "stamped",
    bag.STAMP: "stamp",
    bag.STAMP_ROOT: "stamp_root",
}
PAGES = frozenset({bag.INDEX, bag.POSTS_TABLE, bag.FILES_TABLE, bag.CRATE})
Rows = list[list[str]]
_KEY_ID = re.compile(r"[0-9A-F]{16}")


@dataclass(frozen=True, slots=True)
class PostDocuments:
    """What one post's folder says: of the decision, its `post.json` and `premis.xml`, None where not read."""

    post: ArchivedPost
    images: list[PlacedImage]
    activity: Mapping[str, object] | None = None
    premis: bytes | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The files of the payload as `listed` (path → SHA-256) and with the `sizes` of those that are as listed.

    `info` is `bag-info.txt`, `key` the signing key's fingerprint, "" for none, None where it is not clear.
    """

    listed: Mapping[str, str]
    sizes: Mapping[str, int]
    info: bytes
    key: str | None


@dataclass(frozen=True, slots=True)
class Documents:
    """What an archive says. `posts` by folder inside `data/`; the `pages` as bytes by path."""

    header: ArchiveHeader
    rendering: int
    posts: Mapping[str, PostDocuments]
    pages: Mapping[str, bytes]
    reports: Mapping[str, ArchivedReport]

    def problems(self, around: Surroundings) -> Iterator[Problem]:
        """Every file that says otherwise than the decisions."""
        try:
            yield from _Comparison(self, around).problems()
        except (ValueError, LookupError, OverflowError):  # a clause or a number that nobody writes
            yield Problem("bad_document", bag.INDEX)


class _Comparison:
    def __init__(self, documents: Documents, around: Surroundings) -> None:
        self.header, self.posts, self.pages = documents.header, documents.posts, documents.pages
        self.reports = documents.reports
        # Whether it is of a release that described each post's files and events in PREMIS.
        self.with_premis = documents.rendering >= bag.WITH_ACTS
        self.listed, self.sizes, self.info, self.key = around.listed, around.sizes, around.info, around.key
        # Whether this release writes the same bytes.
        self.exact = documents.rendering == bag.RENDERING
        self._files: list[FileRecord] = []
        self._proofs: dict[str, list[str]] = defaultdict(list)
        for path in sorted(path for path in self.listed if path.endswith(PROOF_EXTENSION)):
            self._proofs[path.rpartition("/")[0].removeprefix(bag.PAYLOAD)].append(path)

    def problems(self) -> Iterator[Problem]:
        for folder, documents in self.posts.items():
            yield from _decision(documents, f"{bag.PAYLOAD}{folder}/", self.listed, self.sizes)
            if documents.activity is not None:
                made = activity(documents.post, self.header, documents.images)
                for key in _differing(documents.activity, _plain(made), self.exact):
                    yield Problem("activity_differs", f"{bag.PAYLOAD}{folder}/{bag.ACTIVITY}", key)
            yield from self._compare_premis(documents, f"{bag.PAYLOAD}{folder}/{bag.PREMIS}")
        if not (self.pages.keys() >= PAGES and self.sizes.keys() >= self.listed.keys()):
            return  # what is missing or changed has been named already
        yield from self._compare_info()
        files = _rows(self.pages[bag.FILES_TABLE])
        order = self._order(files)
        self._files = self._records(order)
        yield from self._compare_tables(order, files)
        yield from self._compare_crate()
        yield from self._compare_index(order)

    def _compare_premis(self, documents: PostDocuments, path: str) -> Iterator[Problem]:
        if documents.premis is None:
            if self.with_premis and path not in self.listed:
                yield Problem("not_listed", path, bag.MANIFEST)
            return
        made = premis(documents.post, self.header, documents.images)
        same = documents.premis == made if self.exact else facts(documents.premis) == facts(made)
        if not same:
            yield Problem("premis_differs", path)

    def _order(self, files: Rows) -> list[str]:
        """The posts' folders in the order they were written, which only `files.csv` keeps."""
        there = [*self.posts, *self.reports]
        named = dict.fromkeys(row[4] for row in files[1:] if len(row) > 4 and row[4] in there)
        return [*named, *(folder for folder in there if folder not in named)]

    def _records(self, order: Sequence[str]) -> list[FileRecord]:
        records = [record for folder in order for record in self._post_records(folder)]
        kinds = {
            bag.INDEX: "index",
            bag.POSTS_TABLE: "posts_table",
            bag.ABOUT: "about",
            bag.CHAIN_HEAD: "chain_head",
            **{path: kind for path, kind in _EVIDENCE.items() if path in self.listed},
            bag.CRATE: "crate",
        }
        return records + [self._record(path, kind) for path, kind in kinds.items()]

    def _post_records(self, folder: str) -> Iterator[FileRecord]:
        base = f"{bag.PAYLOAD}{folder}/"
        if folder in self.reports:
            yield self._record(base + bag.REPORT, "report", folder)
        else:
            yield from self._files_of_post(base, folder)
        for path in self._proofs.get(folder, ()):
            kind = path.removeprefix(base).partition("-")[0]
            yield self._record(path, PROOF_KINDS.get(kind, ""), folder)

    def _files_of_post(self, base: str, folder: str) -> Iterator[FileRecord]:
        post = self.posts[folder].post
        for placed in self.posts[folder].images:
            name = placed.image.original_name
            yield self._record(base + placed.original, "original", folder, name)
            yield self._record(base + placed.publish, "publish", folder, name)
        for number, act in enumerate(post.acts, start=1):
            if act_file(number, act):
                yield self._record(base + act_file(number, act), "act_file", folder, act.file_name)
        kinds = {bag.POST_TEXT: "post_text", bag.ACTIVITY: "activity", bag.DECISION: "decision"}
        if base + bag.PREMIS in self.listed:
            kinds[bag.PREMIS] = "premis"
        for file, kind in kinds.items():
            yield self._record(base + file, kind, folder)

    def _record(self, path: str, kind: str, post: str = "", original_name: str = "") -> FileRecord:
        sha256, size = self.listed.get(path, ""), self.sizes.get(path, -1)
        return FileRecord(path, sha256, size, kind, post, original_name)

    def _compare_tables(self, order: Sequence[str], files: Rows) -> Iterator[Problem]:
        made = posts_table(
            post_row(self.posts[folder].post, folder) for folder in order if folder in self.posts
        )
        found = _rows(self.pages[bag.POSTS_TABLE])
        for name in _differing_rows(found, _rows(made), None if self.exact else _POST_FACTS):
            yield Problem("table_differs", bag.POSTS_TABLE, name)
        listed = _rows(files_table(self._files))
        for name in _differing_rows(files, listed, None if self.exact else _FILE_FACTS):
            yield Problem("table_differs", bag.FILES_TABLE, name)

    def _compare_crate(self) -> Iterator[Problem]:
        # The crate was written before the two files that come after it.
        before = [file for file in self._files if file.path != bag.CRATE]
        titles = {folder: title(each.post) for folder, each in self.posts.items()}
        titles |= {folder: each.quarter for folder, each in self.reports.items()}
        found = _json(self.pages[bag.CRATE])
        if not _agree(found, _plain(crate(self.header, before, titles)), self.exact):
            yield Problem("crate_differs", bag.CRATE)

    def _compare_index(self, order: Sequence[str]) -> Iterator[Problem]:
        if self.key is None:
            return
        posts = [(folder, self.posts[folder]) for folder in order if folder in self.posts]
        sections = [post_section(each.post, folder, each.images) for folder, each in posts]
        lines = [contents_line(each.post, folder) for folder, each in posts]
        made = index_page(self.header, lines, sections, len(posts), self.key)
        found = self.pages[bag.INDEX]
        if found == made.encode("utf-8", "backslashreplace"):
            return
        expected, stated = page_facts(made), page_facts(found.decode("utf-8", "replace"))
        wrong = [Problem("index_differs", bag.INDEX, folder) for folder in _contradicted(expected, stated)]
        if stated.codes != expected.codes:
            named = next(filter(_KEY_ID.fullmatch, stated.codes), "")
            signed = id_in(self.key) if self.key else ""
            kind = "index_key" if named and named != signed else "index_other"
            wrong.append(Problem(kind, bag.INDEX, named if kind == "index_key" else ""))
        elif self.exact and not wrong:
            wrong.append(Problem("index_other", bag.INDEX))
        yield from wrong

    def _compare_info(self) -> Iterator[Problem]:
        size = sum(self.sizes.get(path, 0) for path in self.listed)
        entries = bag.info_entries(self.header, len(self.posts), size, len(self.listed))
        made = bag.read_info(bag.bag_info(entries))
        found = bag.read_info(self.info)
        for label in _differing(found, made, self.exact):
            yield Problem("info_differs", bag.BAG_INFO, label)


def _decision(
    documents: PostDocuments, base: str, listed: Mapping[str, str], sizes: Mapping[str, int]
) -> Iterator[Problem]:
    """A decision against itself, and against the files of its folder."""
    post, path = documents.post, base + bag.DECISION
    if f"{bag.PAYLOAD}{bag.post_folder(post.draft_id, post.version)}/" != base:
        yield Problem("decision_differs", path, "draft")
    # The account is left out: a handle may have changed since the approval, which covers the one of then.
    repeated = {
        "use": post.use,
        "purpose": post.purpose,
        "sources": list(post.sources),
        "schedule": post.schedule,
        "alts": [image.alt for image in post.images],
        "attachments": [image.sha256 for image in post.images],
    }
    for key, value in repeated.items():
        if post.digest_document.get(key) != value:
            yield Problem("decision_differs", path, key)
    kind_of_use = _KINDS_OF_USE.get(post.use)
    if post.kind not in (kind_of_use or _KINDS_OF_POST):
        yield Problem("decision_differs", path, "kind")
    approvals = [decision.at for decision in post.decisions if decision.verdict == "approve"]
    if max(approvals, default="") != post.approved_at:
        yield Problem("decision_differs", path, "approved_at")
    named = set()
    for placed in documents.images:
        image = placed.image
        stated = (
            (placed.original, image.sha256, image.size),
            (placed.publish, placed.publish_sha256, placed.publish_size),
        )
        for file, sha256, size in stated:
            named.add(base + file)
            if (listed.get(base + file), sizes.get(base + file, size)) != (sha256, size):
                yield Problem("image_differs", base + file)
    for number, act in enumerate(post.acts, start=1):
        if act.sha256:
            file = base + act_file(number, act)
            named.add(file)
            if (listed.get(file), sizes.get(file, act.size)) != (act.sha256, act.size):
                yield Problem("image_differs", file)
    folders = tuple(base + name for name in ("original/", "publish/", "acts/"))
    there = {file for file in listed if file.startswith(folders)}
    for file in sorted(there - named):
        yield Problem("unexpected", file)


def _differing(found: Mapping[str, object], made: Mapping[str, object], exact: bool) -> list[str]:
    """The keys on which two documents disagree; unless `exact`, only of those that both have."""
    keys = found.keys() | made.keys() if exact else found.keys() & made.keys()
    return sorted(key for key in keys if not _agree(found.get(key), made.get(key), exact))


def _agree(found: object, made: object, exact: bool) -> bool:
    if isinstance(found, dict) and isinstance(made, dict):
        return not _differing(found, made, exact)
    if isinstance(found, list) and isinstance(made, list):
        pairs = zip(found, made, strict=False)
        return len(found) == len(made) and all(_agree(one, other, exact) for one, other in pairs)
    return found == made


def _differing_rows(found: Rows, made: Rows, columns: Sequence[int] | None) -> list[str]:
    """The first cells of rows that differ, in all columns (None) or some; "" for their order or number."""
    if columns is not None:
        found, made = ([[*_cells(row, columns)] for row in rows[1:]] for rows in (found, made))
    stated, expected = ({row[0] if row else "": row for row in rows} for rows in (found, made))
    wrong = [key for key in {**expected, **stated} if stated.get(key) != expected.get(key)]
    return wrong or ([""] if found != made else [])


def _cells(row: list[str], columns: Sequence[int]) -> Iterator[str]:
    return (row[place] if place < len(row) else "" for place in columns)


def _contradicted(expected: PageFacts, stated: PageFacts) -> Iterator[str]:
    """The posts of whom a page says otherwise."""
    for anchor in expected.articles.keys() | stated.articles.keys():
        one, other = expected.articles.get(anchor), stated.articles.get(anchor)
        if one is None or other is None or not other.tells(one):
            yield anchor.replace("posts-", "posts/", 1)


def _rows(data: bytes) -> Rows:
    try:
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (ValueError, csv.Error) as problem:
        raise Unfit from problem


def _json(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise Unfit from problem


def _plain(document: Mapping[str, object]) -> dict[str, object]:
    """A document as it is read back."""
    read: dict[str, object] = json.loads(json.dumps(document))
    return read
