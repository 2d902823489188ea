"""Words hashed together have the features that each has by itself."""

from __future__ import annotations

from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.sounds import sound_of
from app.checks.text.features import BUCKETS, pair_features, word_features
from app.checks.text.many_features import features_of

WORDS = st.text(st.sampled_from("aহoকশি্া0é漢𝐀"), min_size=1, max_size=110)


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_each_word_has_its_own_features(words: list[str]) -> None:
    found, lengths = features_of(words)
    ends = lengths.cumsum()
    for word, start, end in zip(words, ends - lengths, ends, strict=True):
        assert sorted(found[start:end]) == sorted(word_features(word))


@pytest.mark.parametrize("words", [["a"], ["ও", "a", "ও"], ["a", "", "ab"]])
def test_the_shortest_words_have_features(words: list[str]) -> None:
    found, lengths = features_of(words)
    assert found.tolist() == [feature for word in words for feature in sorted(word_features(word))]
    assert lengths.sum() == len(found)


@given(WORDS, WORDS)
def test_a_pair_is_its_sounds_and_how_these_begin(word: str, following: str) -> None:
    one, other = sound_of(word[:100]), sound_of(following[:100])
    written = f"+{one} {other}", f"x{one[:4]} {other[:4]}"
    assert pair_features(word, following) == tuple(crc32(each.encode()) % BUCKETS for each in written)
