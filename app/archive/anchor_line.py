"""A checkpoint as a line of print: a number and nine short words, to read aloud or to compare by eye.

Each word stands for 16 bits and is spoken alike in Bangla and English: consonant, vowel, consonant, vowel,
consonant, after the proquints of D. Wilkerson (arXiv 0901.4016), with sounds that Bangla tells apart. So no
list of words is needed, each language has its own letters for the same word, and an officer can read it to
another on the telephone. Eight words are the first 128 bits of the root; the ninth checks the line.
"""

from __future__ import annotations

import hashlib
import re

from app.archive.checkpoint import Checkpoint
from app.bangla.digits import to_bangla
from app.values import dataclass

ROOT_BYTES = 16
_WORDS = ROOT_BYTES // 2 + 1
_CONSONANTS = "bdfghjklmnprstvc"
_VOWELS = "aiou"
_BANGLA_CONSONANTS = "বদফগহজকলমনপরসতভচ"
_BANGLA_VOWELS = "\u09be\u09bf\u09cb\u09c1"  # া ি ো ু
_TO_BANGLA = str.maketrans(_CONSONANTS + _VOWELS, _BANGLA_CONSONANTS + _BANGLA_VOWELS)
_TO_LATIN = str.maketrans(
    _BANGLA_CONSONANTS + _BANGLA_VOWELS + "০১২৩৪৫৬৭৮৯", _CONSONANTS + _VOWELS + "0123456789"
)
_WORD = re.compile(f"[{_CONSONANTS}][{_VOWELS}][{_CONSONANTS}][{_VOWELS}][{_CONSONANTS}]")
_SHIFTS = ((12, 16), (10, 4), (6, 16), (4, 4), (0, 16))  # of each letter in the 16 bits


@dataclass(frozen=True, slots=True)
class AnchorLine:
    """What a line says: how many events, and the first `ROOT_BYTES` of the root over them."""

    size: int
    root: bytes

    def written(self, language: str = "en") -> str:
        """`1234 · babad bahut …` in the letters of `language`, `bn` or `en`."""
        words = " ".join(_word(int.from_bytes(pair, "big")) for pair in _pairs(self.root + _check(self)))
        if language == "bn":
            return f"{to_bangla(str(self.size))} · {words.translate(_TO_BANGLA)}"
        return f"{self.size} · {words}"

    def fits(self, root: bytes) -> bool:
        """Whether a whole root is the one that the line begins."""
        return root[:ROOT_BYTES] == self.root


def line_of(checkpoint: Checkpoint) -> AnchorLine:
    """The line of a checkpoint."""
    return AnchorLine(checkpoint.size, checkpoint.root[:ROOT_BYTES])


def read_line(text: str) -> AnchorLine:
    """A line as somebody typed it, in either script. Raises `ValueError` where it is none or mistyped."""
    number, *words = re.findall(r"[0-9]+|[a-z]+", text.lower().translate(_TO_LATIN)) or [""]
    if not number.isdecimal() or len(words) != _WORDS or not all(map(_WORD.fullmatch, words)):
        raise ValueError("not a line of an anchor")
    packed = b"".join(_number(word).to_bytes(2, "big") for word in words)
    line = AnchorLine(int(number), packed[:ROOT_BYTES])
    if packed[ROOT_BYTES:] != _check(line):
        raise ValueError("mistyped")
    return line


def _check(line: AnchorLine) -> bytes:
    return hashlib.sha256(f"{line.size}\n".encode() + line.root).digest()[:2]


def _pairs(data: bytes) -> list[bytes]:
    return [data[place : place + 2] for place in range(0, len(data), 2)]


def _word(bits: int) -> str:
    letters = ((_CONSONANTS if count == 16 else _VOWELS, bits >> shift, count) for shift, count in _SHIFTS)
    return "".join(alphabet[value % count] for alphabet, value, count in letters)


def _number(word: str) -> int:
    return sum(
        (_CONSONANTS if count == 16 else _VOWELS).index(letter) << shift
        for letter, (shift, count) in zip(word, _SHIFTS, strict=True)
    )
