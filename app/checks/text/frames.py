"""Sentences that turn round what they say: a rumour denied, a thing forbidden, a prejudice opposed.

Offices repeat a rumour to refute it and name an offence to warn of it. What rules find there is only noted,
with the reason, so that a person still sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import regex

from app.bangla.normalise import safe, safe_pattern
from app.bangla.words import sentence_spans
from app.checks.text.entry import Entry, clause_of
from app.checks.text.reading import Reading
from app.checks.types import Bilingual, Finding, Severity

LEAST_EXAMPLES = 2
# A pattern of a frame that backtracks without end must not hold up the check.
_PATTERN_SECONDS = 2.0


class Reach(StrEnum):
    """Which sentences a frame turns round: its own, or those right before and after it too."""

    SENTENCE = "sentence"
    BESIDE = "beside"


@dataclass(frozen=True)
class Frame:
    """`patterns` are what the sentence says, `but` what it says instead where it only looks so.

    `clauses` are those whose findings it turns round, all where None. `why` is added to their explanation.
    """

    name: str
    patterns: tuple[str, ...]
    but: tuple[str, ...]
    reach: Reach
    clauses: frozenset[str] | None
    why: Bilingual

    def sentences(self, text: str, sentences: list[tuple[int, int]]) -> set[int]:
        """The numbers of the sentences it turns round, given those of a text in the safe view."""
        found: set[int] = set()
        for number, (start, end) in enumerate(sentences):
            spoken = text[start:end]
            if self._said.search(spoken, timeout=_PATTERN_SECONDS) and not (
                self._unsaid and self._unsaid.search(spoken, timeout=_PATTERN_SECONDS)
            ):
                reach = 1 if self.reach is Reach.BESIDE else 0
                found.update(range(number - reach, number + reach + 1))
        return found

    def concerns(self, finding: Finding) -> bool:
        """Whether the finding is of a clause it can turn round."""
        return self.clauses is None or not self.clauses.isdisjoint(finding.clauses)

    @cached_property
    def _said(self) -> regex.Pattern[str]:
        return _any_of(self.patterns)

    @cached_property
    def _unsaid(self) -> regex.Pattern[str] | None:
        return _any_of(self.but) if self.but else None


def framed(findings: Iterable[Finding], reading: Reading, frames: Iterable[Frame]) -> Iterator[Finding]:
    """The findings, those that a frame turns round lowered to notes that say why."""
    sentences = sentence_spans(reading.text)
    turned = [(frame, frame.sentences(reading.text, sentences)) for frame in frames]
    ends = [reading.view.origin(*sentence)[1] for sentence in sentences]
    for finding in findings:
        if finding.start is None or finding.end is None:
            yield finding
            continue
        places = {_sentence(ends, finding.start), _sentence(ends, finding.end - 1)}
        by = next(
            (f for f, numbers in turned if f.concerns(finding) and not numbers.isdisjoint(places)), None
        )
        yield finding if by is None else _noted(finding, by)


def _noted(finding: Finding, frame: Frame) -> Finding:
    why = Bilingual(bn=f"{finding.why.bn} {frame.why.bn}", en=f"{finding.why.en} {frame.why.en}")
    return replace(finding, severity=Severity.NOTE, why=why)


def _sentence(ends: list[int], place: int) -> int:
    return next((number for number, end in enumerate(ends) if place < end), len(ends) - 1)


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
            if bool(frame.sentences(text, sentence_spans(text))) is not turns:
                raise example.wrong("does_not_match" if turns else "matches", rule=frame.name, text=text)
