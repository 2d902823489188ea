"""Places given by terms or by a regular expression: what several rule types look for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import regex

from app.bangla.normalise import safe, safe_pattern
from app.checks.text.document import DeobfuscatedDocument, Document
from app.checks.text.entry import Entry
from app.checks.text.first_signs import looking_first
from app.checks.text.loosened import LooseForm, utf8
from app.checks.text.required import NOTHING, Requirement
from app.checks.text.terms import Span
from app.checks.text.vocabulary import Nearby, Scope
from app.errors import Refusal

# A pattern that backtracks without end must not hold up the whole check. A sound one takes well under 1 ms.
PATTERN_SECONDS = 2.0

_LATIN_WORD = regex.compile(r"(?<![\p{L}\p{N}@#/.])[a-z]+(?![\p{L}\p{N}@/])")


@dataclass(frozen=True, slots=True)
class TermPlaces:
    term_set: int
    required: Requirement = NOTHING

    @property
    def needs(self) -> tuple[int, ...]:
        return (self.term_set,)

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return False  # hidden terms are known by their sets

    def find(self, document: Document, near: tuple[Nearby, ...] = ()) -> list[Span]:
        """Every place near which all of `near` hold."""
        return _near(document, document.places(self.term_set), near)


class PatternPlaces:
    """Matches of a regular expression, tried only on stretches with one of its `triggers`, if it has any.

    Triggers spare time and nothing else: strings of the safe view without any of which it cannot match. So
    does its loose form (`app.checks.text.loosened`), which tells whether it can match at all.
    """

    needs: tuple[int, ...] = ()

    def __init__(
        self,
        pattern: str,
        triggers: tuple[str, ...] = (),
        required: Requirement = NOTHING,
        loose: str = "",
    ) -> None:
        """`required` is what the pattern itself says that it cannot match without, `loose` its loose form."""
        self._written = pattern
        self._loose = loose
        self.required = required
        self.triggers = triggers

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """Compiled when first asked for: most posts have nothing that most patterns need."""
        return regex.compile(looking_first(self._written))

    @cached_property
    def _loose_form(self) -> LooseForm:
        return LooseForm(self._loose)

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        """Whether it matches in hidden words."""
        return bool(self._hidden(document))

    def find(self, document: Document, near: tuple[Nearby, ...] = ()) -> list[Span]:
        """Every match that is not empty and near which all of `near` hold.

        What has to stand in the same sentence is looked for there only, which spares most of the matching.
        Raises `Refusal` if the pattern takes longer than is sane.
        """
        found: list[Span] = []
        if self._is_triggered(document.text) and self._loose_form.may_match(document.utf8):
            bound = next((nearby.term_set for nearby in near if nearby.within.sentence), None)
            stretches = document.stretches if bound is None else document.sentences_with(bound)
            for stretch in stretches:
                if bound is None or self._is_triggered(document.text, *stretch):
                    found += self._matches(document, document.text, *stretch)
        return _near(document, found + self._hidden(document), near)

    def _hidden(self, document: Document) -> list[Span]:
        """The matches in hidden words."""
        found: list[Span] = []
        for part in document.parts:
            if self.may_match(part.text):
                matches = self._matches(document, part.text, 0, len(part.text))
                found += (part.origin(*place) for place in matches if part.changes(*place))
        return found

    def may_match(self, text: str) -> bool:
        """Whether a trigger stands in a text, and its loose form does not rule out a match."""
        return self._is_triggered(text) and self._loose_form.may_match(utf8(text))

    def _is_triggered(self, text: str, start: int = 0, end: int | None = None) -> bool:
        if not self.triggers:
            return True
        if start or end is not None:
            return any(text.find(trigger, start, end) >= 0 for trigger in self.triggers)
        return any(map(text.__contains__, self.triggers))  # twice as fast

    def _matches(self, document: Document, text: str, start: int, end: int) -> list[Span]:
        """`matches`, computed once for a document and its deobfuscated form."""
        key = (self._written, text, start, end)
        if key not in document.cache:
            document.cache[key] = self.matches(text, start, end)
        found: list[Span] = document.cache[key]
        return found

    def matches(self, text: str, start: int, end: int) -> list[Span]:
        """The matches within a stretch of the text, none empty. Raises `Refusal` as `find` does."""
        try:
            found = self.pattern.finditer(text, start, end, timeout=PATTERN_SECONDS)
            return [match.span() for match in found if match.end() > match.start()]
        except TimeoutError:
            raise Refusal("rulepack.slow_pattern", pattern=self._written) from None


def _near(document: Document, places: list[Span], near: tuple[Nearby, ...]) -> list[Span]:
    return [place for place in places if all(nearby.holds(document, place) for nearby in near)]


@dataclass(frozen=True, slots=True)
class CapitalPlaces:
    """Latin words of at least so many letters, typed in capitals alone."""

    letters: int
    needs: tuple[int, ...] = ()
    required: Requirement = NOTHING

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return False

    def find(self, document: Document, near: tuple[Nearby, ...] = ()) -> list[Span]:
        words = (match.span() for match in _LATIN_WORD.finditer(document.text))
        found = [place for place in words if place[1] - place[0] >= self.letters]
        return _near(document, [place for place in found if document.view.slice(*place).isupper()], near)


Places = TermPlaces | PatternPlaces | CapitalPlaces


def read_pattern(rule: Entry, scope: Scope) -> PatternPlaces:
    """`pattern` of a rule, a regular expression for the safe view, with its `triggers`, if any.

    Raises `MistakeFound` if it is not one.
    """
    entry, triggers = rule.need("pattern"), rule.get("triggers")
    strings = tuple(safe(item.text()) for item in triggers.items()) if triggers else ()
    pattern = safe_pattern(entry.text())
    if not scope.vocabulary.proven:  # compiled now, so that a mistake is told
        try:
            regex.compile(pattern)
        except regex.error as error:
            raise entry.mistake("bad_pattern", problem=str(error)) from None
    vocabulary = scope.vocabulary
    return PatternPlaces(pattern, strings, vocabulary.requirement(pattern), vocabulary.loose(pattern))


def read_places(rule: Entry, scope: Scope) -> Places:
    """`terms` or `pattern` of a rule, exactly one of them."""
    terms, pattern, triggers = rule.get("terms"), rule.get("pattern"), rule.get("triggers")
    if triggers is not None and pattern is None:
        raise triggers.mistake("triggers_without_pattern")
    if terms is not None and pattern is None:
        return TermPlaces(scope.terms(terms))
    if pattern is not None and terms is None:
        return read_pattern(rule, scope)
    raise rule.mistake("terms_or_pattern")
