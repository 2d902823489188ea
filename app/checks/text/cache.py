"""A rule pack as it was once read, so that an unchanged one need not be read in full and proven again.

A cache holds plain JSON, never code, since others may be able to write where it lies. One that is damaged, or
of another pack, program or Python, is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, overload

from app import VERSION
from app.checks.text.index import TermIndex
from app.checks.text.lexicon import Lexicon, Use, Uses
from app.checks.text.terms import Ending

_LEXICONS = ("plain", "romanised")
_CODE = (Path(__file__).parent, Path(__file__).parents[2] / "bangla")


@dataclass(frozen=True, slots=True)
class KnownPack:
    """A pack without mistakes: its files without the terms in them, the terms, and which are asked for where.

    `files` are plain values by name; `asked` the term sets in the order in which reading the files asks.
    """

    files: dict[str, Any]
    asked: tuple[int, ...]
    index: TermIndex


def read_cache(path: Path, fingerprint: str) -> KnownPack | None:
    """The pack of that fingerprint; None where there is no good cache of it."""
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
        if digest != _digest(content):
            return None
        data = json.loads(content)
        if data["key"] != _key(fingerprint):
            return None
        return _known(data)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None  # missing, or written by another hand


def _known(data: dict[str, Any]) -> KnownPack:
    plain, romanised = (_lexicon(data[name]) for name in _LEXICONS)
    return KnownPack(dict(data["files"]), tuple(map(int, data["asked"])), TermIndex(plain, romanised))


def _lexicon(data: dict[str, Any]) -> Lexicon:
    if not {ending for uses in data["uses"] for ending, _, _ in uses} <= set(Ending):
        raise ValueError(data["uses"])
    return Lexicon(_KeptUses(data["uses"]), data["entries"])


class _KeptUses(Sequence[Uses]):
    """Uses as the cache has them, made when they are asked for: a post asks for few of them."""

    def __init__(self, kept: list[list[Any]]) -> None:
        self._kept = kept

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, number: int) -> Uses: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Uses]: ...

    def __getitem__(self, number: int | slice) -> Uses | Sequence[Uses]:
        if isinstance(number, slice):
            return _KeptUses(self._kept[number])
        return tuple(Use(Ending(ending), means, tuple(sets)) for ending, means, sets in self._kept[number])


def write_cache(path: Path, fingerprint: str, pack: KnownPack) -> None:
    """Keep a pack whose examples were proven. Does without where it cannot write."""
    data: dict[str, Any] = {"key": _key(fingerprint), "files": pack.files, "asked": pack.asked}
    for name, lexicon in zip(_LEXICONS, pack.index.lexicons, strict=True):
        data[name] = {"uses": lexicon.uses, "entries": lexicon.entries}
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(_digest(content) + b"\n" + content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _key(fingerprint: str) -> list[str]:
    return [fingerprint, VERSION, platform.python_version(), _code()]


@cache
def _code() -> str:
    """Sizes and times of the modules that read terms: a checkout changes without a new version."""
    files = sorted(file for folder in _CODE for file in folder.glob("*.py"))
    stamps = [f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files]
    return hashlib.sha256("\n".join(stamps).encode()).hexdigest()
