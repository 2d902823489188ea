"""Frames: contexts that reverse what a sentence says, such as a denial, a ban or an opposed prejudice.

Offices repeat a rumour to refute it and name an offence to warn of it. Findings there become notes that say
why, so that a person still sees them. Of other contexts, such as a question, one cannot be as certain: there
what would block warns.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

import regex

from app.bangla.normalise import safe, safe_pattern
from app.bangla.words import sentence_spans
from app.checks.text.document import Document
from app.checks.text.entry import Entry, clause_of
from app.checks.text.terms import Span
from app.checks.types import Finding, Severity
from app.errors import Refusal
from app.i18n import Bilingual

T = TypeVar("T")

LEAST_EXAMPLES = 2
# A pattern of a frame that backtracks without end must not hold up the check.
_PATTERN_SECONDS = 2.0
_MOST_MATCHED = 0.6


class Reach(StrEnum):
    """What a frame applies to: its sentence, the neighbouring ones too, or only the words it matches."""

    SENTENCE = "sentence"
    BESIDE = "beside"
    MATCH = "match"


@dataclass(frozen=True)
class Frame:
    """A context found by `patterns`, unless its sentence matches one of `but`.

    It lowers findings of `clauses`, of all where None, to `lowers_to`. `why` is added to their explanation.
    """

    name: str
    patterns: tuple[str, ...]
    but: tuple[str, ...]
    reach: Reach
    clauses: frozenset[str] | None
    why: Bilingual
    lowers_to: Severity = Severity.NOTE

    def applies_to(self, text: str) -> bool:
        """Whether it applies to any part of a text in the safe view."""
        if self.reach is Reach.MATCH:
            return bool(self.matches(text))
        return any(self.holds_in(text[start:end]) for start, end in sentence_spans(text))

    def matches(self, text: str) -> list[Span]:
        """What its patterns match in a text in the safe view, in order.

        Nothing where that is nearly the whole text, since then it is what the post itself says. Raises
        `Refusal` where looking takes too long.
        """
        try:
            found = [match.span() for match in self._pattern.finditer(text, timeout=_PATTERN_SECONDS)]
        except TimeoutError:
            raise self._slow() from None
        return found if sum(end - start for start, end in found) <= _MOST_MATCHED * len(text) else []

    def concerns(self, finding: Finding) -> bool:
        """Whether it may lower a finding so grave and of these clauses."""
        graver = finding.severity.rank < self.lowers_to.rank
        return graver and (self.clauses is None or not self.clauses.isdisjoint(finding.clauses))

    def holds_in(self, sentence: str) -> bool:
        """Whether a sentence in the safe view has the context. Raises `Refusal` as `matches` does."""
        try:
            if not self._pattern.search(sentence, timeout=_PATTERN_SECONDS):
                return False
            but = self._but_pattern
            return but is None or not but.search(sentence, timeout=_PATTERN_SECONDS)
        except TimeoutError:
            raise self._slow() from None

    def _slow(self) -> Refusal:
        return Refusal("rulepack.slow_pattern", pattern=self.name)

    @cached_property
    def _pattern(self) -> regex.Pattern[str]:
        return _any_of(self.patterns)

    @cached_property
    def _but_pattern(self) -> regex.Pattern[str] | None:
        return _any_of(self.but) if self.but else None


def apply_frames(
    findings: Sequence[Finding],
    document: Document,
    frames: Iterable[Frame],
    lowest: Mapping[str, Severity],
) -> Iterator[Finding]:
    """The findings, those within a frame lowered as far as it says, with the reason.

    `lowest` says of rules how far their findings may be lowered; others may become notes. Of several frames
    the one counts that lowers furthest, the first of these. A finding over several sentences is within a
    frame where its first or last sentence is.
    """
    if all(finding.severity is Severity.NOTE for finding in findings):
        yield from findings
        return
    ordered = sorted(frames, key=lambda frame: -frame.lowers_to.rank)
    for finding in findings:
        by = next(
            (frame for frame in ordered if frame.concerns(finding) and _reverses(frame, finding, document)),
            None,
        )
        if by is None:
            yield finding
        else:
            least = lowest.get(finding.rule, Severity.NOTE)
            yield finding.lowered(min(by.lowers_to, least, key=lambda one: one.rank), by.why)


def _reverses(frame: Frame, finding: Finding, document: Document) -> bool:
    start, end = finding.start, finding.end
    if start is None or end is None:
        return False
    if frame.reach is Reach.MATCH:
        matched = _cached(document, frame.name, lambda: frame.matches(document.text))
        places = (document.view.origin(*place) for place in matched)
        return any(first <= start and end <= last for first, last in places)
    numbers = document.sentences_of(finding)
    beside = 1 if frame.reach is Reach.BESIDE else 0
    ends = (numbers[0], numbers[-1])
    nearby = {near for number in ends for near in range(number - beside, number + beside + 1)}
    # Only sentences with findings are looked at: matching all patterns of a frame takes long.
    return any(
        _holds_in_sentence(frame, number, document)
        for number in nearby
        if 0 <= number < len(document.sentences)
    )


def _holds_in_sentence(frame: Frame, number: int, document: Document) -> bool:
    sentence = document.text[slice(*document.sentences[number])]
    return _cached(document, (frame.name, number), lambda: frame.holds_in(sentence))


def _cached(document: Document, key: Hashable, compute: Callable[[], T]) -> T:
    key = ("frame", key)
    if key not in document.cache:
        document.cache[key] = compute()
    cached: T = document.cache[key]
    return cached


def _any_of(patterns: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{safe_pattern(pattern)})" for pattern in patterns))


def read_frames(file: Entry, proven: bool) -> tuple[Frame, ...]:
    """The frames of a pack's file, tried on their examples unless `proven`. Raises `MistakeFound`."""
    file.only("frames")
    frames = []
    for entry in file.need("frames").items():
        frames.append(_read(entry))
        if not proven:
            _prove(entry, frames[-1])
    return tuple(frames)


def _read(entry: Entry) -> Frame:
    entry.only("id", "patterns", "but", "reach", "clauses", "lowers_to", "why", "match", "no_match")
    but, clauses, lowers_to = entry.get("but"), entry.get("clauses"), entry.get("lowers_to")
    return Frame(
        name=entry.need("id").text(),
        patterns=tuple(item.text() for item in entry.need("patterns").items()),
        but=tuple(item.text() for item in but.items()) if but else (),
        reach=entry.need("reach").choice(Reach),
        clauses=frozenset(map(clause_of, clauses.items())) if clauses else None,
        why=entry.need("why").bilingual(),
        lowers_to=lowers_to.choice(Severity) if lowers_to else Severity.NOTE,
    )


def _prove(entry: Entry, frame: Frame) -> None:
    """Raises `MistakeFound` where a pattern is none, or an example is not what it should be."""
    for name in ("patterns", "but"):
        patterns = entry.get(name)
        for item in patterns.items() if patterns else ():
            try:
                regex.compile(safe_pattern(item.text()))
            except regex.error as error:
                raise item.mistake("bad_pattern", problem=str(error)) from None
    for key, applies in (("match", True), ("no_match", False)):
        examples = entry.need(key)
        if len(examples.items()) < LEAST_EXAMPLES:
            raise examples.mistake("few_examples", least=LEAST_EXAMPLES)
        for example in examples.items():
            text = safe(example.text())
            if frame.applies_to(text) is not applies:
                raise example.mistake("does_not_match" if applies else "matches", rule=frame.name, text=text)
