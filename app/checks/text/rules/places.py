"""Places given by terms or by a regular expression: what several rule types look for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from app.bangla.normalise import safe_pattern
from app.checks.text.document import DeobfuscatedDocument, Document
from app.checks.text.entry import Entry
from app.checks.text.starts import Starts
from app.checks.text.terms import Span
from app.checks.text.vocabulary import Nearby, Scope
from app.errors import Refusal

# A pattern that backtracks without end must not hold up the whole check. A sound one takes well under 1 ms.
PATTERN_SECONDS = 2.0
# From so many places on, looking through the whole stretch is cheaper than trying them one by one.
_MANY = 40

_LATIN_WORD = regex.compile(r"(?<![\p{L}\p{N}@#/.])[a-z]+(?![\p{L}\p{N}@/])")


@dataclass(frozen=True, slots=True)
class TermPlaces:
    term_set: int

    @property
    def needs(self) -> tuple[int, ...]:
        return (self.term_set,)

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return False  # hidden terms are known by their sets

    def find(self, document: Document, near: tuple[Nearby, ...] = ()) -> list[Span]:
        """Every place near which all of `near` hold."""
        return _near(document, document.places(self.term_set), near)


class PatternPlaces:
    """Matches of a regular expression. `starts` are those of all patterns of the pack."""

    needs: tuple[int, ...] = ()

    def __init__(self, pattern: str, starts: Starts) -> None:
        self._written = pattern
        self._starts = starts
        self._number = starts.add(pattern)

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """Compiled when first asked for: most posts have nothing that most patterns need."""
        return regex.compile(self._written)

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        """Whether it matches in what is hidden."""
        return bool(self._hidden(document))

    def find(self, document: Document, near: tuple[Nearby, ...] = ()) -> list[Span]:
        """Every match that is not empty and near which all of `near` hold.

        What has to stand in the same sentence is looked for there only, which spares most of the matching.
        Raises `Refusal` if the pattern takes longer than is sane.
        """
        found: list[Span] = []
        starts = self._starts_in(document, document.text)
        if starts is None or starts:
            bound = next((nearby.term_set for nearby in near if nearby.within.sentence), None)
            stretches = [(0, len(document.text))] if bound is None else document.sentences_with(bound)
            for stretch in stretches:
                found += self._matches(document, document.text, *stretch, starts)
        return _near(document, found + self._hidden(document), near)

    def _hidden(self, document: Document) -> list[Span]:
        """The matches in what is hidden."""
        found: list[Span] = []
        for part in document.parts:
            starts = self._starts_in(document, part.text)
            if starts is None or starts:
                matches = self._matches(document, part.text, 0, len(part.text), starts)
                found += (part.origin(*place) for place in matches if part.changes(*place))
        return found

    def _matches(
        self, document: Document, text: str, start: int, end: int, starts: Sequence[int] | None
    ) -> list[Span]:
        """`matches`, worked out once for a document and the same with hiding undone."""
        kept = document.cache
        key = (self._number, text, start, end)
        if key not in kept:
            kept[key] = self.matches(text, start, end, starts)
        found: list[Span] = kept[key]
        return found

    def _starts_in(self, document: Document, text: str) -> list[int] | None:
        """Where a match may begin in one of a reading's texts; None for anywhere."""
        kept = document.cache
        key = (self._number, text)
        if key not in kept:
            if text not in kept:
                kept[text] = self._starts.look(text)
            kept[key] = self._starts.of(self._number, kept[text])
        starts: list[int] | None = kept[key]
        return starts

    def matches(self, text: str, start: int, end: int, starts: Sequence[int] | None) -> list[Span]:
        """The matches within a stretch of the text, none empty. Raises `Refusal` as `find` does.

        `starts` are the places of the text where one may begin, None for any.
        """
        try:
            if starts is not None:
                within = starts[bisect_left(starts, start) : bisect_left(starts, end)]
                if len(within) < _MANY:
                    return self._matches_at(text, within, end)
                start = within[0]
            matches = self.pattern.finditer(text, start, end, timeout=PATTERN_SECONDS)
            return [match.span() for match in matches if match.end() > match.start()]
        except TimeoutError:
            raise Refusal("rulepack.slow_pattern", pattern=self._written) from None

    def _matches_at(self, text: str, starts: Sequence[int], end: int) -> list[Span]:
        """The matches among those that begin at one of the places, none overlapping an earlier one."""
        found: list[Span] = []
        done = 0
        for start in starts:
            match = start >= done and self.pattern.match(text, start, end, timeout=PATTERN_SECONDS)
            if match and match.end() > start:
                done = match.end()
                found.append(match.span())
        return found


def _near(document: Document, places: list[Span], near: tuple[Nearby, ...]) -> list[Span]:
    return [place for place in places if all(nearby.holds(document, place) for nearby in near)]


@dataclass(frozen=True, slots=True)
class CapitalPlaces:
    """Latin words of at least so many letters, typed in capitals alone."""

    letters: int
    needs: tuple[int, ...] = ()

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return False

    def find(self, document: Document, near: tuple[Nearby, ...] = ()) -> list[Span]:
        words = (match.span() for match in _LATIN_WORD.finditer(document.text))
        found = [place for place in words if place[1] - place[0] >= self.letters]
        return _near(document, [place for place in found if document.view.slice(*place).isupper()], near)


Places = TermPlaces | PatternPlaces | CapitalPlaces


def read_pattern(entry: Entry, scope: Scope) -> PatternPlaces:
    """A regular expression, matched on the safe view. Raises `MistakeFound` if it is not one."""
    places = PatternPlaces(safe_pattern(entry.text()), scope.vocabulary.starts)
    try:
        if not scope.vocabulary.proven:
            places.pattern  # noqa: B018  # compiled now, so that a mistake is told
    except regex.error as error:
        raise entry.mistake("bad_pattern", problem=str(error)) from None
    return places


def read_places(rule: Entry, scope: Scope) -> Places:
    """`terms` or `pattern` of a rule, exactly one of them."""
    terms, pattern = rule.get("terms"), rule.get("pattern")
    if terms is not None and pattern is None:
        return TermPlaces(scope.terms(terms))
    if pattern is not None and terms is None:
        return read_pattern(pattern, scope)
    raise rule.mistake("terms_or_pattern")
