"""Bags of other programs (BagIt 0.93 to 1.0, RFC 8493): whether one is whole, and nothing about whose it is.

Nothing is fetched: a file that `fetch.txt` says is elsewhere is missing here. Links are not followed.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass, field

from app.archive import bag
from app.archive.contents import Contents, shown
from app.archive.types import Problem
from app.errors import system_reason
from app.work import Work

_OUR_FILES = frozenset({bag.ABOUT, bag.PUBLIC_KEY, bag.SIGNATURE})
_ALGORITHMS = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}
_MANIFEST = re.compile(r"(?P<tag>tag)?manifest-(?P<algorithm>[a-z0-9]+)\.txt")
_DECLARED = re.compile(r"BagIt-Version: (\d+)\.(\d+)\r?\n?Tag-File-Character-Encoding: ([\w.-]+)\s*")
_LINE = re.compile(r"(?P<sum>[0-9A-Fa-f]+)[ \t]+\*?(?P<path>.+)")
_LINE_END = re.compile(r"\r\n|\n|\r")
_OXUM = re.compile(r"Payload-Oxum[ \t]*:[ \t]*(\d+)\.(\d+)[ \t]*", re.IGNORECASE)
_INFO = ("bag-info.txt", "package-info.txt")  # the second before BagIt 0.96
_LONGEST_TAG_FILE = 1 << 28
_FIRST_WHOLE = (1, 0)  # from here on every manifest lists every file


def is_foreign(contents: Contents) -> bool:
    """Whether a bag says nowhere that Anumodon made it."""
    if _OUR_FILES & contents.sizes.keys() or bag.DECLARATION not in contents.sizes:
        return False
    names = [name for name in (*_INFO, bag.MANIFEST) if name in contents.sizes]
    return not any(_mentions_us(_read(contents, name)) for name in names)


def _mentions_us(data: bytes) -> bool:
    return b"Bag-Software-Agent: Anumodon" in data or bag.ABOUT.encode() in data


@dataclass(slots=True)
class ForeignBag:
    """Checks one bag. `problems` after `check`: empty for a valid one."""

    contents: Contents
    work: Work
    problems: list[Problem] = field(default_factory=list)
    bytes_read: int = 0

    def check(self) -> None:
        """Compare every file with every manifest that lists it."""
        # An empty folder is nothing to a bag; a link is, since it is not followed.
        self.problems += [problem for problem in self.contents.problems if problem.kind != "added"]
        declared = self._declaration()
        if declared is None:
            return
        version, encoding = declared
        manifests = {
            name: (found["algorithm"], found["tag"] is not None)
            for name in sorted(self.contents.sizes)
            if (found := _MANIFEST.fullmatch(name)) and found["algorithm"] in _ALGORITHMS
        }
        if all(tag for _, tag in manifests.values()):
            self._say("no_manifest")
            return
        wanted: dict[str, list[tuple[str, str, str]]] = {}  # path → manifest, algorithm, checksum
        for name, (algorithm, tag) in manifests.items():
            listed = self._manifest(name, encoding, version)
            for path, checksum in listed.items():
                wanted.setdefault(path, []).append((name, algorithm, checksum))
            if not tag:
                self._check_listing(name, listed, whole=version >= _FIRST_WHOLE)
        self._check_files(wanted)
        payload = [path for path in self.contents.sizes if path.startswith(bag.PAYLOAD)]
        for path in payload:
            if path not in wanted:
                self._say("not_listed", path, "manifest")
        self._check_oxum(encoding, payload)

    def _declaration(self) -> tuple[tuple[int, int], str] | None:
        found = _DECLARED.fullmatch(self._text(bag.DECLARATION, "utf-8") or "")
        try:
            if found is not None and codecs.lookup(found[3]):
                return (int(found[1]), int(found[2])), found[3]
        except LookupError:
            pass
        self._say("declaration_broken", bag.DECLARATION)
        return None

    def _manifest(self, name: str, encoding: str, version: tuple[int, int]) -> dict[str, str]:
        listed: dict[str, str] = {}
        for number, line in enumerate(_LINE_END.split(self._text(name, encoding) or ""), start=1):
            if not line.strip():
                continue
            found = _LINE.fullmatch(line)
            path = _decoded(found["path"], version) if found is not None else ""
            if found is None or _leads_outside(path) or path in listed:
                self._say("bad_line", name, str(number))
            else:
                listed[path.removeprefix("./")] = found["sum"].lower()
        return listed

    def _check_listing(self, name: str, listed: dict[str, str], *, whole: bool) -> None:
        for path in self.contents.sizes if whole else ():
            if path.startswith(bag.PAYLOAD) and path not in listed:
                self._say("not_listed", path, name)
        for path in listed:
            if not path.startswith(bag.PAYLOAD):
                self._say("unexpected", path)

    def _check_files(self, wanted: dict[str, list[tuple[str, str, str]]]) -> None:
        for done, (path, checksums) in enumerate(sorted(wanted.items())):
            self.work.step(done, len(wanted))
            if path not in self.contents.sizes:
                self._say("missing", path)
                continue
            hashes = {algorithm: hashlib.new(algorithm) for _, algorithm, _ in checksums}
            try:
                for chunk in self.contents.chunks(path):
                    self.work.step(done, len(wanted))
                    self.bytes_read += len(chunk)
                    for each in hashes.values():
                        each.update(chunk)
            except OSError as problem:
                self._say("unreadable", path, system_reason(problem))
                continue
            for name, algorithm, checksum in checksums:
                if hashes[algorithm].hexdigest() != checksum:
                    self._say("changed", path, name)

    def _check_oxum(self, encoding: str, payload: list[str]) -> None:
        found = (sum(self.contents.sizes[path] for path in payload), len(payload))
        for name in _INFO:
            info = self._text(name, encoding) if name in self.contents.sizes else None
            for stated in filter(None, map(_OXUM.fullmatch, _LINE_END.split(info or ""))):
                if (int(stated[1]), int(stated[2])) != found:
                    self._say("oxum", name, bag.oxum(*found))

    def _text(self, name: str, encoding: str) -> str | None:
        try:
            return _read(self.contents, name).decode(encoding)
        except (ValueError, LookupError):
            self._say("bad_document", name)
        except OSError as problem:
            self._say("unreadable", name, system_reason(problem))
        return None

    def _say(self, kind: str, file: str = "", detail: str = "") -> None:
        self.problems.append(Problem(kind, shown(file), shown(detail)))


def _read(contents: Contents, name: str) -> bytes:
    """A tag file; of one that is unusually large, nothing."""
    return b"" if contents.sizes[name] > _LONGEST_TAG_FILE else b"".join(contents.chunks(name))


def _decoded(path: str, version: tuple[int, int]) -> str:
    """A path as the disk has it: line ends, and from 1.0 on the percent sign, are escapes in it."""
    path = re.sub("%0D", "\r", re.sub("%0A", "\n", path, flags=re.I), flags=re.I)
    return path.replace("%25", "%") if version >= _FIRST_WHOLE else path


def _leads_outside(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return path.startswith(("/", "~")) or ".." in parts or re.match(r"[A-Za-z]:", path) is not None
