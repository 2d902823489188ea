"""Which rules of a pack have to be tried on a text: few of hundreds, since most ask for words it has not.

Rules that guess what words mean are for sentences that may offend; the others are for a whole post.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter

from app.checks.text.classifier import Classifier
from app.checks.text.index import TermIndex
from app.checks.text.reading import Reading
from app.checks.text.reports import GUESSING, GUESSING_UNASKED
from app.checks.text.rules import LEANING
from app.checks.text.rules.base import Rule


class Roster:
    """Rules, in order, and the index that finds their terms."""

    def __init__(self, rules: Sequence[Rule], index: TermIndex) -> None:
        self.index = index
        self._look_behind_hiding = any(rule.hidden for rule in rules)
        shared = Counter(need for rule in rules for need in rule.needs)
        # Each rule with its place among all, by the one of its needs that fewest rules have, else by None.
        self._by_need: defaultdict[int | None, list[tuple[int, Rule]]] = defaultdict(list)
        for place, rule in enumerate(rules):
            self._by_need[min(rule.needs, key=shared.__getitem__, default=None)].append((place, rule))
        self._needs = frozenset(self._by_need)

    def rules_for(self, reading: Reading) -> list[Rule]:
        """The rules, in order, that may find something in a reading, the places of their terms gathered."""
        term_sets = reading.term_sets if self._look_behind_hiding else reading.plain_term_sets
        found = list(self._by_need.get(None, ()))
        for need in self._needs & term_sets:
            found += self._by_need[need]
        found.sort(key=itemgetter(0))
        rules = [rule for _, rule in found if rule.needs <= term_sets]
        reading.gather(frozenset().union(*(rule.asks for rule in rules)))
        return rules


class Rosters:
    """The rules of a pack, apart: those for a whole post, and those for sentences that may offend.

    The latter are rules that guess from words about a clause of the classifier. `index` has the terms of
    all rules, `outline` those of rules that are for a whole post even where claims are not.
    """

    def __init__(
        self, rules: Sequence[Rule], classifier: Classifier | None, index: TermIndex, outline: TermIndex
    ) -> None:
        self._unasked = _apart(rules, classifier, GUESSING_UNASKED, outline, index)
        self._sourceless = _apart(rules, classifier, GUESSING, index, index)

    def of(self, sourceless: bool) -> tuple[Roster, Roster]:
        """Those for a whole post, and those for sentences that may offend.

        In a post known to name no source a claim is no guess, and looked for all over it.
        """
        return self._sourceless if sourceless else self._unasked


def outlined(rules: Iterable[Rule], classifier: Classifier | None) -> frozenset[int]:
    """The term sets whose places are asked for all over a post in which claims are guesses."""
    return frozenset[int]().union(
        *(rule.silencers if _guesses(rule, classifier, GUESSING_UNASKED) else rule.asks for rule in rules)
    )


def _apart(
    rules: Sequence[Rule],
    classifier: Classifier | None,
    guessing: Sequence[str],
    outline: TermIndex,
    index: TermIndex,
) -> tuple[Roster, Roster]:
    split: dict[bool, list[Rule]] = {False: [], True: []}
    for rule in rules:
        split[_guesses(rule, classifier, guessing)].append(rule)
    return Roster(split[False], outline), Roster(split[True], index)


def _guesses(rule: Rule, classifier: Classifier | None, guessing: Sequence[str]) -> bool:
    """Whether what the rule finds is a guess that the classifier can rule out."""
    return (
        classifier is not None and rule.clauses[0] in classifier.clauses and rule.type in (*guessing, LEANING)
    )
