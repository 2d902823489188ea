"""Consistency of an archive's documents with its files: the posts with their digests, the lists, the head."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from collections import defaultdict
from dataclasses import dataclass

from app.archive import bag
from app.archive.contents import shown
from app.archive.digest import head_document, post_digest
from app.archive.minisign import PublicKey
from app.archive.types import ChainHead, Problem
from app.canonical import canonical

FIXED_FILES = frozenset({bag.ABOUT, bag.CHAIN_HEAD, bag.INDEX, bag.POSTS_TABLE, bag.FILES_TABLE, bag.CRATE})
_POST_FILE = re.compile(
    r"(?P<folder>data/posts/[0-9]{6,}-v[0-9]+)/"
    r"(?P<name>post\.txt|post\.json|decision\.json|(?:original|publish)/[0-9]{2,9}\.[a-z0-9]+)"
)
_Row = tuple[str, str, str]


class _Unfit(ValueError):
    """A document is not of the shape this program writes."""


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
        self._problems: list[Problem] = []

    def wants(self, path: str) -> bool:
        """Whether `path` is a document to be handed to `take`."""
        return path in (bag.ABOUT, bag.CHAIN_HEAD, bag.FILES_TABLE) or path.endswith(f"/{bag.DECISION}")

    def take(self, path: str, data: bytes) -> None:
        """Read one document whose bytes are as the manifest says."""
        try:
            if path == bag.FILES_TABLE:
                self._rows = _file_rows(data)
            elif path == bag.ABOUT:
                self._take_about(_document(data))
            elif path == bag.CHAIN_HEAD:
                self._take_chain(_document(data))
            else:
                self._take_decision(path, _document(data))
        except _Unfit:
            self._problems.append(Problem("bad_document", path))

    def problems(self, listed: dict[str, str], intact: dict[str, int]) -> list[Problem]:
        """What disagrees with `listed`, the manifest (path → SHA-256).

        `intact` has the sizes of the files that are as listed; the others have been named already.
        """
        found = list(self._problems)
        folders: dict[str, dict[str, str]] = defaultdict(dict)
        for path in listed.keys() - FIXED_FILES:
            match = _POST_FILE.fullmatch(path)
            if match is None:
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
        return found

    def _take_about(self, about: dict[str, object]) -> None:
        if about.get("format") != bag.FORMAT:
            self._problems.append(Problem("other_format", bag.ABOUT, str(about.get("format"))[:20]))
            return
        office = about.get("office")
        if not isinstance(office, dict):
            raise _Unfit
        self.office_bn, self.office_en = _text(office, "bn"), _text(office, "en")
        self.made_at = _text(about, "made_at")
        self._stated_posts = _number(about, "posts")

    def _take_chain(self, head: dict[str, object]) -> None:
        chain = ChainHead(
            count=_number(head, "count"),
            hash=_text(head, "hash"),
            at=_text(head, "at"),
            signature=_text(head, "signature"),
            public_key=_text(head, "public_key"),
        )
        if (chain.signature or chain.public_key) and not _signed(chain):
            self._problems.append(Problem("chain_signature", bag.CHAIN_HEAD))
        self.chain = chain

    def _take_decision(self, path: str, decision: dict[str, object]) -> None:
        self.posts += 1
        document = decision.get("digest_document")
        if not isinstance(document, dict):
            raise _Unfit
        try:
            digest = post_digest(document)
            text = _text(document, "text").encode()
        except (ValueError, RecursionError) as problem:
            raise _Unfit from problem
        if digest != decision.get("digest"):
            self._problems.append(Problem("digest", path))
        attachments = document.get("attachments")
        if not isinstance(attachments, list) or not all(isinstance(each, str) for each in attachments):
            raise _Unfit
        folder = path.rpartition("/")[0]
        self._claims[folder] = _Claim(hashlib.sha256(text).hexdigest(), tuple(attachments))


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
        raise _Unfit from problem
    if not isinstance(document, dict):
        raise _Unfit
    return document


def _text(document: dict[str, object], key: str) -> str:
    value = document.get(key)
    if not isinstance(value, str):
        raise _Unfit
    return value


def _number(document: dict[str, object], key: str) -> int:
    value = document.get(key)
    if not isinstance(value, int):
        raise _Unfit
    return value


def _file_rows(data: bytes) -> set[_Row]:
    """Path, SHA-256 and size of each row of `files.csv` but its heading."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (ValueError, csv.Error) as problem:
        raise _Unfit from problem
    if any(len(row) < 3 for row in rows):
        raise _Unfit
    return {(row[0], row[1], row[2]) for row in rows[1:]}
