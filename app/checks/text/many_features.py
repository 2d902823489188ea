"""Features of many words at once: the same numbers as `features.word_features` has, a dozen times as cheap.

A word that no post had before has some forty n-grams, and a call of `zlib.crc32` for each takes longer than
all else that the classifier does with it. A hash grows sign by sign, and what a further sign does to it is a
table's look-up for each of its bytes, which numpy does for all n-grams together.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

from app.bangla.sounds import sound_of
from app.checks.text.features import BUCKETS, LONGEST, NGRAM_SIZES, SOUNDED

Numbers = npt.NDArray[np.int64]
_Hashes = npt.NDArray[np.uint32]

# Bytes in the longest sign of UTF-8, and in a hash.
_MOST_BYTES, _HASH_BYTES = 4, 4
_BYTE = 256
# What each byte of a hash gives to the hash behind so many further bytes: by their number, by the byte's
# place and by its value.
_BEHIND = np.array(
    [
        crc32(bytes(following), value << 8 * place) ^ crc32(bytes(following))
        for following in range(_MOST_BYTES + 1)
        for place in range(_HASH_BYTES)
        for value in range(_BYTE)
    ],
    np.uint32,
)
_PLACES = np.arange(_HASH_BYTES)[:, np.newaxis] * _BYTE
# Hash and length of each sign of Latin, Bangla and what is kept between them: words have others seldom.
_USUAL = [chr(code).encode() for code in range(0xA00)]
_USUAL_HASHES = np.array(list(map(crc32, _USUAL)), np.uint32)
_USUAL_LENGTHS = np.array(list(map(len, _USUAL)))


def features_of(words: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The features of each of some words, at least one, behind one another; and how many each word has."""
    cut = [word[:LONGEST] for word in words]
    sounds = list(map(sound_of, cut))
    whole = [crc32(f"={word}".encode()) for word in cut] + [crc32(f"~{sound}".encode()) for sound in sounds]
    owners = np.tile(np.arange(len(words)), 2)
    hashes, texts = _ngrams([f"<{text}>" for text in (*cut, *sounds)], [0, SOUNDED], len(words))
    # A word's features in a row, each once.
    buckets = np.concatenate((np.array(whole), hashes)) % BUCKETS
    found = np.sort(np.concatenate((owners, owners[texts])) * BUCKETS + buckets)
    found = found[np.append(True, found[1:] != found[:-1])]
    return found % BUCKETS, np.bincount(found // BUCKETS, minlength=len(words))


def _ngrams(texts: Sequence[str], before: Sequence[int], each: int) -> tuple[_Hashes, Numbers]:
    """The hash of each n-gram of some texts, and the number of its text.

    N-grams stand behind something with a hash of `before`: those of the first `each` texts behind the first.
    """
    lengths = np.array(list(map(len, texts)))
    owners = np.repeat(np.arange(len(texts)), lengths)
    signs, sizes = _signs("".join(texts))
    left = np.repeat(lengths.cumsum(), lengths) - np.arange(len(signs))  # from each sign to its text's end
    tables = sizes * (_HASH_BYTES * _BYTE) + _PLACES
    values = np.array(before, np.uint32)[owners // each]
    found: list[_Hashes] = []
    of_texts: list[Numbers] = []
    for size in range(1, min(NGRAM_SIZES[-1], len(signs)) + 1):
        last = slice(size - 1, None)
        values = values[: len(signs) - size + 1]
        parts = values.view(np.uint8).reshape(-1, _HASH_BYTES).T + tables[:, last]
        values = np.bitwise_xor.reduce(_BEHIND.take(parts), axis=0) ^ signs[last]
        if size >= NGRAM_SIZES[0]:
            whole = left[: len(values)] >= size  # others reach into the next text
            found.append(values[whole])
            of_texts.append(owners[: len(values)][whole])
    return np.concatenate(found), np.concatenate(of_texts)


def _signs(text: str) -> tuple[_Hashes, Numbers]:
    """The hash of each sign of a text, and its bytes in UTF-8."""
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4")
    if codes.max() < len(_USUAL):
        return _USUAL_HASHES.take(codes), _USUAL_LENGTHS.take(codes)
    signs = list(map(str.encode, text))
    return np.array(list(map(crc32, signs)), np.uint32), np.array(list(map(len, signs)))
