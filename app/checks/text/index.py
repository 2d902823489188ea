"""Where the terms of every rule of a pack stand in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from app.bangla.normalise import View
from app.checks.text.lexicon import Lexicon, gather
from app.checks.text.terms import Span, Term
from app.checks.text.wording import Wording


class TermTable:
    """Collects the term sets of all rules; `build` makes the index."""

    def __init__(self) -> None:
        self._sets: dict[frozenset[Term], int] = {}

    def add(self, terms: Iterable[Term]) -> int:
        """The number of this set of terms in the index."""
        return self._sets.setdefault(frozenset(terms), len(self._sets))

    def build(self) -> TermIndex:
        return TermIndex(gather(self._sets))


class TermIndex:
    """Finds the places of every term set of a pack in one pass."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, view: View) -> dict[int, list[Span]]:
        """Term set → places in `view.text`, sorted, none inside another. Sets not found are absent."""
        wording = Wording(view)
        found: dict[int, list[Span]] = defaultdict(list)
        for match in self._lexicon.matches(wording):
            found[match.term_set].append(wording.origin(match.start, match.end))
        return {number: _outermost(places) for number, places in found.items()}


def _outermost(places: list[Span]) -> list[Span]:
    """The places sorted, those inside a longer one left out."""
    kept: list[Span] = []
    for start, end in sorted(set(places), key=lambda place: (place[0], -place[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept
