"""Sentences that turn round what they say: a rumour denied, a thing forbidden, a prejudice opposed.

Offices repeat a rumour to refute it and name an offence to warn of it. What rules find there is only noted,
with the reason, so that a person still sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

import regex

from app.bangla.normalise import safe, safe_pattern
from app.bangla.words import sentence_spans
from app.checks.text.entry import Entry, clause_of
from app.checks.text.reading import Reading
from app.checks.text.terms import Span
from app.checks.types import Bilingual, Finding, Severity

T = TypeVar("T")

LEAST_EXAMPLES = 2
# A pattern of a frame that backtracks without end must not hold up the check.
_PATTERN_SECONDS = 2.0
_MOST_MATCHED = 0.6


class Reach(StrEnum):
    """What a frame turns round: its sentence, those beside it too, or just what it matches."""

    SENTENCE = "sentence"
    BESIDE = "beside"
    MATCH = "match"


@dataclass(frozen=True)
class Frame:
    """`patterns` are what the text says there, `but` what its sentence says where it only looks so.

    `clauses` are those whose findings it turns round, all where None. `why` is added to their explanation.
    """

    name: str
    patterns: tuple[str, ...]
    but: tuple[str, ...]
    reach: Reach
    clauses: frozenset[str] | None
    why: Bilingual

    def speaks(self, text: str) -> bool:
        """Whether it turns round any part of a text in the safe view."""
        if self.reach is Reach.MATCH:
            return bool(self.matched(text))
        return any(self.is_said(text[start:end]) for start, end in sentence_spans(text))

    def matched(self, text: str) -> list[Span]:
        """What its patterns match in a text in the safe view, in order.

        Nothing where that is all but the whole text, since then it is what the post says.
        """
        found = [match.span() for match in self._said.finditer(text, timeout=_PATTERN_SECONDS)]
        return found if sum(end - start for start, end in found) <= _MOST_MATCHED * len(text) else []

    def concerns(self, finding: Finding) -> bool:
        """Whether the finding is of a clause it can turn round."""
        return self.clauses is None or not self.clauses.isdisjoint(finding.clauses)

    def is_said(self, sentence: str) -> bool:
        """Whether a sentence in the safe view says what the frame listens for."""
        if not self._said.search(sentence, timeout=_PATTERN_SECONDS):
            return False
        return self._unsaid is None or not self._unsaid.search(sentence, timeout=_PATTERN_SECONDS)

    @cached_property
    def _said(self) -> regex.Pattern[str]:
        return _any_of(self.patterns)

    @cached_property
    def _unsaid(self) -> regex.Pattern[str] | None:
        return _any_of(self.but) if self.but else None


def framed(findings: Sequence[Finding], reading: Reading, frames: Iterable[Frame]) -> Iterator[Finding]:
    """The findings, those that a frame turns round lowered to notes that say why.

    A finding over several sentences is turned round where one that it begins or ends in is.
    """
    if all(finding.severity is Severity.NOTE for finding in findings):
        yield from findings
        return
    for finding in findings:
        by = next(
            (frame for frame in frames if frame.concerns(finding) and _turns(frame, finding, reading)), None
        )
        yield finding if by is None else finding.noted(by.why)


def _turns(frame: Frame, finding: Finding, reading: Reading) -> bool:
    start, end = finding.start, finding.end
    if start is None or end is None:
        return False
    if frame.reach is Reach.MATCH:
        matched = _kept(reading, frame.name, lambda: frame.matched(reading.text))
        places = (reading.view.origin(*place) for place in matched)
        return any(first <= start and end <= last for first, last in places)
    numbers = reading.sentences_of(finding)
    beside = 1 if frame.reach is Reach.BESIDE else 0
    ends = (numbers[0], numbers[-1])
    heard = {near for number in ends for near in range(number - beside, number + beside + 1)}
    # Few sentences have findings, and to listen for all that a frame knows takes long.
    return any(_says(frame, number, reading) for number in heard if 0 <= number < len(reading.sentences))


def _says(frame: Frame, number: int, reading: Reading) -> bool:
    sentence = reading.text[slice(*reading.sentences[number])]
    return _kept(reading, (frame.name, number), lambda: frame.is_said(sentence))


def _kept(reading: Reading, key: Hashable, work_out: Callable[[], T]) -> T:
    key = ("frame", key)
    if key not in reading.kept:
        reading.kept[key] = work_out()
    kept: T = reading.kept[key]
    return kept


def _any_of(patterns: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{safe_pattern(pattern)})" for pattern in patterns))


def read_frames(file: Entry, proven: bool) -> tuple[Frame, ...]:
    """The frames of a pack's file, tried on their examples unless `proven`. Raises `Wrong`."""
    file.only("frames")
    frames = []
    for entry in file.need("frames").items():
        frames.append(_read(entry))
        if not proven:
            _prove(entry, frames[-1])
    return tuple(frames)


def _read(entry: Entry) -> Frame:
    entry.only("id", "patterns", "but", "reach", "clauses", "why", "match", "no_match")
    but, clauses = entry.get("but"), entry.get("clauses")
    return Frame(
        name=entry.need("id").text(),
        patterns=tuple(item.text() for item in entry.need("patterns").items()),
        but=tuple(item.text() for item in but.items()) if but else (),
        reach=entry.need("reach").choice(Reach),
        clauses=frozenset(map(clause_of, clauses.items())) if clauses else None,
        why=entry.need("why").bilingual(),
    )


def _prove(entry: Entry, frame: Frame) -> None:
    """Raises `Wrong` where a pattern is none, or an example is not what it should be."""
    for name in ("patterns", "but"):
        patterns = entry.get(name)
        for item in patterns.items() if patterns else ():
            try:
                regex.compile(safe_pattern(item.text()))
            except regex.error as error:
                raise item.wrong("bad_pattern", problem=str(error)) from None
    for key, turns in (("match", True), ("no_match", False)):
        examples = entry.need(key)
        if len(examples.items()) < LEAST_EXAMPLES:
            raise examples.wrong("few_examples", least=LEAST_EXAMPLES)
        for example in examples.items():
            text = safe(example.text())
            if frame.speaks(text) is not turns:
                raise example.wrong("does_not_match" if turns else "matches", rule=frame.name, text=text)
