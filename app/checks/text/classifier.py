"""Toward which clause the words of a sentence lean, by a small linear model that is part of the rule pack.

No rule can name every word that turns a mention into an offence, or a stern notice into a harmless one. The
model adds up what pieces of words, and words side by side, have counted for in sentences of either kind; a
word that is said again counts once. By itself it warns of nothing: it tells which sentences guessing rules
need not read, lowers what they find where the words lean the other way, and rules of the type `leaning` ask
it of what they name.
It was trained by `tests/training/train.py`; `resources/rulepacks/README.md` has its file.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

from app.bangla.sounds import sound_of
from app.checks.text.document import Document
from app.checks.text.entry import Entry, clause_of
from app.checks.types import Finding, Severity
from app.i18n import Bilingual, bilingual

BUCKETS = 1 << 20
# Code points in a piece of a word as it is written, and of what it sounds like, each with its two edges.
PIECE = range(3, 7)
# The byte that stands for a weight of 0.
ZERO = 128
# Code points of a word's sound that tell what it begins with.
_BEGINNING = 4
# Added to the pieces of a sentence, so that a few words alone lean less far than many.
PADDING = 100

_LEANING = "top sentences"  # where a reading keeps them
_REMEMBERED = 65536  # words and pairs of words


def pieces_of(word: str) -> tuple[int, ...]:
    """The buckets, 0 to `BUCKETS` - 1, of a word of the safe view: of itself whole, then of its pieces.

    By its sound a word is as one that is written in the other script (`app.bangla.sounds`).
    """
    sound = sound_of(word)
    written, spoken = f"<{word}>", f"<{sound}>"
    pieces = [f"={word}", f"~{sound}"]
    pieces += (written[at : at + size] for size in PIECE for at in range(len(written) - size + 1))
    pieces += ("~" + spoken[at : at + size] for size in PIECE for at in range(len(spoken) - size + 1))
    return tuple(dict.fromkeys(map(_bucket, pieces)))


def pieces_between(word: str, following: str) -> tuple[int, ...]:
    """The buckets of two neighbours by their sounds, and by what these begin with."""
    one, other = sound_of(word), sound_of(following)
    return _bucket(f"+{one} {other}"), _bucket(f"x{one[:_BEGINNING]} {other[:_BEGINNING]}")


def _bucket(piece: str) -> int:
    return zlib.crc32(piece.encode()) % BUCKETS


# Of a word, or of two neighbours, how many pieces it has and what they weigh toward each clause, side by side
# in one number: what a sentence has is then one sum. Neighbours have no pieces beside those of their words.
_Row = int
_LANE_BYTES = 4
_LANE = 8 * _LANE_BYTES  # bits for each; a sum has far fewer
_MIDDLE = 1 << (_LANE - 1)  # added to every lane, so that none is below 0 when they are told apart


@dataclass(frozen=True, slots=True)
class ClauseModel:
    """What a weight counts for toward the offences of one clause, and where a sentence starts from."""

    scale: float
    bias: float

    def odds(self, total: int, root: float) -> float:
        """Of a sentence whose words weigh so much and whose pieces are so many, as their root; log odds."""
        return self.bias + self.scale * total / root

    def points(self, total: int, root: float) -> int:
        """The same as points."""
        return _points(self.odds(total, root))


def _points(odds: float) -> int:
    return round(10 * odds)


class _Rows(dict[str | tuple[str, str], _Row]):
    """The rows of words and of two neighbours, worked out when first asked for, and then remembered.

    Most words of a post were in one before.
    """

    def __init__(self, weights: bytes, clauses: int) -> None:
        super().__init__()
        self._weights, self._clauses = weights, clauses
        self._zeros = _side_by_side([0, *[ZERO] * clauses])

    def __missing__(self, said: str | tuple[str, str]) -> _Row:
        if isinstance(said, str):
            pieces = pieces_of(said)
            count = len(pieces)
        else:
            pieces, count = pieces_between(*said), 0
        if len(self) >= _REMEMBERED:
            self.clear()
        row = count - len(pieces) * self._zeros
        lanes = bytearray((1 + self._clauses) * _LANE_BYTES)
        for bucket in pieces:
            # Each weight into the lowest byte of its lane, all at once.
            lanes[_LANE_BYTES::_LANE_BYTES] = self._weights[
                bucket * self._clauses : (bucket + 1) * self._clauses
            ]
            row += int.from_bytes(lanes, "little")
        self[said] = row
        return row


@dataclass(frozen=True)
class Classifier:
    """The model of a pack: a `ClauseModel` for each clause it knows.

    `weights` have for each bucket a byte for each clause, from 1 to 255, `ZERO` for 0. `least` are the
    points below which a guess of that severity is only noted, `in_reports` those below which a warning is in
    what reads like a report, `faint` those below which it is not worth a note.
    """

    clauses: Mapping[str, ClauseModel]
    weights: bytes = field(repr=False)
    least: Mapping[Severity, int]
    in_reports: int
    faint: int

    def points(self, document: Document, sentence: int, clause: str) -> int:
        """How far the sentence of that number leans toward a clause that the model knows.

        10 points for one unit of log odds, 0 undecided.
        """
        totals, root = self._sentence(document, sentence)
        return self.clauses[clause].points(totals[self._columns[clause]], root)

    def leaning(self, document: Document) -> Mapping[str, Sequence[tuple[int, int]]]:
        """By clause, the numbers of the sentences that lean to it most of all, with their points."""
        if _LEANING not in document.cache:
            by_clause: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
            clauses, tones = tuple(self.clauses), tuple(self.clauses.values())
            for number in range(len(document.sentences)):
                totals, root = self._sentence(document, number)
                odds = [model.odds(total, root) for model, total in zip(tones, totals, strict=True)]
                furthest = max(odds)
                by_clause[clauses[odds.index(furthest)]].append((number, _points(furthest)))
            document.cache[_LEANING] = by_clause
        leaning: Mapping[str, Sequence[tuple[int, int]]] = document.cache[_LEANING]
        return leaning

    def possible(self, document: Document) -> frozenset[int]:
        """The numbers of the sentences that lean far enough to some clause for a guess to be worth a note."""
        return frozenset(
            number
            for told in self.leaning(document).values()
            for number, points in told
            if points >= self.faint and not document.text[slice(*document.sentences[number])].isspace()
        )

    def weightiest(self, words: Sequence[str], clause: str) -> int:
        """The place among words, at least one, of that which counts most for an offence of the clause."""
        column = self._columns[clause]
        return max(range(len(words)), key=lambda place: self._apart(self._rows[words[place]])[column + 1])

    def adjusted(self, finding: Finding, document: Document, sure: bool) -> Finding:
        """The finding of a guessing rule; a note where its sentence leans away from its clause.

        Where the rule is `sure`, only where it leans far away.
        """
        if finding.severity not in self.least:
            return finding
        points = self._of(finding, document)
        least = self.faint if sure else self.least[finding.severity]
        return finding if points is None or points >= least else finding.as_note(_leans_away())

    def is_unlikely(self, finding: Finding, document: Document) -> bool:
        """Whether what a guessing rule warns of stands in a sentence worded like any notice."""
        points = self._of(finding, document) if finding.severity in self.least else None
        return points is not None and points < self.faint

    def is_likely_in_report(self, finding: Finding, document: Document) -> bool:
        """Whether its sentences lean further toward its clause than reports do."""
        points = self._of(finding, document)
        return points is not None and points >= self.in_reports

    def _of(self, finding: Finding, document: Document) -> int | None:
        """The points of the sentences it is in for its first clause; None where they cannot be told.

        What else it cites, such as a circular, is about the same matter.
        """
        clause = finding.clauses[0]
        if clause not in self.clauses or finding.start is None:
            return None
        return max(self.points(document, sentence, clause) for sentence in document.sentences_of(finding))

    def _sentence(self, document: Document, sentence: int) -> tuple[Sequence[int], float]:
        """What a sentence's words weigh toward each clause, and the root of how many pieces they have."""
        key = ("scores", sentence)
        if key not in document.cache:
            words = document.words_of(sentence)
            # Each once, and each two neighbours once.
            said: set[str | tuple[str, str]] = {*words, *pairwise(words)}
            pieces, *totals = self._apart(sum(map(self._rows.__getitem__, said)))
            document.cache[key] = totals, math.sqrt(PADDING + pieces)
        weighed: tuple[Sequence[int], float] = document.cache[key]
        return weighed

    def _apart(self, row: _Row) -> tuple[int, ...]:
        """What stands side by side in a row or in a sum of rows."""
        # Raised by the middle and with its highest bit turned, a lane is a signed number of so many bits.
        lanes = (row + self._middles) ^ self._middles
        return self._lanes.unpack(lanes.to_bytes(self._lanes.size, "little"))

    @cached_property
    def _rows(self) -> _Rows:
        return _Rows(self.weights, len(self.clauses))

    @cached_property
    def _middles(self) -> _Row:
        return _side_by_side([_MIDDLE] * (len(self.clauses) + 1))

    @cached_property
    def _lanes(self) -> struct.Struct:
        return struct.Struct(f"<{len(self.clauses) + 1}i")

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {clause: column for column, clause in enumerate(self.clauses)}


def _side_by_side(lanes: Sequence[int]) -> int:
    return sum(lane << (_LANE * place) for place, lane in enumerate(lanes))


@cache
def _leans_away() -> Bilingual:
    return bilingual("rulepack.classifier.why")


def read_classifier(file: Entry, weights: bytes) -> Classifier:
    """`{trained: …, least: {block: n, warn: n, report: n, note: n}, clauses: […]}`.

    Each clause is `{clause: …, scale: …, bias: …}`; `weights` are as `Classifier` has them.
    Raises `MistakeFound`.
    """
    file.only("trained", "least", "clauses")
    file.need("trained").text()
    least = file.need("least")
    least.only(Severity.BLOCK.value, Severity.WARN.value, "report", "note")
    told = file.need("clauses")
    if len(weights) != BUCKETS * len(told.items()):
        raise told.mistake("weights", wanted=BUCKETS * len(told.items()), there=len(weights))
    clauses: dict[str, ClauseModel] = {}
    for entry in told.items():
        entry.only("clause", "scale", "bias")
        clause = clause_of(entry.need("clause"))
        if clause in clauses:
            raise entry.mistake("twice", name=clause)
        clauses[clause] = ClauseModel(entry.need("scale").number(), entry.need("bias").number())
    points = {severity: round(least.need(severity).number()) for severity in (Severity.BLOCK, Severity.WARN)}
    in_reports, faint = (round(least.need(name).number()) for name in ("report", "note"))
    return Classifier(clauses, weights, points, in_reports, faint)
