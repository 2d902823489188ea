"""Features of the text classifier: hashed character n-grams of words, and hashed pairs of neighbouring words.

A feature is a bucket number, 0 to `BUCKETS` - 1. Two features that share a bucket share its weights.
"""

from __future__ import annotations

import zlib

from app.bangla.sounds import sound_of

BUCKETS = 1 << 20
# Code points in an n-gram of a word as written, and of how it sounds; each edge of the word counts as one.
NGRAM_SIZES = range(3, 7)
# Code points of a word's sound that stand for its beginning in a pair.
_BEGINNING = 4
# Of a longer "word" the beginning is enough: nobody's word is so long.
_LONGEST = 100


def word_features(word: str) -> tuple[int, ...]:
    """The features of a word of the safe view, each once: first of the whole word, then of its n-grams.

    Those of its sound are the same for a word written in the other script (`app.bangla.sounds`).
    """
    word = word[:_LONGEST]
    sound = sound_of(word)
    written, spoken = f"<{word}>", f"<{sound}>"
    names = [f"={word}", f"~{sound}"]
    names += (written[at : at + size] for size in NGRAM_SIZES for at in range(len(written) - size + 1))
    names += ("~" + spoken[at : at + size] for size in NGRAM_SIZES for at in range(len(spoken) - size + 1))
    return tuple(dict.fromkeys(map(_bucket, names)))


def pair_features(word: str, following: str) -> tuple[int, ...]:
    """The features of two neighbours: of their sounds, and of how these begin."""
    one, other = sound_of(word[:_LONGEST]), sound_of(following[:_LONGEST])
    return _bucket(f"+{one} {other}"), _bucket(f"x{one[:_BEGINNING]} {other[:_BEGINNING]}")


def _bucket(name: str) -> int:
    return zlib.crc32(name.encode()) % BUCKETS
