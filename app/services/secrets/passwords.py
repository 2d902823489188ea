"""Makes passwords and passphrases by chance (`secrets`), and says how much chance is in them.

A draw that the strength meter would not pass (a short one that spells something by accident) is drawn again.
"""

from __future__ import annotations

import itertools
import math
import secrets
from dataclasses import dataclass

from app.bangla.latin import in_latin
from app.errors import Refusal
from app.services.base.secret import Secret
from app.services.secrets.strength import measure
from app.services.secrets.wordlists import word_list

# Without the letters and digits that are mistaken for one another on paper and screen: 0 O o, 1 I l, 2 Z,
# 5 S, 8 B.
LOWER, UPPER = "abcdefghijkmnpqrstuvwxyz", "ACDEFGHJKLMNPQRTUVWXY"
DIGITS = "34679"
SIGNS = "!#%+-=?@_"  # signs that every platform of our list takes and no keyboard hides
SHORTEST, LONGEST = 12, 64
USUAL_LENGTH = 20
FEWEST_WORDS, MOST_WORDS = 4, 12
USUAL_WORDS = 5


@dataclass(frozen=True, slots=True)
class Generated:
    """A password made by chance. `bits` is the binary logarithm of how many there could have been."""

    secret: Secret
    bits: float


def password(length: int = USUAL_LENGTH, signs: str = SIGNS) -> Generated:
    """Letters, digits and the platform's `signs` ("" for none), at least one of each kind.

    Raises `Refusal` for a length outside 12 to 64.
    """
    if not SHORTEST <= length <= LONGEST:
        raise Refusal("passwords.length", least=SHORTEST, most=LONGEST)
    kinds = [kind for kind in (LOWER, UPPER, DIGITS, "".join(dict.fromkeys(signs))) if kind]
    alphabet = "".join(kinds)
    while True:
        made = "".join(secrets.choice(alphabet) for _ in range(length))
        if all(set(kind) & set(made) for kind in kinds) and measure(Secret(made)).passes:
            return Generated(Secret(made), math.log2(_how_many(length, [len(kind) for kind in kinds])))


def passphrase(words: int = USUAL_WORDS, latin: bool = False, between: str = "-") -> Generated:
    """Bangla words drawn from our list, in Latin letters where a platform takes no others.

    Raises `Refusal` for fewer than 4 words or more than 12.
    """
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        raise Refusal("passwords.words", least=FEWEST_WORDS, most=MOST_WORDS)
    known = word_list("passphrase-bn")
    while True:
        drawn = [secrets.choice(known) for _ in range(words)]
        made = Secret(between.join(in_latin(word) if latin else word for word in drawn))
        if measure(made).passes:
            return Generated(made, words * math.log2(len(known)))


def _how_many(length: int, kinds: list[int]) -> int:
    """Passwords of a length with at least one of each kind of sign: all, less those that lack some kinds."""
    return sum(
        (-1) ** len(lacking) * (sum(kinds) - sum(lacking)) ** length
        for count in range(len(kinds) + 1)
        for lacking in itertools.combinations(kinds, count)
    )
