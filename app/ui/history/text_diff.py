"""What changed between two versions of a text, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

import regex

from app.values import dataclass

_CLUSTER = regex.compile(r"\X")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]")

# Comparing every word with every other takes seconds beyond this many; then common words stop being anchors.
_EXACT_WORDS = 4000


class Kind(StrEnum):
    """What became of a piece of text between two versions."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of text with what became of it."""

    kind: Kind
    text: str


def tokens(text: str) -> tuple[str, ...]:
    """Words, runs of space, and every other sign alone; never a cut inside a letter (grapheme cluster)."""
    found: list[str] = []
    for kind, clusters in groupby(_CLUSTER.findall(text), key=_kind):
        if kind == "sign":
            found.extend(clusters)
        else:
            found.append("".join(clusters))
    return tuple(found)


def _kind(cluster: str) -> str:
    if _WORD.match(cluster):
        return "word"
    return "space" if cluster.isspace() else "sign"


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Same, deleted and inserted stretches in reading order.

    Same + deleted joined give `old`; same + inserted joined give `new`.
    """
    before, after = tokens(old), tokens(new)
    quick = max(len(before), len(after)) > _EXACT_WORDS
    matcher = SequenceMatcher(None, before, after, autojunk=quick)
    raw: list[Change] = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            raw.append(Change(Kind.SAME, "".join(before[old_from:old_to])))
        else:
            raw.append(Change(Kind.DELETED, "".join(before[old_from:old_to])))
            raw.append(Change(Kind.INSERTED, "".join(after[new_from:new_to])))
    return tuple(_smooth([change for change in raw if change.text]))


def _smooth(raw: list[Change]) -> Iterator[Change]:
    """Let a lone space between two changed words join them, so that a rewritten phrase reads as one."""
    deleted = inserted = ""
    for index, change in enumerate(raw):
        inside = 0 < index < len(raw) - 1
        if change.kind is Kind.SAME and not (inside and change.text.isspace() and (deleted or inserted)):
            yield from _flush(deleted, inserted)
            deleted = inserted = ""
            yield change
            continue
        if change.kind is not Kind.INSERTED:
            deleted += change.text
        if change.kind is not Kind.DELETED:
            inserted += change.text
    yield from _flush(deleted, inserted)


def _flush(deleted: str, inserted: str) -> Iterator[Change]:
    if deleted:
        yield Change(Kind.DELETED, deleted)
    if inserted:
        yield Change(Kind.INSERTED, inserted)
