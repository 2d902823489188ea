"""Consistency of an archive's documents with its files: the posts with their digests, the lists, the head."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from collections import defaultdict
from dataclasses import dataclass, replace

from app.archive import bag
from app.archive.agreement import PAGES, Documents, PostDocuments, Surroundings
from app.archive.contents import shown
from app.archive.digest import head_document, post_digest
from app.archive.evidence_check import FILES as EVIDENCE_FILES
from app.archive.evidence_check import EvidenceCheck
from app.archive.minisign import PublicKey
from app.archive.reading import Unfit, header_of, number, post_of, report_of, text
from app.archive.stamp_check import FILES as STAMP_FILES
from app.archive.stamp_check import StampCheck
from app.archive.types import ArchivedReport, ArchiveHeader, Break, ChainHead, Problem
from app.canonical import canonical

FIXED_FILES = frozenset({bag.ABOUT, bag.CHAIN_HEAD, bag.INDEX, bag.POSTS_TABLE, bag.FILES_TABLE, bag.CRATE})
_POST_FILE = re.compile(
    r"(?P<folder>data/posts/[0-9]{6,}-v[0-9]+)/"
    r"(?P<name>post\.txt|post\.json|decision\.json|premis\.xml|(?:approval|publication|act)-[0-9]{6,18}\.tlog-proof"
    r"|(?:original|publish|acts)/[0-9]{2,9}\.[a-z0-9]+)"
)
_REPORT_FILE = re.compile(
    r"data/(?P<folder>reports/[0-9]{4}-Q[1-4]-[0-9]{6,})/(?:report\.json|report-[0-9]{6,18}\.tlog-proof)"
)
_Row = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a decision says was approved: SHA-256 of the text's bytes, and of each image in order."""

    text: str
    images: tuple[str, ...]


class Records:
    """Takes the documents one by one as they are read, and compares them with the files at the end."""

    def __init__(self) -> None:
        self.posts = 0
        self.office_bn = ""
        self.office_en = ""
        self.made_at = ""
        self.chain: ChainHead | None = None
        self._stated_posts: int | None = None
        self._rows: set[_Row] | None = None
        self._claims: dict[str, _Claim] = {}
        self._about: dict[str, object] | None = None
        self._posts: dict[str, PostDocuments] = {}
        self._pages: dict[str, bytes] = {}
        self._problems: list[Problem] = []
        self.evidence = EvidenceCheck()
        self.stamp = StampCheck()
        self.breaks: tuple[Break, ...] = ()
        self.reports: dict[str, ArchivedReport] = {}
        self._premis: dict[str, bytes] = {}
        self.header: ArchiveHeader | None = None

    def wants(self, path: str) -> bool:
        """Whether `path` is a document to be handed to `take`."""
        return (
            path in FIXED_FILES
            or path.endswith((f"/{bag.DECISION}", f"/{bag.ACTIVITY}", f"/{bag.PREMIS}", f"/{bag.REPORT}"))
            or path in STAMP_FILES
            or self.evidence.wants(path)
        )

    def take(self, path: str, data: bytes) -> None:
        """Read one document whose bytes are as the manifest says."""
        try:
            if path in PAGES:
                self._pages[path] = data
                if path == bag.FILES_TABLE:
                    self._rows = _file_rows(data)
            elif path == bag.ABOUT:
                self._take_about(_document(data))
            elif path == bag.CHAIN_HEAD:
                self._take_chain(_document(data))
            elif path in STAMP_FILES:
                self.stamp.take(path, data)
            elif self.evidence.wants(path):
                self.evidence.take(path, data)
            elif path.endswith(f"/{bag.PREMIS}"):
                self._premis[path.rpartition("/")[0].removeprefix(bag.PAYLOAD)] = data
            elif path.endswith(f"/{bag.REPORT}"):
                folder = path.rpartition("/")[0].removeprefix(bag.PAYLOAD)
                self.reports[folder] = report_of(_document(data))
            elif path.endswith(bag.ACTIVITY):
                self._take_activity(path, _document(data))
            else:
                self._take_decision(path, _document(data))
        except Unfit:
            self._problems.append(Problem("bad_document", path))

    def problems(
        self,
        listed: dict[str, str],
        intact: dict[str, int],
        info: bytes,
        key: str | None,
        public_key: bytes = b"",
    ) -> list[Problem]:
        """What disagrees with `listed`, the manifest (path → SHA-256), and with each other.

        `intact` has the sizes of the files that are as listed; the others have been named already. `info` is
        `bag-info.txt`, `key` the signing key's fingerprint, "" for none, None where it is not clear;
        `public_key` has its 32 bytes, b"" where no signature is valid.
        """
        found: list[Problem] = []
        folders: dict[str, dict[str, str]] = defaultdict(dict)
        for path in listed.keys() - FIXED_FILES - EVIDENCE_FILES - STAMP_FILES:
            match = _POST_FILE.fullmatch(path)
            report = _REPORT_FILE.fullmatch(path)
            if report is not None:
                if f"{bag.PAYLOAD}{report['folder']}/{bag.REPORT}" not in listed:
                    found.append(Problem("unexpected", path))
            elif match is None:
                found.append(Problem("unexpected", path))
            else:
                folders[match["folder"]][match["name"]] = listed[path]
        for folder, files in folders.items():
            missing = [name for name in (bag.POST_TEXT, bag.ACTIVITY, bag.DECISION) if name not in files]
            found += [Problem("not_listed", f"{folder}/{name}", bag.MANIFEST) for name in missing]
            if folder in self._claims:
                found += _compare_post(folder, self._claims[folder], files)
        if self._stated_posts is not None and self._stated_posts != len(folders):
            found.append(Problem("posts_count", bag.ABOUT, str(self._stated_posts)))
        if self._rows is not None:
            found += _compare_table(self._rows, listed, intact)
        documents = self._documents(len(folders))
        if documents is not None:
            self.header, self.breaks = documents.header, documents.header.breaks
            found += documents.problems(Surroundings(listed, intact, info, key))
            posts = {folder: each.post for folder, each in self._posts.items()}
            found += self.evidence.problems(
                documents.header,
                posts,
                listed,
                public_key,
                self.reports,
                with_acts=documents.rendering >= bag.WITH_ACTS,
            )
            found += self.stamp.problems(documents.header, self.evidence)
        return self._problems + found

    def _documents(self, posts: int) -> Documents | None:
        """All that was read, None where something is missing: that has been named already."""
        if self._about is None or self.chain is None or len(self._posts) != posts:
            return None
        try:
            header = header_of(self._about, self.chain)
            rendering = number(self._about, "rendering", 0)
        except Unfit:
            self._problems.append(Problem("bad_document", bag.ABOUT))
            return None
        whole = {
            folder: replace(each, premis=self._premis.get(folder)) for folder, each in self._posts.items()
        }
        return Documents(header, rendering, whole, self._pages, self.reports)

    @property
    def of_this_release(self) -> bool:
        """Whether a program of this form wrote the archive, so that its words are known too."""
        return self._about is not None and self._about.get("rendering") == bag.RENDERING

    @property
    def acts(self) -> int:
        """How many acts after publication the posts tell of."""
        return sum(len(each.post.acts) for each in self._posts.values())

    def _take_about(self, about: dict[str, object]) -> None:
        if about.get("format") != bag.FORMAT:
            self._problems.append(Problem("other_format", bag.ABOUT, str(about.get("format"))[:20]))
            return
        office = about.get("office")
        if not isinstance(office, dict):
            raise Unfit
        self.office_bn, self.office_en = text(office, "bn"), text(office, "en")
        self.made_at = text(about, "made_at")
        self._stated_posts = number(about, "posts")
        self._about = about

    def _take_chain(self, head: dict[str, object]) -> None:
        chain = ChainHead(
            count=number(head, "count"),
            hash=text(head, "hash"),
            at=text(head, "at"),
            signature=text(head, "signature"),
            public_key=text(head, "public_key"),
        )
        if (chain.signature or chain.public_key) and not _signed(chain):
            self._problems.append(Problem("chain_signature", bag.CHAIN_HEAD))
        self.chain = chain

    def _take_decision(self, path: str, decision: dict[str, object]) -> None:
        self.posts += 1
        document = decision.get("digest_document")
        if not isinstance(document, dict):
            raise Unfit
        try:
            digest = post_digest(document)
            reason = text(document, "text").encode()
        except (ValueError, RecursionError) as problem:
            raise Unfit from problem
        if digest != decision.get("digest"):
            self._problems.append(Problem("digest", path))
        attachments = document.get("attachments")
        if not isinstance(attachments, list) or not all(isinstance(each, str) for each in attachments):
            raise Unfit
        folder = path.rpartition("/")[0]
        self._claims[folder] = _Claim(hashlib.sha256(reason).hexdigest(), tuple(attachments))
        post, images = post_of(decision)
        self._posts[folder.removeprefix(bag.PAYLOAD)] = PostDocuments(post, images)

    def _take_activity(self, path: str, activity: dict[str, object]) -> None:
        # Read after the decision beside it: files come in the order of their names.
        folder = path.rpartition("/")[0].removeprefix(bag.PAYLOAD)
        if folder in self._posts:
            self._posts[folder] = replace(self._posts[folder], activity=activity)


def _compare_post(folder: str, claim: _Claim, files: dict[str, str]) -> list[Problem]:
    found = []
    if files.get(bag.POST_TEXT, claim.text) != claim.text:
        found.append(Problem("text_differs", f"{folder}/{bag.POST_TEXT}"))
    originals, copies = (_numbered(kind, files) for kind in ("original/", "publish/"))
    if not len(originals) == len(copies) == len(claim.images):
        found.append(Problem("images_count", f"{folder}/{bag.DECISION}", str(len(claim.images))))
    pairs = zip(originals, claim.images, strict=False)
    found += [Problem("image_differs", f"{folder}/{name}") for name, sha256 in pairs if files[name] != sha256]
    return found


def _numbered(prefix: str, files: dict[str, str]) -> list[str]:
    names = (name for name in files if name.startswith(prefix))
    return sorted(names, key=lambda name: int(name.removeprefix(prefix).partition(".")[0]))


def _compare_table(rows: set[_Row], listed: dict[str, str], intact: dict[str, int]) -> list[Problem]:
    """`files.csv` against the files; its own row has neither checksum nor size, as it must."""
    expected = {(path, listed[path], str(size)) for path, size in intact.items() if path != bag.FILES_TABLE}
    expected.add((bag.FILES_TABLE, "", ""))
    named_already = listed.keys() - intact.keys()
    wrong = {path for path, _, _ in expected ^ rows} - named_already
    return [Problem("table_differs", bag.FILES_TABLE, shown(path)) for path in sorted(wrong)]


def _signed(chain: ChainHead) -> bool:
    try:
        key = base64.b64decode(chain.public_key, validate=True)
        signature = base64.b64decode(chain.signature, validate=True)
        message = canonical(head_document(chain.count, chain.hash, chain.at))
        return PublicKey(b"", key).verifies(signature, message)
    except ValueError:
        return False


def _document(data: bytes) -> dict[str, object]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise Unfit from problem
    if not isinstance(document, dict):
        raise Unfit
    return document


def _file_rows(data: bytes) -> set[_Row]:
    """Path, SHA-256 and size of each row of `files.csv` but its heading."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (ValueError, csv.Error) as problem:
        raise Unfit from problem
    if any(len(row) < 3 for row in rows):
        raise Unfit
    return {(row[0], row[1], row[2]) for row in rows[1:]}
