"""Verification: whether an archive is whole and unchanged, and if not, which file is wrong and how."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from app.archive import bag, keys
from app.archive.contents import Contents, open_contents, shown
from app.archive.foreign_bag import ForeignBag, is_foreign
from app.archive.records import FIXED_FILES, Records
from app.archive.redacted import is_redacted, verify_redacted
from app.archive.seal import Seal
from app.archive.types import Problem, Verification, Whose
from app.errors import system_reason
from app.work import Work

_LONGEST_DOCUMENT = 1 << 28  # bytes held in memory at once; a manifest of a million files is half of it
NONE_KNOWN: Mapping[str, Whose] = MappingProxyType({})
_REQUIRED_TAGS = (bag.DECLARATION, bag.BAG_INFO, bag.MANIFEST)
_TAGS = (*_REQUIRED_TAGS, bag.PROFILE, bag.PUBLIC_KEY, bag.TAG_MANIFEST, bag.SIGNATURE)


def verify_archive(
    path: Path,
    work: Work,
    *,
    expected_key: str = "",
    known_keys: Mapping[str, Whose] = NONE_KNOWN,
    must_be_signed: bool = False,
) -> Verification:
    """Check the archive at `path`, a folder or a zip, against itself. Needs no data folder.

    `expected_key` is the key that must have signed it, as `keys.expected_key` reads it, "" for any;
    `known_keys` says of the keys known here, by fingerprint, whose they are. An archive signed by a key that
    followed `expected_key` is taken for that key's where it proves so, unless the known keys tell otherwise.
    `must_be_signed` makes a missing signature a problem; with `expected_key` it is one anyway.

    What is found: any byte changed and any file or folder added or removed, anywhere; links; a zip that is
    not exactly as it was written; a wrong signature; posts whose text or images are not what was approved;
    lists that disagree with the files.

    What cannot be found: the archive brings its own key along. Somebody who rewrites everything and leaves
    out the signature, or signs with a key of their own, makes a consistent archive. So hand in
    `expected_key`, or compare `fingerprint` with the one the office gives for its key.

    A bag (RFC 8493) of another program is checked as a bag alone (`Verification.foreign`); it bears no
    signature that could be asked for.

    Raises `Refusal` where `path` is no archive at all, `Cancelled` where the person stopped it.
    """
    with open_contents(path) as contents:
        if contents.broken:
            return Verification(tuple(contents.problems), posts=0, files=0)
        if is_foreign(contents):
            return _verify_foreign(contents, work, expected_key)
        seal = Seal(expected_key, known_keys, must_be_signed)
        if is_redacted(contents):
            return verify_redacted(contents, work, seal)
        return _Verifier(contents, work, seal).run()


def _verify_foreign(contents: Contents, work: Work, expected_key: str) -> Verification:
    foreign = ForeignBag(contents, work)
    foreign.check()
    if expected_key:
        foreign.problems.append(Problem("unsigned"))
    return Verification(
        problems=tuple(dict.fromkeys(foreign.problems)),
        posts=0,
        files=sum(path.startswith(bag.PAYLOAD) for path in contents.sizes),
        bytes_read=foreign.bytes_read,
        foreign=True,
    )


class _Verifier:
    def __init__(self, contents: Contents, work: Work, seal: Seal) -> None:
        self._contents = contents
        self._work = work
        self._seal = seal
        self._problems: list[Problem] = []
        self._intact: dict[str, int] = {}
        self._bytes_read = 0
        self._files_read = 0

    def run(self) -> Verification:
        tags = self._read_tags()
        listed = self._read_manifest(bag.MANIFEST, tags)
        listed_tags = self._read_manifest(bag.TAG_MANIFEST, tags)
        self._check_tags(tags, listed_tags)
        key = self._seal.check(tags)
        self._check_presence(listed)
        records = self._read_payload(listed)
        if not self._problems and self._seal.clear:
            self._check_oxum(tags[bag.BAG_INFO], listed)
        signed_by = keys.id_of(key) if key else ""
        signed = (keys.fingerprint_of(key) if key else "") if self._seal.clear else None
        self._problems += records.problems(listed, self._intact, tags.get(bag.BAG_INFO, b""), signed, key)
        fingerprint = keys.fingerprint_of(key) if key else ""
        if key:
            self._seal.follow(key, records.evidence.keys)
        point, header = records.evidence.checkpoint, records.header
        if records.of_this_release and tags.get(bag.PROFILE) != bag.profile():
            self._say("profile", bag.PROFILE)
        problems = [*self._contents.problems, *self._seal.problems, *self._problems]
        return Verification(
            problems=tuple(dict.fromkeys(problems)),
            posts=records.posts,
            files=sum(path.startswith(bag.PAYLOAD) for path in self._contents.sizes),
            office_bn=records.office_bn,
            office_en=records.office_en,
            made_at=records.made_at,
            signed_by=signed_by,
            fingerprint=fingerprint,
            whose=self._seal.whose(key),
            chain=records.chain,
            bytes_read=self._bytes_read,
            breaks=records.breaks,
            origin=point.origin if point is not None else "",
            size=point.size if point is not None else 0,
            root=point.root.hex() if point is not None else "",
            earlier=records.evidence.earlier,
            stamp=records.stamp.found,
            digest=bag.archive_digest(tags.get(bag.TAG_MANIFEST, b"")),
            number=header.number if header is not None else 0,
            former=header.former if header is not None else None,
            base=header.base if header is not None else None,
            acts=records.acts,
            reports=len(records.reports),
            followed=self._seal.followed,
            forebears=frozenset(records.evidence.keys.of(fingerprint)),
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
            self._say("unreadable", path, system_reason(problem))
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
