"""The written posts of the text check's evaluation, read and validated.

`dev` and the training sentences may be looked at while writing rules, `test` and `hard` may not (README.md
beside this file).
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

HERE = Path(__file__).parent
TRAINING = HERE.parents[1] / "training" / "sentences"

CLAUSES = (
    *("7.b", "7.c", "7.d"),
    *("10.a", "10.b", "10.c", "10.d", "10.e", "10.f", "10.g", "10.h", "10.i"),
    *("circular.d", "circular.h", "circular.tags"),
)
SCRIPTS = ("bangla", "romanised", "english", "mixed", "bijoy")
KINDS = ("direct", "inflected", "hidden", "embedded", "clean")
FIELDS = {"id", "script", "kind", "clauses", "also_ok", "text", "sources"}

WIDE = "-wide"
"""Ends the name of a clause's second file, written later for breadth; its ids read `10-c-w001`."""

GRAM = 5
"""Characters per gram when two posts are compared."""


class Part(StrEnum):
    """`dev` are posts to write rules by, `training` sentences and clean posts to train the classifier with.

    `test` and `hard` are held out, the latter quiet offences in proper notices and stern clean posts.
    """

    DEV = "dev"
    TRAINING = "training"
    TEST = "test"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Post:
    """One post: `clauses` are what a careful colleague would cite, `also_ok` what else is acceptable.

    `sources` are what the drafter named as the source of the post's figures, apart from its text.
    """

    id: str
    script: str
    kind: str
    clauses: tuple[str, ...]
    also_ok: tuple[str, ...]
    text: str
    sources: tuple[str, ...] | None = None

    @property
    def clean(self) -> bool:
        return not self.clauses


@cache
def load(part: Part | str) -> tuple[Post, ...]:
    """Every post of one part, in order of file and place. Raises ValueError, naming a wrong entry."""
    folder = TRAINING if part == Part.TRAINING else HERE / Part(part)
    posts = tuple(
        _post(entry, path.stem.removesuffix(WIDE))
        for path in sorted(folder.glob("*.yaml"))
        for entry in yaml.load(path.read_bytes(), yaml.CSafeLoader)
    )
    times = Counter(post.id for post in posts)
    if twice := {one for one, count in times.items() if count > 1}:
        raise ValueError(f"used twice: {', '.join(sorted(twice))}")
    return posts


def near_copies(
    left: Iterable[Post], right: Iterable[Post], at_least: float
) -> Iterator[tuple[Post, Post, float]]:
    """Pairs whose character 5-grams overlap (Jaccard, 0 to 1) by `at_least` or more."""
    others = [(post, grams(post.text)) for post in right]
    sizes = np.array([len(theirs) for _, theirs in others])
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, (_, theirs) in enumerate(others):
        for gram in theirs:
            numbers[gram].append(number)
    having = {gram: np.array(found) for gram, found in numbers.items()}
    for post in left:
        own = grams(post.text)
        found = [having[gram] for gram in own if gram in having]
        if not found:
            continue
        shared = np.bincount(np.concatenate(found), minlength=len(others))
        likeness = shared / (len(own) + sizes - shared)
        for number in np.flatnonzero(likeness >= at_least):
            yield post, others[number][0], float(likeness[number])


def grams(text: str) -> frozenset[str]:
    """The text's runs of five characters; case, spacing, punctuation and normal form set aside."""
    folded = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(c for c in folded if unicodedata.category(c)[0] in "LMN")
    return frozenset(kept[i : i + GRAM] for i in range(max(1, len(kept) - GRAM + 1)))


def _post(entry: dict[str, Any], stem: str) -> Post:
    name = entry.get("id", f"an entry of {stem}")
    if unknown := entry.keys() - FIELDS:
        raise ValueError(f"{name}: unknown field {', '.join(sorted(unknown))}")
    post = Post(
        id=entry["id"],
        script=entry["script"],
        kind=entry["kind"],
        clauses=tuple(entry["clauses"]),
        also_ok=tuple(entry.get("also_ok", ())),
        text=entry["text"],
        sources=tuple(entry["sources"]) if "sources" in entry else None,
    )
    if not post.id.startswith(f"{stem.replace('.', '-')}-"):
        raise ValueError(f"{name}: does not belong into {stem}.yaml")
    if post.script not in SCRIPTS or post.kind not in KINDS:
        raise ValueError(f"{name}: unknown script or kind")
    if not set(post.clauses + post.also_ok) <= set(CLAUSES) or set(post.clauses) & set(post.also_ok):
        raise ValueError(f"{name}: unknown clause, or one cited twice")
    if post.clean != (post.kind == "clean") or (post.clean and post.also_ok):
        raise ValueError(f"{name}: a clean post has no clause, any other has one")
    if not post.clean and post.clauses[0] != stem:
        raise ValueError(f"{name}: its first clause is not {stem}")
    if not post.text.strip():
        raise ValueError(f"{name}: no text")
    return post
