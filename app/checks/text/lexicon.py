"""The lexicon: all terms of a pack by their words, found in one pass over a text.

An Aho-Corasick pass finds the first words of terms; only there are the words that may follow looked at.
Whether a word may have the ending or spelling that stands there is for the caller to say.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import ahocorasick_rs

from app.bangla.words import is_one_word, word_end
from app.checks.text.remembered import Remembered
from app.checks.text.terms import Ending, Span, TermSets
from app.checks.text.tokens import TokenisedText


class Use(NamedTuple):
    """What words stand for: terms of some sets, and which endings the last word may have.

    `means` is the verb with `Ending.VERB`, where the words are only what its forms begin with, and the term
    as its author spelled it where that is romanised.
    """

    ending: Ending
    means: str
    term_sets: TermSets


Uses = Sequence[Use]

# The last of the words of a term; where they begin, where the last does, and where they end and it may go on;
# their uses.
Candidate = tuple[str, int, int, int, Uses]


# Whether a use's last word, as the lexicon has it, may be followed by a tail up to the written word's end.
Fits = Callable[[Use, str, str], bool]

_NONE: tuple[str, ...] = ()

# How many tails a branch and how many written words a lexicon remembers; a text may have any.
_TAILS = 256
_WORDS = 16384
# Term sets that stand together, each time as one object: words share them, and its hash is worked out once.
_shared: Remembered[TermSets, TermSets] = Remembered(lambda sets: sets, _WORDS)
# No first word of a term is longer.
_LONGEST_FIRST = 100


# The words that may follow others, by their first two letters.
_Following = dict[str, tuple[str, ...]]

# What stands in an entry between its groups and their names.
_GROUP_END = "\t"


@dataclass(slots=True)
class _Branch:
    """All terms that begin with one word: the numbers of their uses by their words.

    Uses are looked up where the words of a term stand in a text: reading them takes longest, and a branch has
    many more terms than a text. So are its groups, which are the terms whose second words have the same first
    two letters: `then` are the second words of the groups read so far, `goes_on` the words that may follow
    more words, as lines until they are asked for. `fitting` remembers the term sets of words and a tail.
    """

    all_uses: Sequence[Uses]
    first: str
    groups: Mapping[str, str]
    uses: dict[str, int]
    then: _Following = field(default_factory=dict)
    goes_on: dict[str, list[str] | _Following] = field(default_factory=dict)
    fitting: dict[tuple[str, str], TermSets] = field(default_factory=dict)

    def sets(self, words: str, tail: str, fits: Fits) -> TermSets:
        """The term sets that have these words with such a tail."""
        known = self.fitting.get((words, tail))
        if known is None:
            last = words.rpartition(" ")[2]
            known = joined(use.term_sets for use in self.all_uses[self.uses[words]] if fits(use, last, tail))
            if len(self.fitting) >= _TAILS:
                self.fitting.clear()
            self.fitting[words, tail] = known
        return known

    def likely(self, text: str, place: int) -> tuple[str, ...]:
        """Those of the second words whose first two letters stand at `place`."""
        two, one = text[place : place + 2], text[place : place + 1]
        likely = (self.then.get(two) or self._group(two)) if two in self.groups else _NONE
        return likely + (self.then.get(one) or self._group(one)) if one in self.groups else likely

    def following(self, words: str) -> _Following:
        """The words that may follow these, which are in `goes_on`."""
        known = self.goes_on[words]
        if isinstance(known, list):
            known = self.goes_on[words] = self._read(words, known)
        return known

    def _group(self, letters: str) -> tuple[str, ...]:
        """The second words that begin with these letters, now read."""
        self.then |= self._read(self.first, self.groups[letters].split("\n"))
        return self.then[letters]

    def _read(self, words: str, lines: Iterable[str]) -> _Following:
        """The words that may follow these by the lines of terms that go on so."""
        behind: defaultdict[str, list[str]] = defaultdict(list)
        for line in lines:
            use, _, rest = line.partition(" ")
            following, space, further = rest.partition(" ")
            if space:
                behind[following].append(f"{use} {further}")
            else:
                self.uses[f"{words} {following}"] = int(use)
                _ = behind[following]
        found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for following, its in behind.items():
            found[following[:2]] += (following,)
            if its:
                self.goes_on[f"{words} {following}"] = its
        return found


class _WordStart(NamedTuple):
    """Which terms may begin with a written word: the sets of those it completes, and those that go on.

    `within` are branches that go on within the written one, each with its first word and those that are
    likely to follow; `after` is the branch that has it as its first word; `beyond` are numbers of first words
    that reach beyond it.
    """

    sets: TermSets
    within: tuple[tuple[_Branch, str, tuple[str, ...]], ...]
    after: _Branch | None
    beyond: tuple[int, ...]


class Lexicon:
    """Words → their uses, in a form that is quick to read from and write to a compiled pack.

    `entries` has, by first word, groups of terms (`_Branch`), each behind the letters that name it, "" for
    the term of this word alone. A group has a line for each term: the number of its uses in `uses`, and
    behind a space its further words, joined by one space. An entry is split into its groups when its word is
    first met, and a group read where its second words may stand: a post meets a few hundred of ten thousand.
    """

    def __init__(self, uses: Sequence[Uses], entries: Mapping[str, str]) -> None:
        self.uses = uses
        self.entries = entries
        self._firsts = list(entries)
        self._branches: list[_Branch | None] = [None] * len(entries)
        self._word_starts: Remembered[str, _WordStart | None] | None = None

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick | None:
        """Built when first used: it takes as long as reading all the rest of a lexicon."""
        return ahocorasick_rs.AhoCorasick(self._firsts, store_patterns=False) if self._firsts else None

    def __len__(self) -> int:
        """How many terms it has."""
        return sum(
            group.count("\n") + 1 for entry in self.entries.values() for group in _groups(entry).values()
        )

    def words(self) -> Iterator[str]:
        """Every word of every term, some more than once."""
        for first, _, rest in self._lines():
            yield first
            yield from rest.split()

    def terms(self) -> Iterator[tuple[str, Uses]]:
        """Every term with its uses."""
        for first, use, rest in self._lines():
            yield f"{first} {rest}" if rest else first, self.uses[int(use)]

    def _lines(self) -> Iterator[tuple[str, str, str]]:
        """Of each term its first word, the number of its uses, and its further words."""
        for first, entry in self.entries.items():
            for group in _groups(entry).values():
                for line in group.split("\n"):
                    use, _, rest = line.partition(" ")
                    yield first, use, rest

    def has(self, sign: str) -> bool:
        """Whether a sign stands in any term."""
        return any(sign in first or sign in lines for first, lines in self.entries.items())

    def may_match(self, text: str) -> bool:
        """Whether the text has any term's first word, even within another word: a cheap first look."""
        return self._automaton is not None and bool(self._automaton.find_matches_as_indexes(text))

    def may_begin(self, word: str) -> bool:
        """Whether a word begins with any term's first word."""
        return any(word[:end] in self._numbers for end in range(1, min(len(word), _LONGEST_FIRST) + 1))

    def find(self, tokens: TokenisedText, fits: Fits) -> defaultdict[TermSets, list[Span]]:
        """The places of terms whose endings fit, by the sets they belong to.

        For texts in which a written word has one end only. Much of a check's time is spent here, so what a
        word can begin is remembered: posts are made of the same few thousand words.
        """
        found: defaultdict[TermSets, list[Span]] = defaultdict(list)
        text, origin, in_place = tokens.text, tokens.origin, tokens.in_place
        if self._word_starts is None:
            self._word_starts = Remembered(lambda word: self._word_start(word, fits), _WORDS)
        spans, written = tokens.parts
        for span, word, known in zip(
            spans, written, map(self._word_starts.__getitem__, written), strict=True
        ):
            if known is None:
                continue
            sets, going_on, after, beyond = known
            start, end = span
            if sets:
                found[sets].append(span if in_place else origin(start, end))
            # Most words of a text are followed by none of these, which spares looking further.
            if after is not None:
                place = end + 1 if text[end : end + 1] == " " else end
                if text[place : place + 2] in after.groups or text[place : place + 1] in after.groups:
                    going_on = (*going_on, (after, word, after.likely(text, place)))
            for number in beyond:
                first = self._firsts[number]
                if text.startswith(first, start):
                    branch, words_end = self._branch(number), start + len(first)
                    (last,) = tokens.tail_ends(start, words_end)
                    if first in branch.uses and (sets := branch.sets(first, text[words_end:last], fits)):
                        found[sets].append(origin(start, last))
                    going_on = (*going_on, (branch, first, branch.likely(text, _behind(text, words_end))))
            for branch, first, likely in going_on:
                first_end = start + len(first)
                for words, last_start, words_end in _longer(branch, tokens, start, first, first_end, likely):
                    (last,) = tokens.tail_ends(last_start, words_end)
                    if sets := branch.sets(words, text[words_end:last], fits):
                        found[sets].append(origin(start, last))
        return found

    def _word_start(self, word: str, fits: Fits) -> _WordStart | None:
        """Which terms a written word may begin, None where there are none."""
        sets: list[TermSets] = []
        within: list[tuple[_Branch, str, tuple[str, ...]]] = []
        after = None
        for end in range(1, min(len(word), _LONGEST_FIRST) + 1):
            first = word[:end]
            number = self._numbers.get(first)
            if number is not None:
                branch = self._branch(number)
                if first in branch.uses:
                    sets.append(branch.sets(first, word[end:], fits))
                if end < len(word):
                    if likely := branch.likely(word, _behind(word, end)):
                        within.append((branch, first, likely))
                elif branch.groups:
                    after = branch
        word_start = _WordStart(joined(sets), tuple(within), after, self._beyond.get(word, ()))
        return word_start if any(word_start) else None

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {first: number for number, first in enumerate(self._firsts)}

    @cached_property
    def _beyond(self) -> dict[str, tuple[int, ...]]:
        """First words that reach beyond a written one (don't, no.), by that word."""
        beyond: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
        for number, first in enumerate(self._firsts):
            if not is_one_word(first):  # nearly all are, and this is quick to tell
                end = max(1, word_end(first, 0))
                if end < len(first):
                    beyond[first[:end]] += (number,)
        return dict(beyond)

    def candidates(self, tokens: TokenisedText, farthest: int = sys.maxsize) -> Iterator[Candidate]:
        """Every place of words of the lexicon where a term may begin, overlapping ones too.

        None that begins after `farthest`.
        """
        if self._automaton is None:
            return
        text, starts = tokens.text, tokens.starts
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start <= farthest and start in starts:
                first = self._firsts[number]
                branch = self._branch(number)
                if first in branch.uses:
                    yield first, start, start, end, self.uses[branch.uses[first]]
                if likely := branch.likely(text, _behind(text, end)):
                    for words, last_start, words_end in _longer(branch, tokens, start, first, end, likely):
                        last = words.rpartition(" ")[2]
                        yield last, start, last_start, words_end, self.uses[branch.uses[words]]

    def _branch(self, number: int) -> _Branch:
        return self._branches[number] or self._read_branch(number)

    def _read_branch(self, number: int) -> _Branch:
        first = self._firsts[number]
        groups = _groups(self.entries[first])
        alone = groups.pop("", None)
        branch = _Branch(self.uses, first, groups, {} if alone is None else {first: int(alone)})
        self._branches[number] = branch
        return branch


def joined(each: Iterable[TermSets]) -> TermSets:
    """All of these together."""
    return _shared[frozenset().union(*each)]


def _groups(entry: str) -> dict[str, str]:
    """The groups of an entry by the letters they are named by."""
    parts = entry.split(_GROUP_END)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _behind(text: str, end: int) -> int:
    """Where the word after one that ends at `end` begins."""
    return end + 1 if text.startswith(" ", end) else end


def _likely(following: _Following, text: str, end: int) -> tuple[str, ...]:
    """Those whose first two letters stand behind the word that ends at `end`."""
    place = _behind(text, end)
    likely = following.get(text[place : place + 2], _NONE)
    short = following.get(text[place : place + 1])  # words of one letter
    return likely + short if short else likely


def _longer(
    branch: _Branch, tokens: TokenisedText, start: int, words: str, end: int, likely: tuple[str, ...]
) -> list[tuple[str, int, int]]:
    """The words with uses that begin with `words`, which stand at `start` to `end` of the text, and go on.

    Each with the places where the last of them begins and ends. `likely` are the next of them.
    """
    text = tokens.text
    place = _behind(text, end)
    if not text.startswith(likely, place) or (place == end and not tokens.joined(start, end)):
        return []
    found: list[tuple[str, int, int]] = []
    for word in likely:
        if not text.startswith(word, place):
            continue
        longer, next_end = f"{words} {word}", place + len(word)
        if longer in branch.uses:
            found.append((longer, place, next_end))
        if longer in branch.goes_on:
            likely = _likely(branch.following(longer), text, next_end)
            found += _longer(branch, tokens, start, longer, next_end, likely)
    return found


class LexiconDraft:
    """Collects the terms of a lexicon."""

    def __init__(self) -> None:
        self._sets: dict[str, dict[tuple[Ending, str], list[int]]] = {}

    def add(self, words: str, ending: Ending, means: str, term_set: int) -> None:
        self._sets.setdefault(words, {}).setdefault((ending, means), []).append(term_set)

    def finished(self) -> Lexicon:
        numbers: dict[Uses, int] = {}
        entries: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for words, found in self._sets.items():
            uses = tuple(Use(ending, means, frozenset(sets)) for (ending, means), sets in found.items())
            first, space, rest = words.partition(" ")
            second = rest.partition(" ")[0]
            entries[first][second[:2]].append(f"{numbers.setdefault(uses, len(numbers))}{space}{rest}")
        written = {first: _written(groups) for first, groups in entries.items()}
        return Lexicon(list(numbers), written)


def _written(groups: Mapping[str, list[str]]) -> str:
    """An entry of these groups of lines."""
    return _GROUP_END.join(part for letters, lines in groups.items() for part in (letters, "\n".join(lines)))
