"""Sets of small numbers as the bits of one number: far quicker to join and to compare than sets.

The numbers of term sets are kept so: each of a post's words brings a dozen of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from app.checks.text.remembered import Remembered

# No number is as large: a compiled pack that somebody tampered with must not fill the memory.
_MOST = 1 << 24
# How many sets are remembered with their bits: as many as words have together, and more.
_REMEMBERED = 65536


def bits(numbers: Iterable[int]) -> int:
    """The bits of these numbers; what is no number of a set has none."""
    return sum(1 << number for number in set(numbers) if 0 <= number < _MOST)


def has(one: int, number: int) -> bool:
    """Whether the bit of a number is set."""
    return number >= 0 and one >> number & 1 == 1


def joined(each: Iterable[int]) -> int:
    """The bits of which one has them set."""
    return reduce(or_, each, 0)


def numbers(one: int) -> Iterator[int]:
    """The numbers whose bits are set, from the largest."""
    while one:
        number = one.bit_length() - 1
        yield number
        one ^= 1 << number


# The bits of numbers that are asked for again and again.
remembered_bits: Remembered[tuple[int, ...], int] = Remembered(bits, _REMEMBERED)
