"""Terms as a rule author writes them, and the one automaton that finds all terms of a pack at once.

A term is one or more words; `=` before it forbids endings, `*` after it allows any, and braces expand as in
a shell. An Aho-Corasick pass over the text finds candidate places of every term; word boundaries and
inflection are looked at only there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from enum import IntEnum, auto
from typing import NamedTuple

import ahocorasick_rs

from app.bangla.normalise import View, safe
from app.bangla.suffixes import alternants, carries
from app.bangla.words import is_word_sign, starts_word, word_end

Span = tuple[int, int]

# A guard against a slip of the pen, far above what a person writes on purpose.
MOST_EXPANSIONS = 2000

_INNERMOST_BRACES = re.compile(r"\{([^{}]*)\}")
_SEPARATORS = re.compile(r"[\s_-]+")
_LONE_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
_RUN_OF_SPACES = re.compile(" {2,}")


class BadTerm(ValueError):
    """A term that cannot be read; `key` names the sentence `error.rulepack.<key>`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Ending(IntEnum):
    """How the last word of a term may go on."""

    BANGLA = auto()
    NONE = auto()
    ANY = auto()


# Named tuples: a pack makes some ten thousand of each while it loads.
class Term(NamedTuple):
    """The words of a term in the safe view's forms, at least one, and how the last may go on."""

    words: tuple[str, ...]
    ending: Ending


def parse_terms(written: str) -> list[Term]:
    """All terms one written term stands for. Raises `BadTerm`."""
    return [_parse(one) for one in expand_braces(safe(written))]


def expand_braces(written: str) -> list[str]:
    """`{nouka,nauka}r` → `noukar`, `naukar`; braces may stand within braces. Raises `BadTerm`."""
    done: list[str] = []
    waiting = [written]
    while waiting:
        text = waiting.pop(0)
        braces = _INNERMOST_BRACES.search(text)
        if braces is None:
            if "{" in text or "}" in text:
                raise BadTerm("braces")
            done.append(text)
            continue
        head, tail = text[: braces.start()], text[braces.end() :]
        waiting += (head + choice + tail for choice in braces[1].split(","))
        if len(done) + len(waiting) > MOST_EXPANSIONS:
            raise BadTerm("too_many_expansions")
    return list(dict.fromkeys(done))


def _parse(written: str) -> Term:
    body = written.strip()
    ending = Ending.BANGLA
    if body.startswith("="):
        body, ending = body[1:], Ending.NONE
    if body.endswith("*"):
        if ending is Ending.NONE:
            raise BadTerm("exact_and_open")
        body, ending = body[:-1], Ending.ANY
    if "*" in body:
        raise BadTerm("star_inside")
    words = tuple(word for word in _SEPARATORS.split(body) if word)
    if not words:
        raise BadTerm("empty_term")
    return Term(words, ending)


class _Use(NamedTuple):
    """That a pattern of the automaton stands for a term of a set.

    `seams` are offsets in the pattern where words were joined without a space.
    """

    term_set: int
    last_word: str
    ending: Ending
    seams: tuple[int, ...] = ()


class TermTable:
    """Collects the term sets of all rules; `build` makes the index."""

    def __init__(self) -> None:
        self._sets: dict[frozenset[Term], int] = {}

    def add(self, terms: Iterable[Term]) -> int:
        """The number of this set of terms in the index."""
        return self._sets.setdefault(frozenset(terms), len(self._sets))

    def build(self) -> TermIndex:
        uses: dict[str, list[_Use]] = defaultdict(list)
        for terms, number in self._sets.items():
            for term in terms:
                _register(term, number, uses)
        return TermIndex(uses)


def _register(term: Term, number: int, uses: dict[str, list[_Use]]) -> None:
    *before, last = term.words
    spellings = (last, *alternants(last)) if term.ending is Ending.BANGLA else (last,)
    for spelling in spellings:
        uses[" ".join((*before, spelling))].append(_Use(number, spelling, term.ending))
    if before:
        seams: list[int] = []
        for word in before:
            seams.append((seams[-1] if seams else 0) + len(word))
        uses["".join(term.words)].append(_Use(number, last, term.ending, tuple(seams)))


class TermIndex:
    """Finds the places of every term set of a pack in one pass."""

    def __init__(self, uses: dict[str, list[_Use]]) -> None:
        self._uses = list(uses.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(uses), store_patterns=False) if uses else None
        self.patterns = len(uses)

    def find(self, view: View) -> dict[int, list[Span]]:
        """Term set → places in `view.text`, sorted, none inside another. Sets not found are absent."""
        if self._automaton is None:
            return {}
        words = _spaced(view.text)
        text = words.text
        found: dict[int, list[Span]] = defaultdict(list)
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not starts_word(text, start):
                continue
            tail_end = word_end(text, end) if is_word_sign(text[end - 1]) else end
            for use in self._uses[pattern]:
                if use.ending is not Ending.ANY and not _fits(use, text[end:tail_end]):
                    continue
                if use.seams and not all(_joined(view, words, start, start + seam) for seam in use.seams):
                    continue
                found[use.term_set].append((words.starts[start], words.ends[tail_end - 1]))
        return {number: _outermost(places) for number, places in found.items()}


def _fits(use: _Use, tail: str) -> bool:
    return not tail or (use.ending is Ending.BANGLA and carries(use.last_word, tail))


def _spaced(text: str) -> View:
    """`text` with whatever may stand between the words of a term (hyphens, a line end) as one space."""
    spaced = text.replace("-", " ").replace("_", " ").replace("\t", " ")
    spaced = _LONE_LINE_END.sub(" ", spaced)
    places = list(range(len(text) + 1))
    return View(text, spaced, places[:-1], places[1:]).rewritten(_RUN_OF_SPACES, lambda _: " ")


def _joined(view: View, words: View, start: int, seam: int) -> bool:
    """Whether two words may stand together at `seam`: a joiner was typed there, or it is a hashtag."""
    if start > 0 and words.text[start - 1] == "#":
        return True
    before, after = words.ends[seam - 1] - 1, words.starts[seam]
    return view.ends[before] < view.starts[after]


def _outermost(places: list[Span]) -> list[Span]:
    """The places sorted, those inside a longer one left out."""
    kept: list[Span] = []
    for start, end in sorted(set(places), key=lambda place: (place[0], -place[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept
