"""All terms of a pack by their words, found in one pass.

An Aho-Corasick pass over a text finds the first words of terms; only there are the words that may follow
looked at. Whether a word may go on or be spelled as it stands there is for the caller to say.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import ahocorasick_rs

from app.bangla.words import word_end
from app.checks.text.terms import Ending, Span
from app.checks.text.wording import Wording


class Use(NamedTuple):
    """That words stand for terms of some sets, and how the last of them may go on there.

    `means` is the verb with `Ending.VERB`, where the words are only what its forms begin with, and the term
    as its author spelled it where that is romanised.
    """

    ending: Ending
    means: str
    term_sets: tuple[int, ...]


Uses = Sequence[Use]

# The last of the words of a term; where they begin, where the last does, and where they end and it may go on;
# their uses.
Candidate = tuple[str, int, int, int, Uses]


# Whether a use's last word, as the lexicon has it, may be followed by a tail up to the written word's end.
Fits = Callable[[Use, str, str], bool]

# How many tails a branch and how many written words a lexicon remembers; a text may have any.
_TAILS = 256
_WORDS = 16384


@dataclass(frozen=True, slots=True)
class _Branch:
    """All terms that begin with one word: uses by their words, and by words that go on the words that follow.

    `beginnings` are the first two letters of the words that may follow the first, `longest` the length of the
    longest word that may follow any; `fitting` remembers the sets of words and a tail.
    """

    uses: dict[str, Uses]
    goes_on: dict[str, set[str]]
    beginnings: frozenset[str]
    longest: int
    fitting: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)

    def sets(self, words: str, tail: str, fits: Fits) -> frozenset[int]:
        """The sets that have these words with such a tail."""
        known = self.fitting.get((words, tail))
        if known is None:
            last = words.rpartition(" ")[2]
            known = frozenset(
                number for use in self.uses[words] if fits(use, last, tail) for number in use.term_sets
            )
            if len(self.fitting) >= _TAILS:
                self.fitting.clear()
            self.fitting[words, tail] = known
        return known

    def may_go_on(self, text: str, place: int) -> bool:
        """Whether what stands from `place` on, where the first word ends, looks like a following word."""
        if text[place : place + 1] == " ":
            place += 1
        return text[place : place + 2] in self.beginnings or text[place : place + 1] in self.beginnings


class _Beginning(NamedTuple):
    """What a written word begins: the `sets` of terms that are no more, and terms that may go on.

    `within` are branches, each with its first word, that go on within the written one; `after` is the branch
    that has it as its first word; `beyond` are numbers of first words that reach beyond it.
    """

    sets: frozenset[int]
    within: tuple[tuple[_Branch, str], ...]
    after: _Branch | None
    beyond: tuple[int, ...]


class Lexicon:
    """Words → what they stand for, in a form that is read and written at once.

    `entries` has, by first word, a line for each term: the number of its uses in `uses`, and behind a space
    its further words, joined by one space. A branch is read when its first word is first met: a post meets
    a few hundred of ten thousand.
    """

    def __init__(self, uses: Sequence[Uses], entries: Mapping[str, str]) -> None:
        self.uses = uses
        self.entries = entries
        self._firsts = list(entries)
        self._branches: list[_Branch | None] = [None] * len(entries)
        self._beginnings: dict[str, _Beginning] = {}

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick | None:
        """Built when first asked for: it takes as long as all the rest of reading a lexicon."""
        return ahocorasick_rs.AhoCorasick(self._firsts, store_patterns=False) if self._firsts else None

    def __len__(self) -> int:
        """How many terms it has."""
        return sum(lines.count("\n") + 1 for lines in self.entries.values())

    def words(self) -> Iterator[str]:
        """Every word of every term, some more than once."""
        for first, lines in self.entries.items():
            yield first
            for line in lines.split("\n"):
                yield from line.split(" ")[1:]

    def touches(self, text: str) -> bool:
        """Whether any term's first word is in the text at all, be it within another: a cheap first look."""
        return self._automaton is not None and bool(self._automaton.find_matches_as_indexes(text))

    def find(self, wording: Wording, fits: Fits) -> dict[frozenset[int], list[Span]]:
        """The places in a wording of terms that fit, by the sets they belong to.

        For wordings in which a written word has but one end. Much of a check's time is spent here, so what a
        word can begin is worked out when it is first met: posts are made of the same few thousand words.
        """
        found: dict[frozenset[int], list[Span]] = {}
        text, beginnings, origin = wording.text, self._beginnings, wording.origin
        for (start, end), word in zip(*wording.parts, strict=True):
            begun = beginnings.get(word) or self._begin(word, fits)
            if begun.sets:
                found.setdefault(begun.sets, []).append(origin(start, end))
            going_on = begun.within
            after = begun.after
            # Most words of a text are followed by none of these, which spares looking further.
            if after is not None and after.may_go_on(text, end):
                going_on = (*going_on, (after, word))
            for number in begun.beyond:
                first = self._firsts[number]
                if text.startswith(first, start):
                    branch, words_end = self._branch(number), start + len(first)
                    (last,) = wording.tail_ends(start, words_end)
                    if first in branch.uses and (sets := branch.sets(first, text[words_end:last], fits)):
                        found.setdefault(sets, []).append(origin(start, last))
                    going_on = (*going_on, (branch, first))
            for branch, first in going_on:
                for sets, last in _longer_sets(branch, wording, start, first, fits):
                    found.setdefault(sets, []).append(origin(start, last))
        return found

    def _begin(self, word: str, fits: Fits) -> _Beginning:
        """What a written word begins, remembered for the next that asks."""
        sets: set[int] = set()
        within: list[tuple[_Branch, str]] = []
        after = None
        for end in range(1, len(word) + 1):
            first = word[:end]
            number = self._numbers.get(first)
            if number is not None:
                branch = self._branch(number)
                if first in branch.uses:
                    sets |= branch.sets(first, word[end:], fits)
                if end < len(word):
                    if branch.may_go_on(word, end):
                        within.append((branch, first))
                elif branch.beginnings:
                    after = branch
        begun = _Beginning(frozenset(sets), tuple(within), after, self._beyond.get(word, ()))
        if len(self._beginnings) >= _WORDS:
            self._beginnings.clear()
        self._beginnings[word] = begun
        return begun

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {first: number for number, first in enumerate(self._firsts)}

    @cached_property
    def _beyond(self) -> dict[str, tuple[int, ...]]:
        """First words that reach beyond a written one (don't, no.), by that word."""
        beyond: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
        for number, first in enumerate(self._firsts):
            end = max(1, word_end(first, 0))
            if end < len(first):
                beyond[first[:end]] += (number,)
        return dict(beyond)

    def candidates(self, wording: Wording, farthest: int = sys.maxsize) -> Iterator[Candidate]:
        """Every place of words of the lexicon that begins where a term may, those within others too.

        None that begins behind `farthest`.
        """
        if self._automaton is None:
            return
        text, starts = wording.text, wording.starts
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start <= farthest and start in starts:
                first = self._firsts[number]
                branch = self._branch(number)
                if first in branch.uses:
                    yield first, start, start, end, branch.uses[first]
                if branch.may_go_on(text, end):
                    for words, last_start, words_end in _longer(branch, wording, start, first, end):
                        last = words.rpartition(" ")[2]
                        yield last, start, last_start, words_end, branch.uses[words]

    def _branch(self, number: int) -> _Branch:
        return self._branches[number] or self._read_branch(number)

    def _read_branch(self, number: int) -> _Branch:
        first = self._firsts[number]
        uses: dict[str, Uses] = {}
        goes_on: defaultdict[str, set[str]] = defaultdict(set)
        for line in self.entries[first].split("\n"):
            use, space, rest = line.partition(" ")
            words = first + space + rest
            uses[words] = self.uses[int(use)]
            head, space, last = words.rpartition(" ")
            while space and last not in goes_on[head]:
                goes_on[head].add(last)
                head, space, last = head.rpartition(" ")
        beginnings = frozenset(word[:2] for word in goes_on[first])
        longest = max((len(word) for words in goes_on.values() for word in words), default=0)
        branch = _Branch(uses, dict(goes_on), beginnings, longest)
        self._branches[number] = branch
        return branch


def _longer(
    branch: _Branch, wording: Wording, start: int, words: str, end: int
) -> Iterator[tuple[str, int, int]]:
    """The words with uses that begin with `words`, which stand at `start` to `end` of the text, and go on.

    Each with the places where the last of them begins and ends.
    """
    text = wording.text
    place = end + 1 if text[end : end + 1] == " " else end
    if place == end and (end == len(text) or not wording.joined(start, end)):
        return
    following = branch.goes_on[words]
    next_space = text.find(" ", place)
    farthest = min(len(text) if next_space < 0 else next_space, place + branch.longest)
    for next_end in range(place + 1, farthest + 1):
        if text[place:next_end] in following:
            longer = f"{words} {text[place:next_end]}"
            if longer in branch.uses:
                yield longer, place, next_end
            if longer in branch.goes_on:
                yield from _longer(branch, wording, start, longer, next_end)


def _longer_sets(
    branch: _Branch, wording: Wording, start: int, first: str, fits: Fits
) -> Iterator[tuple[frozenset[int], int]]:
    """The sets of terms that begin with `first` at `start` of the text and go on; where each ends."""
    for words, last_start, words_end in _longer(branch, wording, start, first, start + len(first)):
        (last,) = wording.tail_ends(last_start, words_end)
        if sets := branch.sets(words, wording.text[words_end:last], fits):
            yield sets, last


class LexiconDraft:
    """Gathers the terms of a lexicon."""

    def __init__(self) -> None:
        self._sets: dict[str, dict[tuple[Ending, str], list[int]]] = {}

    def add(self, words: str, ending: Ending, means: str, term_set: int) -> None:
        self._sets.setdefault(words, {}).setdefault((ending, means), []).append(term_set)

    def finished(self) -> Lexicon:
        numbers: dict[Uses, int] = {}
        lines: defaultdict[str, list[str]] = defaultdict(list)
        for words, found in self._sets.items():
            uses = tuple(Use(ending, means, tuple(sets)) for (ending, means), sets in found.items())
            first, space, rest = words.partition(" ")
            lines[first].append(f"{numbers.setdefault(uses, len(numbers))}{space}{rest}")
        return Lexicon(list(numbers), {first: "\n".join(each) for first, each in lines.items()})
