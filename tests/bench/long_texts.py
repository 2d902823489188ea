"""How the text check grows: with texts made to hang it, and with the terms an office adds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from app.checks.text.engine import check_text
from app.checks.text.overlay import Overlay, OwnTerm
from app.checks.text.pack import RulePack
from app.checks.types import PostFacts, Severity
from app.i18n import Bilingual

_LETTERS = "কখগঘচছজটঠডতথদধনপফবভমযরলশসহ"
# What, how many, and the text with so many. All of them hung the check once, or held it up.
HUNG: tuple[tuple[str, int, Callable[[int], str]], ...] = (
    ("letters with spaces between them", 99_000, lambda count: _spaced(count)),
    ("signs of words cut by dots", 20_000, lambda count: "ভো.ট দি.ন " * (count // 10)),
    ("times one letter", 50_000, lambda count: "ক" * count),
    ("joiners within a word", 100_000, lambda count: "ক" + "\u200d" * count + "খ"),
    ("telephone numbers", 8_333, lambda count: "01712345678\n" * count),
)
OWN_TERMS = (10, 1_000, 10_000)
_SYLLABLES = [consonant + vowel for consonant in _LETTERS for vowel in "ািীুেো"]
_WORDS = Bilingual("অফিসের শব্দ", "The office's word")


def bench_hung(pack: RulePack) -> None:
    """Texts that once hung, at half their size and at all of it: twice the time is linear."""
    print(f"\n{'texts that once hung':44}{'half of it':>14}{'all of it':>14}{'ratio':>9}")
    for what, count, make in HUNG:
        half, whole = (_seconds(make(size), pack) for size in (count // 2, count))
        print(f"{f'{count:,} {what}':44}{half:12.2f} s{whole:12.2f} s{whole / half:8.1f}×")


def bench_own_terms(posts: Sequence[str], pack: RulePack) -> None:
    """Posts checked with an office's own terms: more of them ought not to take longer."""
    print(f"\n{f'{len(posts)} posts, with terms of the office':44}{'a post':>14}{'beside the fewest':>23}")
    fewest = 0.0
    for count in OWN_TERMS:
        own = Overlay(terms=_own_terms(count))
        for post in posts:  # builds what finds the terms, unmeasured
            check_text(post, PostFacts(), pack, own)
        taken = sorted(_all(posts, pack, own) for _ in range(5))[2]
        fewest = fewest or taken
        print(f"{f'{count:,} terms':44}{1000 * taken / len(posts):11.1f} ms{taken / fewest:22.2f}×")


def _own_terms(count: int) -> tuple[OwnTerm, ...]:
    """So many different terms of two words that no post has."""
    size = len(_SYLLABLES)
    words = ((number % size, number // size % size) for number in range(count))
    return tuple(
        OwnTerm(
            f"own.{number}",
            f"{_SYLLABLES[one]}{_SYLLABLES[other]}ঙ্ঘ {_SYLLABLES[other]}ঙ্গম",
            "7.b",
            Severity.WARN,
            _WORDS,
            _WORDS,
        )
        for number, (one, other) in enumerate(words)
    )


def _spaced(count: int) -> str:
    return " ".join(_LETTERS[number * 7 % len(_LETTERS)] for number in range(count))


def _all(posts: Sequence[str], pack: RulePack, own: Overlay) -> float:
    started = time.process_time()
    for post in posts:
        check_text(post, PostFacts(), pack, own)
    return time.process_time() - started


def _seconds(text: str, pack: RulePack) -> float:
    """Processor time of one check, so that a busy machine does not count."""
    started = time.process_time()
    check_text(text, PostFacts(), pack)
    return time.process_time() - started
