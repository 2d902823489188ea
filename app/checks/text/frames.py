"""Sentences that turn round what they say: a rumour denied, a thing forbidden, a prejudice opposed.

Offices repeat a rumour to refute it and name an offence to warn of it. What rules find there is only noted,
with the reason, so that a person still sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from operator import and_

import regex

from app.bangla.normalise import safe, safe_pattern
from app.bangla.words import sentence_spans
from app.checks.text.entry import Entry, clause_of
from app.checks.text.reading import Reading
from app.checks.text.terms import Span
from app.checks.types import Bilingual, Finding, Severity

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

    def turned(self, text: str) -> list[Span]:
        """The parts of a text in the safe view that it turns round, in order."""
        if self.reach is Reach.MATCH:
            found = [match.span() for match in self._said.finditer(text, timeout=_PATTERN_SECONDS)]
            # What is all but the whole post is what the post says.
            return found if sum(end - start for start, end in found) <= _MOST_MATCHED * len(text) else []
        sentences = sentence_spans(text)
        reach = 1 if self.reach is Reach.BESIDE else 0
        around = [
            sentences[max(0, number - reach) : number + reach + 1]
            for number, (start, end) in enumerate(sentences)
            if self._is_said(text[start:end])
        ]
        return [(near[0][0], near[-1][1]) for near in around]

    def concerns(self, finding: Finding) -> bool:
        """Whether the finding is of a clause it can turn round."""
        return self.clauses is None or not self.clauses.isdisjoint(finding.clauses)

    def _is_said(self, sentence: str) -> bool:
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
    turned = [
        (frame, [reading.view.origin(*part) for part in frame.turned(reading.text)]) for frame in frames
    ]
    for finding in findings:
        by = next(
            (frame for frame, parts in turned if frame.concerns(finding) and _is_in(finding, frame, parts)),
            None,
        )
        yield finding if by is None else finding.noted(by.why)


def _is_in(finding: Finding, frame: Frame, parts: Iterable[Span]) -> bool:
    if finding.start is None or finding.end is None:
        return False
    begins = [start <= finding.start < end for start, end in parts]
    finishes = [start < finding.end <= end for start, end in parts]
    if frame.reach is Reach.MATCH:
        return any(map(and_, begins, finishes))
    return any(begins) or any(finishes)


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
            if bool(frame.turned(text)) is not turns:
                raise example.wrong("does_not_match" if turns else "matches", rule=frame.name, text=text)
