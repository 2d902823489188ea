"""The bag around the posts, after BagIt 1.0 (RFC 8493): which files it has and how they are written.

    bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt    the bag
    bagit-profile.json                                                      what such a bag must have
    anumodon.pub  tagmanifest-sha256.txt.minisig                            where the desk can sign
    data/index.html  posts.csv  files.csv  archive.json  chain-head.json  checkpoint.txt  record.json
    data/timestamp.txt  timestamp.tsr  timestamp-root.pem                   where there is a trusted time
    data/ro-crate-metadata.json
    data/posts/000123-v2/post.txt  post.json  decision.json  approval-000456.tlog-proof
    data/posts/000123-v2/premis.xml  publication-000460.tlog-proof  act-000461.tlog-proof
    data/posts/000123-v2/original/01.jpg  publish/01.jpg  acts/01.png
    data/reports/2026-Q4-000001/report.json  report-000470.tlog-proof

`original` has what was approved, `publish` copies without metadata, `acts` the evidence of what was done
after publication. The archive's digest is SHA-256 of its tag manifest; the record's next archive names it.

The tag manifest lists every file above itself that is no payload; the signature is over the tag manifest,
so it covers every byte of the archive.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.archive.types import ArchiveHeader
from app.bangla.dates import local

FORMAT = 1
# The form of what is made from the decisions (post.json, the tables, index, crate, bag-info.txt): raised with
# every change of it, words too. `tests/archive/test_agreement.py` says when.
RENDERING = 6
# From here on a post has premis.xml, and proofs of what was done after publication; and the bag its profile.
WITH_ACTS = 5

DECLARATION = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "tagmanifest-sha256.txt.minisig"
PUBLIC_KEY = "anumodon.pub"
PROFILE = "bagit-profile.json"
PROFILE_IDENTIFIER = "urn:uuid:5b0d3c52-8f0e-4a4e-9a55-6f6b3b3f7a01"
DECLARATION_BYTES = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

PAYLOAD = "data/"
ABOUT = "data/archive.json"
CHAIN_HEAD = "data/chain-head.json"
CHECKPOINT = "data/checkpoint.txt"
RECORD = "data/record.json"
STAMPED, STAMP, STAMP_ROOT = "data/timestamp.txt", "data/timestamp.tsr", "data/timestamp-root.pem"
INDEX = "data/index.html"
POSTS_TABLE = "data/posts.csv"
FILES_TABLE = "data/files.csv"
CRATE = "data/ro-crate-metadata.json"
POST_TEXT, ACTIVITY, DECISION, PREMIS = "post.txt", "post.json", "decision.json", "premis.xml"
REPORTS, REPORT = "data/reports/", "report.json"

# ASCII alone, so that no tool, disk or zip reads a name differently; no component is "." or "..".
_PATH = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")
_LINE = re.compile(rf"([0-9a-f]{{64}})  ({_PATH.pattern})")
_OXUM = re.compile(r"(0|[1-9][0-9]{0,18})\.(0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One payload file. `kind` names the sentence `archive_page.kind.<kind>`, `post` is its post's folder."""

    path: str
    sha256: str
    size: int
    kind: str
    post: str = ""
    original_name: str = ""


def post_folder(draft_id: int, version: int) -> str:
    """Where a version's files lie inside `data/`."""
    return f"posts/{draft_id:06d}-v{version}"


def report_folder(quarter: str, row: int) -> str:
    """Where a report's files lie inside `data/`."""
    return f"reports/{quarter}-{row:06d}"


def archive_digest(tag_manifest: bytes) -> str:
    """The name of an archive: it changes with any byte of it."""
    return hashlib.sha256(tag_manifest).hexdigest()


def manifest_line(path: str, sha256: str) -> bytes:
    """One line of a manifest."""
    return f"{sha256}  {path}\n".encode("ascii")


def is_safe_path(path: str) -> bool:
    """Whether a path is of the kind this program writes, and cannot lead out of its folder."""
    return _PATH.fullmatch(path) is not None


def manifest(checksums: Mapping[str, str]) -> bytes:
    """A manifest file of path → SHA-256 in hex."""
    return b"".join(manifest_line(path, sha256) for path, sha256 in sorted(checksums.items()))


def read_manifest(data: bytes) -> tuple[dict[str, str], list[int]]:
    """Path → SHA-256, and the numbers of lines that `manifest` would not have written."""
    checksums: dict[str, str] = {}
    bad: list[int] = []
    lines = data.decode("ascii", "replace").split("\n")
    for number, line in enumerate(lines[:-1], start=1):
        found = _LINE.fullmatch(line)
        if found is None or found[2] in checksums:
            bad.append(number)
        else:
            checksums[found[2]] = found[1]
    if lines[-1]:
        bad.append(len(lines))
    return checksums, bad


def bag_info(entries: Iterable[tuple[str, str]]) -> bytes:
    """`bag-info.txt`; a value is written on one line whatever it holds."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in entries if value).encode()


def info_entries(header: ArchiveHeader, posts: int, size: int, files: int) -> list[tuple[str, str]]:
    """What `bag-info.txt` says of an archive of `posts` posts, whose payload has `size` bytes in `files`."""
    office = f"{header.office_bn} ({header.office_en})" if header.office_en else header.office_bn
    return [
        ("Source-Organization", office),
        ("Contact-Name", header.made_by),
        ("External-Description", f"Archive of {posts} approved social-media posts"),
        ("Bagging-Date", local(datetime.fromisoformat(header.made_at)).date().isoformat()),
        ("Payload-Oxum", oxum(size, files)),
        ("Bag-Software-Agent", header.program),
        ("BagIt-Profile-Identifier", PROFILE_IDENTIFIER),
    ]


def profile() -> bytes:
    """`bagit-profile.json`: what every archive of this form has, after BagIt Profiles 1.3.0."""
    required = {"required": True}
    labels = ("Contact-Name", "External-Description", "Bagging-Date", "Payload-Oxum", "Bag-Software-Agent")
    document = {
        "BagIt-Profile-Info": {
            "BagIt-Profile-Identifier": PROFILE_IDENTIFIER,
            "BagIt-Profile-Version": "1.3.0",
            "Source-Organization": "Anumodon",
            "External-Description": "Archive of a government office's approved social-media posts",
            "Version": "1.0",
        },
        "Bag-Info": {
            "Source-Organization": required,
            **{label: {"required": label != "Contact-Name"} for label in labels},
            "BagIt-Profile-Identifier": {"required": True, "values": [PROFILE_IDENTIFIER]},
        },
        "Manifests-Required": ["sha256"],
        "Manifests-Allowed": ["sha256"],
        "Tag-Manifests-Required": ["sha256"],
        "Tag-Manifests-Allowed": ["sha256"],
        "Tag-Files-Required": [PROFILE],
        "Tag-Files-Allowed": [PROFILE, PUBLIC_KEY, SIGNATURE],
        "Payload-Files-Required": [ABOUT, CHAIN_HEAD, CRATE, FILES_TABLE, INDEX, POSTS_TABLE],
        "Allow-Fetch.txt": False,
        "Serialization": "optional",
        "Accept-Serialization": ["application/zip"],
        "Accept-BagIt-Version": ["1.0"],
    }
    return (json.dumps(document, indent=2) + "\n").encode("ascii")


def read_info(data: bytes) -> dict[str, object]:
    """Labels and values of a `bag-info.txt` as `bag_info` writes it."""
    lines = data.decode("utf-8", "replace").splitlines()
    return {label: value for label, _, value in (line.partition(": ") for line in lines)}


def oxum(size: int, count: int) -> str:
    """Payload-Oxum: bytes and files of the payload."""
    return f"{size}.{count}"


def read_oxum(info: bytes) -> tuple[int, int] | None:
    """(bytes, files) that `bag-info.txt` states, None unless it states them exactly once."""
    lines = info.decode("utf-8", "replace").split("\n")
    values = [line.removeprefix("Payload-Oxum: ") for line in lines if line.startswith("Payload-Oxum: ")]
    found = _OXUM.fullmatch(values[0]) if len(values) == 1 else None
    return (int(found[1]), int(found[2])) if found else None
