"""Sets of numbers as bits say the same as sets, and a set that stands nowhere is never met."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.checks.text.bits import bits, has, joined, numbers, remembered_bits
from app.checks.text.remembered import Remembered

SETS = st.lists(st.frozensets(st.integers(0, 300), max_size=8), max_size=8)


@given(SETS, st.integers(-2, 400))
def test_bits_say_what_sets_say(sets: list[frozenset[int]], asked: int) -> None:
    every = frozenset[int]().union(*sets)
    whole = joined(remembered_bits[tuple(one)] for one in sets)
    assert whole == bits(every)
    assert sorted(numbers(whole)) == sorted(every)
    assert has(whole, asked) is (asked in every)


def test_a_number_that_no_set_can_have_fills_no_memory() -> None:
    assert bits([-1, 10**15, 3]) == 8
    assert not has(8, 10**15)


def test_what_is_remembered_is_worked_out_once_and_forgotten_when_too_much() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    known = Remembered(length, most=2)
    assert [known[word] for word in ("a", "bb", "a", "ccc", "a")] == [1, 2, 1, 3, 1]
    assert asked == ["a", "bb", "ccc", "a"]
