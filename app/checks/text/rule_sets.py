"""Rule sets: which rules of a pack are tried on which part of a post.

Few of hundreds are tried at all, since most need words that the text does not have. Rules that guess what
words mean read the sentences that may offend; the others, and what is sure or blocks, read the whole post.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from app.checks.text.bits import bits, joined, numbers
from app.checks.text.classifier import Classifier
from app.checks.text.document import Document
from app.checks.text.reports import GUESSING, GUESSING_UNASKED
from app.checks.text.required import NEEDS_NOTHING, Numbered, holds
from app.checks.text.rules import LEANING
from app.checks.text.rules.base import Rule
from app.checks.text.word_pieces import WordPieces


class _Tried(NamedTuple):
    """A rule with its place among all, the bits of its needs, and what its patterns require."""

    place: int
    needs: int
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
            tried = _Tried(place, bits(rule.needs), pieces.numbered(rule.required), rule)
            (self._always if need is None else self._by_need[need]).append(tried)
        self._needs = bits(self._by_need)

    def rules_for(self, document: Document) -> list[Rule]:
        """The rules, in order, that may find something in a document; prepares their places."""
        term_sets = document.term_sets if self._search_hidden else document.plain_term_sets
        found = list(self._always)
        for need in numbers(self._needs & term_sets):
            found += self._by_need[need]
        found = [tried for tried in found if tried.needs & term_sets == tried.needs]
        if any(tried.required is not NEEDS_NOTHING for tried in found):
            met = document.met  # looks for hidden words, so it is left alone where nothing asks for it
            found = [tried for tried in found if holds(tried.required, met)]
        found.sort(key=itemgetter(0))
        document.prepare(joined(tried.needs for tried in found))
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
