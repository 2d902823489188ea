"""Spellings that a pack no longer reads, since another of its terms has them as written.

A word that no term has is read as the term it sounds like (`app/bangla/misspelled.py`): নটি as নটী. As soon
as any term of the pack is written নটি, that ends for every list that has নটী alone. Told are pairs that
differ in ি/ী, ু/ূ, ন/ণ or শ/ষ/স, which are mostly two spellings of one word; what else sounds alike is
mostly two words (মদের, মোদের).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from app.checks.text.index import TermIndex
from app.checks.text.pack import RulePack

# Pairs of the shipped pack that are two words, or whose lists have been left as they are.
APART = Path(__file__).parents[1] / "data" / "rulepack" / "spellings_apart.txt"

_ALIKE = str.maketrans({"ী": "ি", "ূ": "ু", "ণ": "ন", "ষ": "শ", "স": "শ"})
_LEAST_SIGNS = 3
_RULES_TOLD = 3


@dataclass(frozen=True, slots=True)
class Lost:
    """Lists that have a term with `word` and not with `other`, which the pack has as a word elsewhere.

    `rules` are the ids of rules with such a list, exceptions among them.
    """

    word: str
    other: str
    rules: tuple[str, ...]

    def __str__(self) -> str:
        told = ", ".join(self.rules[:_RULES_TOLD]) + (", …" if len(self.rules) > _RULES_TOLD else "")
        return (
            f"“{self.other}” is a word of the pack, so it is not read as “{self.word}” any more by {told}: "
            f"write it into these lists as well, or the pair “{self.word} {self.other}” into {APART.name}"
        )


def lost_spellings(pack: RulePack, apart: Set[tuple[str, str]] = frozenset()) -> list[Lost]:
    """The spellings a pack has lost, pairs that are known to be apart left out; sorted."""
    rules: defaultdict[int, set[str]] = defaultdict(set)
    for rule in pack.rules:
        for term_set in rule.needs.union(nearby.term_set for nearby in rule.unless):
            rules[term_set].add(rule.id)
    lost: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    others = _others(pack.index, apart)
    sets = _sets_of(pack.index, others.keys())
    for words, term_sets in sets.items():
        parts = words.split(" ")
        for place, word in enumerate(parts):
            for other in others.get(word, ()):
                spelled = " ".join((*parts[:place], other, *parts[place + 1 :]))
                for term_set in term_sets - sets.get(spelled, set()):
                    lost[word, other] |= rules[term_set]
    return [Lost(*pair, tuple(sorted(found))) for pair, found in sorted(lost.items()) if found]


def known_apart() -> frozenset[tuple[str, str]]:
    """The pairs of the kept file, a pair a line."""
    lines = APART.read_text(encoding="utf-8").splitlines()
    pairs = [line.split() for line in lines if line and not line.startswith("#")]
    return frozenset((word, other) for word, other in pairs)


def _others(index: TermIndex, apart: Set[tuple[str, str]]) -> dict[str, list[str]]:
    """By each word that the pack spells in several ways, the other ways that are not known to be apart."""
    spelled: defaultdict[str, set[str]] = defaultdict(set)
    plain, _ = index.lexicons
    for word in plain.words():
        if len(word) >= _LEAST_SIGNS and "\u0980" <= word[0] <= "\u09ff":
            spelled[word.translate(_ALIKE)].add(word)
    return {
        word: sorted(other for other in words - {word} if (word, other) not in apart)
        for words in spelled.values()
        if len(words) > 1
        for word in words
    }


def _sets_of(index: TermIndex, asked: Set[str]) -> dict[str, set[int]]:
    """The term sets of each plain term that has one of these words."""
    sets: defaultdict[str, set[int]] = defaultdict(set)
    for words, numbers in _plain_terms(index):
        if not asked.isdisjoint(words.split(" ")):
            sets[words].update(numbers)
    return dict(sets)


def _plain_terms(index: TermIndex) -> Iterator[tuple[str, tuple[int, ...]]]:
    plain, _ = index.lexicons
    for words, uses in plain.terms():
        yield words, tuple(number for use in uses for number in use.term_sets)
