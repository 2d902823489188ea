"""Verification: whether an archive is whole and unchanged, and if not, which file is wrong and how."""

from __future__ import annotations

import hashlib
from pathlib import Path

from app.archive import bag, minisign
from app.archive.contents import Contents, open_contents, reason, shown
from app.archive.records import FIXED_FILES, Records
from app.archive.types import Problem, Verification
from app.work import Work

_LONGEST_DOCUMENT = 1 << 28  # bytes held in memory at once; a manifest of a million files is half of it
_REQUIRED_TAGS = (bag.DECLARATION, bag.BAG_INFO, bag.MANIFEST)
_TAGS = (*_REQUIRED_TAGS, bag.PUBLIC_KEY, bag.TAG_MANIFEST, bag.SIGNATURE)


def verify_archive(path: Path, work: Work, expected_key: bytes | None = None) -> Verification:
    """Check the archive at `path`, a folder or a zip, against itself. Needs no data folder.

    `expected_key` is the office's public key (32 bytes Ed25519) where it is known from elsewhere.

    What is found: any byte changed and any file or folder added or removed, anywhere; links; a zip that is
    not exactly as it was written; a wrong signature; posts whose text or images are not what was approved;
    lists that disagree with the files.

    What cannot be found: the archive brings its own key along. Somebody who rewrites everything and leaves
    out the signature, or signs with a key of their own, makes a consistent archive. So compare `signed_by`
    with the id the office gives for its key, or hand in `expected_key`.

    Raises `Refusal` where `path` is no archive at all, `Cancelled` where the person stopped it.
    """
    with open_contents(path) as contents:
        if contents.broken:
            return Verification(tuple(contents.problems), posts=0, files=0)
        return _Verifier(contents, work, expected_key).run()


class _Verifier:
    def __init__(self, contents: Contents, work: Work, expected_key: bytes | None) -> None:
        self._contents = contents
        self._work = work
        self._expected_key = expected_key
        self._problems: list[Problem] = []
        self._intact: dict[str, int] = {}
        self._bytes_read = 0
        self._files_read = 0

    def run(self) -> Verification:
        tags = self._read_tags()
        listed = self._read_manifest(bag.MANIFEST, tags)
        listed_tags = self._read_manifest(bag.TAG_MANIFEST, tags)
        self._check_tags(tags, listed_tags)
        signed_by = self._check_signature(tags)
        self._check_presence(listed)
        records = self._read_payload(listed)
        if not self._problems:
            self._check_oxum(tags[bag.BAG_INFO], listed)
        self._problems += records.problems(listed, self._intact)
        return Verification(
            problems=tuple(dict.fromkeys([*self._contents.problems, *self._problems])),
            posts=records.posts,
            files=sum(path.startswith(bag.PAYLOAD) for path in self._contents.sizes),
            office_bn=records.office_bn,
            office_en=records.office_en,
            made_at=records.made_at,
            signed_by=signed_by,
            chain=records.chain,
            bytes_read=self._bytes_read,
        )

    def _say(self, kind: str, file: str = "", detail: str = "") -> None:
        self._problems.append(Problem(kind, shown(file), detail))

    def _read(self, path: str, keep: bool) -> tuple[str, bytes] | None:
        """SHA-256 of a file, and its bytes if they are to be kept; None where it cannot be read."""
        if keep and self._contents.sizes[path] > _LONGEST_DOCUMENT:
            self._say("too_large", path)
            return None
        sha256, kept = hashlib.sha256(), bytearray()
        try:
            for chunk in self._contents.chunks(path):
                self._work.step(self._files_read, len(self._contents.sizes))
                self._bytes_read += len(chunk)
                sha256.update(chunk)
                if keep:
                    kept += chunk
        except OSError as problem:
            self._say("unreadable", path, reason(problem))
            return None
        self._files_read += 1
        return sha256.hexdigest(), bytes(kept)

    def _read_tags(self) -> dict[str, bytes]:
        tags = {}
        for name in _TAGS:
            if name in self._contents.sizes:
                found = self._read(name, keep=True)
                if found is not None:
                    tags[name] = found[1]
        for name in (*_REQUIRED_TAGS, bag.TAG_MANIFEST):
            if name not in self._contents.sizes:
                self._say("missing", name)
        return tags

    def _read_manifest(self, name: str, tags: dict[str, bytes]) -> dict[str, str]:
        checksums, bad_lines = bag.read_manifest(tags.get(name, b""))
        for line in bad_lines:
            self._say("bad_line", name, str(line))
        return checksums

    def _check_tags(self, tags: dict[str, bytes], listed: dict[str, str]) -> None:
        covered = [name for name in _TAGS if name not in (bag.TAG_MANIFEST, bag.SIGNATURE)]
        for name in covered:
            if name in listed and name not in self._contents.sizes:
                self._say("missing", name)
            if name in tags and name not in listed:
                self._say("not_listed", name, bag.TAG_MANIFEST)
            if name in tags and name in listed and hashlib.sha256(tags[name]).hexdigest() != listed[name]:
                self._say("changed", name, bag.TAG_MANIFEST)
        for name in listed.keys() - set(covered):
            self._say("unexpected", name)
        if tags.get(bag.DECLARATION, bag.DECLARATION_BYTES) != bag.DECLARATION_BYTES:
            self._say("declaration", bag.DECLARATION)

    def _check_signature(self, tags: dict[str, bytes]) -> str:
        """The id of the key that signed the archive, "" where none did."""
        key_file, signature_file = tags.get(bag.PUBLIC_KEY), tags.get(bag.SIGNATURE)
        if key_file is None or signature_file is None:
            if key_file is not None:
                self._say("missing", bag.SIGNATURE)
            if signature_file is not None:
                self._say("missing", bag.PUBLIC_KEY)
            if self._expected_key is not None:
                self._say("unsigned")
            return ""
        try:
            key = minisign.read_public_key(key_file)
        except minisign.Malformed:
            self._say("bad_key", bag.PUBLIC_KEY)
            return ""
        try:
            signature = minisign.read_signature(signature_file)
        except minisign.Malformed:
            self._say("bad_signature", bag.SIGNATURE)
            return ""
        if self._expected_key is not None and key.key != self._expected_key:
            self._say("other_key", bag.PUBLIC_KEY, key.name)
        if signature.key_id != key.key_id or not signature.whole(key):
            self._say("bad_signature", bag.SIGNATURE)
            return ""
        if not signature.covers(key, tags.get(bag.TAG_MANIFEST, b"")):
            self._say("not_signed", bag.TAG_MANIFEST)
            return ""
        return key.name

    def _check_presence(self, listed: dict[str, str]) -> None:
        present = self._contents.sizes.keys()
        for path in sorted(listed.keys() - present):
            self._say("missing", path)
        for path in sorted(present - listed.keys() - set(_TAGS)):
            self._say("added", path)
        for path in sorted(FIXED_FILES - listed.keys()):
            self._say("not_listed", path, bag.MANIFEST)

    def _read_payload(self, listed: dict[str, str]) -> Records:
        """Hash every listed file, and hand on the documents among those that are unchanged."""
        records = Records()
        for path in sorted(listed.keys() & self._contents.sizes.keys()):
            found = self._read(path, keep=records.wants(path))
            if found is None:
                continue
            sha256, data = found
            if sha256 != listed[path]:
                self._say("changed", path, bag.MANIFEST)
                continue
            self._intact[path] = self._contents.sizes[path]
            if records.wants(path):
                records.take(path, data)
        return records

    def _check_oxum(self, info: bytes, listed: dict[str, str]) -> None:
        # Only asked where all else holds: a file that is missing has been named already.
        stated = bag.read_oxum(info)
        found = (sum(self._contents.sizes[path] for path in listed), len(listed))
        if stated != found:
            self._say("oxum", bag.BAG_INFO, bag.oxum(*found))
