"""Where matches of a pack's patterns may begin in a text, found for all of them in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from functools import cached_property
from typing import NamedTuple

import ahocorasick_rs

from app.checks.text.literals import OneOf, ways


class Found(NamedTuple):
    """Where each literal of a text stands, by its number, and which patterns may match there."""

    places: Mapping[int, list[int]]
    patterns: Set[int]


# Numbers of literals by numbers of literals: where one of the former is in a text, or they are None, one of
# the latter stands where a match begins, or it may begin anywhere, if they are None.
_Ways = dict[frozenset[int] | None, frozenset[int] | None]


class _Ready(NamedTuple):
    automaton: ahocorasick_rs.AhoCorasick | None
    ways: list[_Ways]
    always: frozenset[int]  # patterns that may match where none of their literals is
    by_literal: Mapping[int, set[int]]


class Starts:
    """The literals of patterns that are added; made ready when a text is first looked at, then to be left."""

    def __init__(self) -> None:
        self._patterns: list[str] = []

    def add(self, pattern: str) -> int:
        """The number of a pattern."""
        self._patterns.append(pattern)
        return len(self._patterns) - 1

    def look(self, text: str) -> Found:
        """Every literal of the patterns in a text."""
        places: defaultdict[int, list[int]] = defaultdict(list)
        if self._ready.automaton is not None:
            for literal, start, _ in self._ready.automaton.find_matches_as_indexes(text, overlapping=True):
                places[literal].append(start)
        return Found(places, self._ready.always.union(*map(self._ready.by_literal.__getitem__, places)))

    def of(self, pattern: int, found: Found) -> list[int] | None:
        """The places in order where a match may begin; None if that may be anywhere."""
        if pattern not in found.patterns:
            return []
        places = found.places
        first: set[int] = set()
        for some, beginnings in self._ready.ways[pattern].items():
            if some is not None and places.keys().isdisjoint(some):
                continue
            if beginnings is None:
                return None
            first |= beginnings
        return sorted({start for literal in first & places.keys() for start in places[literal]})

    @cached_property
    def _ready(self) -> _Ready:
        numbers: dict[str, int] = {}

        def numbered(literals: OneOf) -> frozenset[int] | None:
            if literals is None:
                return None
            return frozenset(numbers.setdefault(literal, len(numbers)) for literal in literals)

        known: list[_Ways] = []
        always: set[int] = set()
        by_literal: defaultdict[int, set[int]] = defaultdict(set)
        for number, pattern in enumerate(self._patterns):
            merged: _Ways = {}
            for way in ways(pattern):
                some, first = numbered(way.some), numbered(way.first)
                if some is not None and first is not None and first <= some:
                    some = None  # who finds where it begins has found it
                other = merged.get(some, frozenset())
                merged[some] = None if first is None or other is None else first | other
                asked = some if some is not None else first
                if asked is None:
                    always.add(number)
                for literal in asked or ():
                    by_literal[literal].add(number)
            known.append(merged)
        automaton = ahocorasick_rs.AhoCorasick(list(numbers), store_patterns=False) if numbers else None
        return _Ready(automaton, known, frozenset(always), by_literal)
