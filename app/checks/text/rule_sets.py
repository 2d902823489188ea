"""Rule sets: which rules of a pack are tried on which part of a post.

Few of hundreds are tried at all, since most need words that the text does not have. Rules that guess what
words mean read the sentences that may offend; the others, and what is sure or blocks, read the whole post.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from app.checks.text.classifier import Classifier
from app.checks.text.document import Document
from app.checks.text.remembered import Remembered
from app.checks.text.reports import GUESSING, GUESSING_UNASKED
from app.checks.text.required import NEEDS_NOTHING, Numbered, holds
from app.checks.text.rules import LEANING
from app.checks.text.rules.base import Rule
from app.checks.text.terms import TermSets
from app.checks.text.word_pieces import WordPieces

# How many different sets of term sets are remembered.
_REMEMBERED = 16384


class _Tried(NamedTuple):
    """A rule with its place among all, its needs, and what its patterns require."""

    place: int
    needs: TermSets
    required: Numbered
    rule: Rule


class RuleSet:
    """Rules in order, and which of them can find something in a text with given terms."""

    def __init__(self, rules: Sequence[Rule], pieces: WordPieces) -> None:
        self._search_hidden = any(rule.hidden for rule in rules)
        shared = Counter(need for rule in rules for need in rule.needs)
        # By the one of a rule's needs that fewest rules have; and those that need nothing.
        self._by_need: defaultdict[int, list[_Tried]] = defaultdict(list)
        self._always: list[_Tried] = []
        for place, rule in enumerate(rules):
            need = min(rule.needs, key=shared.__getitem__, default=None)
            tried = _Tried(place, rule.needs, pieces.numbered(rule.required), rule)
            (self._always if need is None else self._by_need[need]).append(tried)
        asked = frozenset().union(*(rule.needs for rule in rules))
        # Of the many sets that words stand for together, those whose places are asked for.
        self._asked_of: Remembered[TermSets, TermSets] = Remembered(asked.intersection, _REMEMBERED)

    def rules_for(self, document: Document) -> list[Rule]:
        """The rules, in order, that may find something in a document; prepares their places."""
        term_sets = document.among(self._asked_of)
        if self._search_hidden and document.deobfuscated:
            term_sets |= document.deobfuscated.hidden_sets
        likely = map(self._by_need.__getitem__, self._by_need.keys() & term_sets)
        found = [tried for tried in chain(self._always, *likely) if tried.needs <= term_sets]
        if any(tried.required is not NEEDS_NOTHING for tried in found):
            met = document.met  # looks for hidden words, so it is left alone where nothing asks for it
            found = [tried for tried in found if holds(tried.required, met)]
        found.sort(key=itemgetter(0))
        document.prepare(set().union(*(tried.needs for tried in found)), self._asked_of)
        return [tried.rule for tried in found]


class RuleSets:
    """The rules of a pack in two sets: those for a whole post, and those for sentences that may offend.

    The latter guess from words about a clause that the classifier knows, and only warn.
    """

    def __init__(self, rules: Sequence[Rule], classifier: Classifier | None, pieces: WordPieces) -> None:
        self._unasked = _split(rules, classifier, GUESSING_UNASKED, pieces)
        self._sourceless = _split(rules, classifier, GUESSING, pieces)

    def of(self, sourceless: bool) -> tuple[RuleSet, RuleSet]:
        """The set for the whole post, and the set for sentences that may offend.

        In a post known to name no source a claim is no guess, so claims are searched in all of it.
        """
        return self._sourceless if sourceless else self._unasked


def _split(
    rules: Sequence[Rule], classifier: Classifier | None, guessing: Sequence[str], pieces: WordPieces
) -> tuple[RuleSet, RuleSet]:
    split: dict[bool, list[Rule]] = {False: [], True: []}
    for rule in rules:
        split[_guesses(rule, classifier, guessing)].append(rule)
    return RuleSet(split[False], pieces), RuleSet(split[True], pieces)


def _guesses(rule: Rule, classifier: Classifier | None, guessing: Sequence[str]) -> bool:
    """Whether the rule only guesses and warns, so that the classifier can rule out a sentence."""
    return (
        classifier is not None
        and rule.clauses[0] in classifier.clauses
        and (rule.type == LEANING or (rule.type in guessing and not rule.reads_everything))
    )
