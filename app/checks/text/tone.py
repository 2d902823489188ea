"""Toward which clause the words of a sentence lean, by a small linear model that is part of the rule pack.

No rule can name every word that turns a mention into an offence, or a stern notice into a harmless one. The
model adds up what pieces of words have counted for in sentences of either kind. By itself it finds nothing:
it lowers what guessing rules find where the words lean the other way, and rules of the type `leaning` ask it.
It was trained by `tests/eval/text/train_tone.py`; `resources/rulepacks/README.md` has its file.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from app.checks.text.entry import Entry, clause_of
from app.checks.text.mistakes import bilingual
from app.checks.text.reading import Reading
from app.checks.types import Bilingual, Finding, Severity

BUCKETS = 1 << 17
PIECES = range(2, 6)  # code points, of a word with its two edges
# Added to the pieces of a sentence, so that a few words alone lean less far than many.
PADDING = 100

_REMEMBERED = 65536  # words


@lru_cache(maxsize=_REMEMBERED)
def pieces_of(word: str) -> tuple[int, ...]:
    """The buckets, 0 to `BUCKETS` - 1, of a word of the safe view: of itself whole, and of its pieces."""
    edged = f"<{word}>"
    whole = [f"={word}"]
    pieces = (edged[at : at + length] for length in PIECES for at in range(len(edged) - length + 1))
    return tuple(zlib.crc32(piece.encode()) % BUCKETS for piece in (*whole, *pieces))


class ClauseTone:
    """How far words lean toward the offences of one clause. `weights` are `BUCKETS` signed bytes."""

    def __init__(self, weights: memoryview, scale: float, bias: float) -> None:
        self._weights = weights
        self._scale = scale
        self._bias = bias
        self._of_word: dict[str, int] = {}

    def points(self, words: Sequence[str], pieces: int) -> int:
        """Points of a sentence of these words of the safe view: 10 for one unit of log odds, 0 undecided.

        `pieces` are those of all words together.
        """
        try:
            total = sum(map(self._of_word.__getitem__, words))  # most words of a post were in one before
        except KeyError:
            total = sum(map(self._weigh, words))
        return round(10 * (self._bias + self._scale * total / math.sqrt(PADDING + pieces)))

    def _weigh(self, word: str) -> int:
        weight = self._of_word.get(word)
        if weight is None:
            if len(self._of_word) >= _REMEMBERED:
                self._of_word.clear()
            weight = self._of_word[word] = sum(map(self._weights.__getitem__, pieces_of(word)))
        return weight


@dataclass(frozen=True)
class Tone:
    """The model of a pack: a `ClauseTone` for each clause it knows.

    `least` are the points below which a guess of that severity is only noted, `in_reports` those below which
    a warning is in what reads like a report.
    """

    clauses: Mapping[str, ClauseTone]
    least: Mapping[Severity, int]
    in_reports: int

    def points(self, reading: Reading, sentence: int, clause: str) -> int:
        """How far the sentence of that number leans toward a clause that the model knows."""
        key = ("tone", sentence, clause)
        if key not in reading.kept:
            words, pieces = _words(reading, sentence)
            reading.kept[key] = self.clauses[clause].points(words, pieces)
        return int(reading.kept[key])

    def leans_most(self, reading: Reading, sentence: int) -> str:
        """The clause toward which a sentence leans furthest."""
        return max(self.clauses, key=lambda clause: self.points(reading, sentence, clause))

    def weighed(self, finding: Finding, reading: Reading) -> Finding:
        """The finding of a guessing rule; a note where its sentence leans away from its clause."""
        if finding.severity not in self.least:
            return finding
        points = self._of(finding, reading)
        return (
            finding
            if points is None or points >= self.least[finding.severity]
            else finding.noted(_leans_away())
        )

    def leans_in_report(self, finding: Finding, reading: Reading) -> bool:
        """Whether its sentences lean further toward its clause than reports do."""
        points = self._of(finding, reading)
        return points is not None and points >= self.in_reports

    def _of(self, finding: Finding, reading: Reading) -> int | None:
        """The points of the sentences it is in for its first clause; None where they cannot be told.

        What else it cites, such as a circular, is about the same matter.
        """
        clause = finding.clauses[0]
        if clause not in self.clauses or finding.start is None or finding.end is None:
            return None
        sentences = reading.sentences_of(finding.start, finding.end)
        return max(self.points(reading, sentence, clause) for sentence in sentences)


def _words(reading: Reading, sentence: int) -> tuple[list[str], int]:
    """The words of the sentence of that number, and how many pieces they have."""
    key = ("words", sentence)
    if key not in reading.kept:
        words = reading.words_of(sentence)
        reading.kept[key] = words, sum(map(len, map(pieces_of, words)))
    kept: tuple[list[str], int] = reading.kept[key]
    return kept


@cache
def _leans_away() -> Bilingual:
    return bilingual("rulepack.tone.why")


def read_tone(file: Entry, weights: bytes) -> Tone:
    """`{trained: …, least: {block: n, warn: n, report: n}, clauses: [{clause: …, scale: …, bias: …}, …]}`.

    `weights` are those of the clauses one after another. Raises `Wrong`.
    """
    file.only("trained", "least", "clauses")
    file.need("trained").text()
    least = file.need("least")
    least.only(Severity.BLOCK.value, Severity.WARN.value, "report")
    told = file.need("clauses")
    if len(weights) != BUCKETS * len(told.items()):
        raise told.wrong("weights", wanted=BUCKETS * len(told.items()), there=len(weights))
    table = memoryview(weights).cast("b")
    clauses: dict[str, ClauseTone] = {}
    for number, entry in enumerate(told.items()):
        entry.only("clause", "scale", "bias")
        clause = clause_of(entry.need("clause"))
        if clause in clauses:
            raise entry.wrong("twice", name=clause)
        own = table[number * BUCKETS : (number + 1) * BUCKETS]
        clauses[clause] = ClauseTone(own, entry.need("scale").number(), entry.need("bias").number())
    points = {severity: round(least.need(severity).number()) for severity in (Severity.BLOCK, Severity.WARN)}
    return Tone(clauses, points, round(least.need("report").number()))
