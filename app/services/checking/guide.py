"""The built-in guide: the guideline clause by clause, in our own words, and what the program does about each.

A summary, never the official text; the pages that show it say so.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from app.bangla.clauses import shown
from app.i18n import LANGUAGES, Bilingual
from app.paths import resources
from app.values import dataclass

_CLAUSE = re.compile(r'^\[\[clause\]\]\nid = "([^"]+)"\n', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its ASCII id (`10.c`), what it asks, and what this version of the program does about it."""

    id: str
    title: Bilingual
    summary: Bilingual
    program: Bilingual


@dataclass(frozen=True, slots=True)
class Law:
    """A law or rule around the guideline, with its year; `clauses` are those that rest on it."""

    id: str
    name: Bilingual
    about: Bilingual
    clauses: tuple[str, ...]


@lru_cache(maxsize=1)
def laws() -> tuple[Law, ...]:
    """Every law and rule that the guide names."""
    text = (resources() / "guide" / "laws.toml").read_text(encoding="utf-8")
    return tuple(
        Law(
            entry["id"],
            Bilingual(**entry["name"]),
            Bilingual(**entry["about"]),
            tuple(entry["clauses"]),
        )
        for entry in tomllib.loads(text)["law"]
    )


def laws_of(clause_id: str) -> tuple[Law, ...]:
    """The laws and rules that a clause rests on."""
    return tuple(law for law in laws() if clause_id in law.clauses)


@lru_cache(maxsize=1)
def clauses() -> tuple[Clause, ...]:
    """Every clause of the guideline and the circulars, in their order."""
    return tuple(clause(id_) for id_ in _written())


@cache
def clause(id_: str) -> Clause:
    """The clause of that id; KeyError for an id the guideline does not have."""
    entry = tomllib.loads(_written()[id_])
    return Clause(
        id=id_,
        title=Bilingual(**entry["title"]),
        summary=Bilingual(**entry["summary"]),
        program=Bilingual(**entry["program"]),
    )


def search(text: str) -> tuple[Clause, ...]:
    """The clauses that hold every word of `text`, whichever language it is in. All of them for "".

    The laws a clause rests on count too, by their names.
    A number is found as `10.c`, `১০(গ)` or `১০.গ`. Digits, and letters that can be typed in two ways, are
    folded as in the text rules.
    """
    wanted = _safe(text).split()
    return tuple(clause for clause, words in _searchable() if all(word in words for word in wanted))


@lru_cache(maxsize=1)
def _written() -> dict[str, str]:
    """By its id, what is written of each clause (TOML)."""
    text = (resources() / "guide" / "clauses.toml").read_text(encoding="utf-8")
    _, *parts = _CLAUSE.split(text)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@lru_cache(maxsize=1)
def _searchable() -> tuple[tuple[Clause, str], ...]:
    return tuple((clause, _safe(" ".join(_words(clause)))) for clause in clauses())


def _words(clause: Clause) -> list[str]:
    in_letters = [shown(clause.id, language) for language in LANGUAGES]
    numbers = [clause.id, *in_letters, *(number.replace("(", ".").rstrip(")") for number in in_letters)]
    sentences = [clause.title, clause.summary, clause.program]
    sentences += [law.name for law in laws_of(clause.id)]
    return [*numbers, *(text.in_(language) for text in sentences for language in LANGUAGES)]


def _safe(text: str) -> str:
    from app.bangla.normalise import safe  # tables that only a search needs

    return safe(text)
