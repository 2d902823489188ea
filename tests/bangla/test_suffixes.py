"""Endings anchored to lexicon entries: what a word may carry, and what would make another word of it."""

from __future__ import annotations

import pytest

from app.bangla.normalise import safe
from app.bangla.suffixes import alternants, carries


def _tail(word: str, written: str) -> str:
    assert safe(written).startswith(safe(word))
    return safe(written)[len(safe(word)) :]


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("নৌকা", "নৌকা নৌকার নৌকায় নৌকাকে নৌকাটি নৌকাগুলোর নৌকাতেই নৌকাও"),
        ("দল", "দলের দলে দলকে দলটির দলগুলোকে দলেরই দলও"),
        ("নেতা", "নেতারা নেতাদের নেতাদেরকেও নেতাকেই"),
        ("শিক্ষক", "শিক্ষকরা শিক্ষকেরা শিক্ষকদের শিক্ষকবৃন্দ শিক্ষকগণের শিক্ষকমণ্ডলীর"),
        ("শিক্ষক", "শিক্ষকরে শিক্ষকগোর শিক্ষকদেরে শিক্ষকডি শিক্ষকগুলান শিক্ষকগুলানরে শিক্ষকরার শিক্ষকসমাজ শিক্ষকমহলের"),
        ("হিন্দু", "হিন্দুগো হিন্দুরে হিন্দুগোরে হিন্দুরার হিন্দুডারে হিন্দুসমাজের"),
        ("বাড়ি", "বাড়িডা বাড়িখান বাড়িতেই"),
        ("মন্ত্রী", "মন্ত্রীর মন্ত্রীদের মন্ত্রীরাও মন্ত্রীকে মন্ত্রীগণ"),
        ("ভাই", "ভাইয়ের ভাইয়েরা ভাইদের ভাইকে ভাইটি"),
        ("মা", "মাকে মায়ের মায়েরা মায়েদের"),
        ("বড়", "বড়রা বড়দের বড়টি"),
        ("চোর", "চোররা চোরেরা চোরদের চোরের"),
        ("সরকার", "সরকারের সরকারকে সরকারটি"),
        ("বিদ্যালয়", "বিদ্যালয়ের বিদ্যালয়ে বিদ্যালয়টির বিদ্যালয়সমূহে"),
        ("মিটিং", "মিটিংয়ের মিটিংয়ে মিটিংএর মিটিংটা"),
        ("BNP", "BNPর BNPকে BNPএর"),
        ("nouka", "noukar noukay noukake noukai noukatei"),
        ("dalal", "dalaler dalalder dalalgulo dalalke"),
        ("chele", "cheleke cheleder chelera chelegulor"),
    ],
)
def test_words_carry_their_endings(word: str, written: str) -> None:
    refused = [one for one in written.split() if not carries(safe(word), _tail(word, one))]
    assert refused == []


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("বাল", "বালিশ বালক বালা বালু বালতি বালিকা"),
        ("মা", "মাটি মার মাতে মারা মাগুলো"),
        ("পা", "পাটি পাতে পার পারা"),
        ("কাম", "কামরা কামান কামাল"),
        ("সরক", "সরকার সরকারি"),
        ("দল", "দলিল দলা দলীয়"),
        ("নৌকা", "নৌকাবাইচ নৌকাডুবি নৌকাের"),
        ("vote", "voter votes voted voteo"),
        ("human", "humane humano humani"),
        ("bnp", "bnpr bnpke"),
        ("rat", "rater ratke"),
    ],
)
def test_endings_never_reach_into_other_words(word: str, others: str) -> None:
    taken = [other for other in others.split() if carries(safe(word), _tail(word, other))]
    assert taken == []


def test_khanda_ta_loses_its_hasanta_before_a_vowel() -> None:
    (stem,) = alternants(safe("ভবিষ্যৎ"))
    assert carries(stem, _tail("ভবিষ্যত", "ভবিষ্যতের"))
    assert alternants(safe("রং")) == ("রঙ",)
    assert alternants(safe("নৌকা")) == ()
