"""Features of the text classifier: hashed character n-grams of words, and hashed pairs of neighbouring words.

A feature is a bucket number, 0 to `BUCKETS` - 1. Two features that share a bucket share its weights.
"""

from __future__ import annotations

from zlib import crc32

from app.bangla.sounds import sound_of
from app.checks.text.remembered import Remembered

BUCKETS = 1 << 20
# Code points in an n-gram of a word as written, and of how it sounds; each edge of the word counts as one.
NGRAM_SIZES = range(3, 7)
OF_PAIR = 2  # features
# Code points of a word's sound that stand for its beginning in a pair.
_BEGINNING = 4
# Of a longer "word" the beginning is enough: nobody's word is so long.
LONGEST = 100
_REMEMBERED = 65536  # words
SOUNDED = crc32(b"~")  # stands before a word's sound and its n-grams


def word_features(word: str) -> tuple[int, ...]:
    """The features of a word of the safe view, each once: of the whole word and of its n-grams.

    Those of its sound are the same for a word written in the other script (`app.bangla.sounds`). The first is
    that of the word as written.
    """
    word = word[:LONGEST]
    sound = sound_of(word)
    hashes = [crc32(f"={word}".encode()), crc32(f"~{sound}".encode())]
    hashes += _hashed_ngrams(f"<{word}>", 0)
    hashes += _hashed_ngrams(f"<{sound}>", SOUNDED)
    return tuple(dict.fromkeys([value % BUCKETS for value in hashes]))


def pair_features(word: str, following: str) -> tuple[int, ...]:
    """The features of two neighbours: of their sounds, and of how these begin."""
    whole, beginnings, _, _ = _in_pairs[word]
    _, _, sound, beginning = _in_pairs[following]
    return crc32(sound, whole) % BUCKETS, crc32(beginning, beginnings) % BUCKETS


def _in_pair(word: str) -> tuple[int, int, bytes, bytes]:
    """The hashes of a word's sound and of its beginning where another follows; and these two themselves."""
    sound = sound_of(word[:LONGEST])
    beginning = sound[:_BEGINNING]
    whole, beginnings = crc32(f"+{sound} ".encode()), crc32(f"x{beginning} ".encode())
    return whole, beginnings, sound.encode(), beginning.encode()


_in_pairs = Remembered(_in_pair, _REMEMBERED)


def _hashed_ngrams(text: str, before: int) -> list[int]:
    """The hash of each n-gram of a text behind something whose hash is `before`.

    A longer one is hashed on from the shorter one that it begins with.
    """
    signs = list(map(str.encode, text))
    hashes: list[int] = []
    for start in range(len(signs) - NGRAM_SIZES[0] + 1):
        shortest = start + NGRAM_SIZES[0]
        value = crc32(b"".join(signs[start:shortest]), before)
        hashes.append(value)
        for sign in signs[shortest : start + NGRAM_SIZES[-1]]:
            value = crc32(sign, value)
            hashes.append(value)
    return hashes
