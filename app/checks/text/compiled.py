"""Compiled rule packs: a pack in a file that loads fast, without reading the YAML or running its examples.

The file holds plain text, never code, since others may be able to write where it lies: a digest, a line of
JSON, and what takes longer to read as JSON: the entries of the lexicons, which are most of it, and the words
of the speller. One that is damaged, or was compiled from other files or by other code, is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, overload

from app import VERSION
from app.bangla.misspelled import Speller
from app.checks.text.index import TermIndex
from app.checks.text.lexicon import Lexicon, Use, Uses
from app.checks.text.required import Requirement, from_plain, plain
from app.checks.text.terms import Ending

_PART_END, _LEXICON_END = "\0", "\1"
_CODE = (Path(__file__).parent, Path(__file__).parents[2] / "bangla")


@dataclass(frozen=True, slots=True)
class CompiledPack:
    """A pack without mistakes: its files without their terms, the index of terms, and where each set is used.

    `files` are plain values by file name; `asked` are the term sets in the order in which reading the files
    asks for them, `required` what its patterns require in the order of these, `loosened` their loose forms.
    """

    files: dict[str, Any]
    asked: tuple[int, ...]
    required: tuple[Requirement, ...]
    loosened: tuple[str, ...]
    index: TermIndex


def read_compiled(path: Path, fingerprint: str) -> CompiledPack | None:
    """The compiled pack of that fingerprint; None where the file is missing, damaged or outdated."""
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
        if digest != _digest(content):
            return None
        head, _, entries = content.partition(b"\n")
        data = json.loads(head)
        if data["pack"] != fingerprint or data["program"] != VERSION or _code() not in ("", data["code"]):
            return None
        return _known(data, entries.decode().split(_LEXICON_END))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None  # missing, or written by another hand


def _known(data: dict[str, Any], parts: list[str]) -> CompiledPack:
    *entries, known, by_sound = parts
    required = tuple(map(from_plain, data["required"]))
    # Each number of a term set is one object wherever it stands, so that it is compared by identity alone.
    sets = {number: number for number in map(int, data["asked"])}
    terms, romanised = (
        Lexicon(_LazyUses(uses.split(_PART_END), sets), _read_pairs(own))
        for uses, own in zip(data["uses"], entries, strict=True)
    )

    def speller() -> Speller:
        return Speller(frozenset(known.split(_PART_END)), _read_pairs(by_sound))

    index = TermIndex(terms, romanised, required, speller)
    asked, loosened = (sets[number] for number in data["asked"]), map(str, data["loosened"])
    return CompiledPack(dict(data["files"]), tuple(asked), required, tuple(loosened), index)


def _read_pairs(written: str) -> dict[str, str]:
    parts = written.split(_PART_END) if written else []
    return dict(zip(parts[::2], parts[1::2], strict=True))


class _LazyUses(Sequence[Uses]):
    """Uses parsed when first asked for, and kept: a post needs few of them, and many terms share theirs."""

    def __init__(self, written: list[str], sets: Mapping[int, int]) -> None:
        self._written = written
        self._sets = sets
        self._parsed: dict[int, Uses] = {}

    def __len__(self) -> int:
        return len(self._written)

    @overload
    def __getitem__(self, number: int) -> Uses: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Uses]: ...

    def __getitem__(self, number: int | slice) -> Uses | Sequence[Uses]:
        if isinstance(number, slice):
            return _LazyUses(self._written[number], self._sets)
        parsed = self._parsed.get(number)
        if parsed is None:
            uses = json.loads(self._written[number])
            parsed = tuple(
                Use(Ending(ending), means, frozenset(self._sets.get(one, one) for one in sets))
                for ending, means, sets in uses
            )
            self._parsed[number] = parsed
        return parsed


def write_compiled(path: Path, fingerprint: str, pack: CompiledPack) -> None:
    """Write a pack that loaded without mistakes; where it cannot be written, nothing happens."""
    data: dict[str, Any] = {"pack": fingerprint, "program": VERSION, "code": _code()}
    data |= {"files": pack.files, "asked": pack.asked, "required": list(map(plain, pack.required))}
    lexicons = pack.index.lexicons
    data["loosened"] = pack.loosened
    data["uses"] = [_PART_END.join(map(_dumped, lexicon.uses)) for lexicon in lexicons]
    speller = pack.index.speller
    parts = [_pairs(lexicon.entries) for lexicon in lexicons]
    parts += [sorted(speller.known), _pairs(speller.by_sound)]
    if any(_PART_END in part or _LEXICON_END in part for one in parts for part in one):
        return  # a term that no text has; such a pack is read anew each time
    head = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    content = f"{head}\n{_LEXICON_END.join(map(_PART_END.join, parts))}".encode()
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(_digest(content) + b"\n" + content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)


def _dumped(uses: Uses) -> str:
    return json.dumps(uses, default=sorted)  # what JSON does not know are sets


def _pairs(entries: Mapping[str, str]) -> list[str]:
    return [part for pair in entries.items() for part in pair]


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


@cache
def _code() -> str:
    """A hash of the modules that read packs, since a checkout changes without a new version of the program.

    "" in a packaged program, which has no sources beside it: there the version says enough.
    """
    whole = hashlib.sha256()
    files = sorted(file for folder in _CODE for file in folder.rglob("*.py"))
    for file in files:
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest() if files else ""
