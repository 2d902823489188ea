"""Linear model of the text classifier: log-odds of sentences from a table of feature weights.

Its own module because numpy takes 70 ms to import: whoever checks no text need not wait for it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import accumulate, chain, pairwise, starmap

import numpy as np
import numpy.typing as npt

from app.checks.text.features import BUCKETS, OF_PAIR, pair_features
from app.checks.text.many_features import features_of

# Added to the number of features of a sentence, so that a few words alone get less extreme odds than many.
PADDING = 100

Term = str | tuple[str, str]
"""A word, or two neighbouring words."""

Sums = npt.NDArray[np.int32]

_REMEMBERED = 65536  # terms
_REMEMBERED_SENTENCES = 4096


class LinearModel:
    """Weights of features for each of some clauses. Safe to use from several threads.

    Sums of weights by term are worked out when first asked for and then remembered: most words of a post were
    in one before.
    """

    def __init__(self, packed: bytes, scales: Sequence[float], biases: Sequence[float]) -> None:
        """`scales` turn a weight of a clause into log-odds, `biases` are added; both in the order of clauses.

        `packed` is zlib data (RFC 1950): for each bucket a signed byte of weight for each clause. Raises
        ValueError where it is anything else.
        """
        self._clauses = len(scales)
        weights = np.frombuffer(_unpacked(packed, BUCKETS * self._clauses), np.int8)
        self._weights = weights.reshape(BUCKETS, self._clauses)
        self._scales, self._biases = np.array(scales), np.array(biases)
        self._remembered: dict[Term, bytes] = {}
        self._sentences: dict[tuple[str, ...], bytes] = {}

    def log_odds(self, sentences: Sequence[Sequence[str]]) -> npt.NDArray[np.float64]:
        """A row for each sentence, given as its words in order, and a column for each clause.

        Each different word, and each different pair of neighbours, counts once.
        """
        sums = self._sums([tuple(words) for words in sentences])
        root = np.sqrt(PADDING + sums[:, :1])
        log_odds: npt.NDArray[np.float64] = self._biases + self._scales * sums[:, 1:] / root
        return log_odds

    def weightiest(self, words: Sequence[str], clause: int) -> int:
        """The place among words, at least one, of the one that weighs most for the clause of that number."""
        return int(self._rows(words)[:, 1 + clause].argmax())

    def _sums(self, sentences: Sequence[tuple[str, ...]]) -> Sums:
        """A row for each sentence: its number of features, then its weight by clause.

        Remembered, too: whoever writes a post has it checked at every pause, and most of its sentences are as
        they were.
        """
        if len(self._sentences) >= _REMEMBERED_SENTENCES:
            self._sentences = {}
        remembered = self._sentences  # another thread may begin a new one meanwhile
        missing = [words for words in dict.fromkeys(sentences) if words not in remembered]
        if missing:
            remembered.update(zip(missing, _as_bytes(self._added_up(missing)), strict=True))
        joined = b"".join(map(remembered.__getitem__, sentences))
        return np.frombuffer(joined, np.int32).reshape(len(sentences), 1 + self._clauses)

    def _added_up(self, sentences: Sequence[tuple[str, ...]]) -> Sums:
        terms: list[set[Term]] = [{*words, *pairwise(words)} for words in sentences]
        sums = np.zeros((len(terms), 1 + self._clauses), np.int32)
        worded = [number for number, own in enumerate(terms) if own]
        if worded:
            rows = self._rows([term for own in terms for term in own])
            starts = _starts([len(terms[number]) for number in worded])
            sums[worded] = np.add.reduceat(rows, starts, axis=0)
        return sums

    def _rows(self, terms: Sequence[Term]) -> Sums:
        """A row for each of these terms, at least one: its number of features, then its weight by clause.

        A pair has no features beside those of its words: a sentence is as long as its words.
        """
        if len(self._remembered) >= _REMEMBERED:
            self._remembered = {}
        remembered = self._remembered  # another thread may begin a new one meanwhile
        # As bytes, which are joined several times as fast as small arrays are stacked.
        rows = list(map(remembered.get, terms))
        missing = list(dict.fromkeys(term for term, row in zip(terms, rows, strict=True) if row is None))
        if missing:
            words = [term for term in missing if isinstance(term, str)]
            pairs = [term for term in missing if not isinstance(term, str)]
            remembered.update(zip((*words, *pairs), _as_bytes(self._summed(words, pairs)), strict=True))
        joined = b"".join(
            remembered[term] if row is None else row for term, row in zip(terms, rows, strict=True)
        )
        return np.frombuffer(joined, np.int32).reshape(len(terms), 1 + self._clauses)

    def _summed(self, words: Sequence[str], pairs: Sequence[tuple[str, str]]) -> Sums:
        """The rows of these words, and then of these pairs."""
        rows = np.zeros((len(words) + len(pairs), 1 + self._clauses), np.int32)
        buckets = [np.fromiter(chain.from_iterable(starmap(pair_features, pairs)), np.int64)]
        lengths = [np.full(len(pairs), OF_PAIR)]
        if words:
            features, of_words = features_of(words)
            rows[: len(words), 0] = of_words
            buckets.insert(0, features)
            lengths.insert(0, of_words)
        ends = np.concatenate(lengths).cumsum()
        weights = self._weights[np.concatenate(buckets)]
        np.add.reduceat(weights, np.append(0, ends[:-1]), axis=0, dtype=np.int32, out=rows[:, 1:])
        return rows


def _as_bytes(rows: Sums) -> list[bytes]:
    """Each row; cut from the bytes of all, since numpy takes long to make an array of each."""
    whole, size = rows.tobytes(), rows.shape[1] * rows.itemsize
    return [whole[start : start + size] for start in range(0, len(whole), size)]


def _starts(lengths: Sequence[int]) -> list[int]:
    """Where each of some runs begins that follow one another."""
    return [0, *accumulate(lengths)][:-1]


def _unpacked(packed: bytes, size: int) -> bytes:
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(packed, size + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if len(content) != size or not stream.eof:
        raise ValueError(f"not {size} bytes")
    return content
