"""Clause ids, ASCII in code (`10.c`), as a person reads them (`১০(গ)`, `10(c)`)."""

from __future__ import annotations

from app.bangla.digits import to_bangla

# The guideline's clause letters are Bangla consonants in their order (guideline: Letters).
_LETTERS = dict(zip("abcdefghij", "কখগঘঙচছজঝঞ", strict=True))


def shown(clause: str, language: str) -> str:
    """A clause id in the reader's language.

    >>> shown("6.1.d", "bn"), shown("6.1.d", "en"), shown("circular.h", "bn")
    ('৬.১(ঘ)', '6.1(d)', 'পরিপত্র (জ)')
    """
    head, _, tail = clause.rpartition(".")
    if head == "circular":
        return _circular(tail, language)
    if head and tail in _LETTERS:
        letter = _LETTERS[tail] if language == "bn" else tail
        return f"{_digits(head, language)}({letter})"
    return _digits(clause, language)


def _circular(tail: str, language: str) -> str:
    word = "পরিপত্র" if language == "bn" else "circular"
    if tail not in _LETTERS:
        return word
    return f"{word} ({_LETTERS[tail] if language == 'bn' else tail})"


def _digits(text: str, language: str) -> str:
    return to_bangla(text) if language == "bn" else text


def read_purpose(written: str) -> str | None:
    """The purpose (`5.a` … `5.g`) a person meant by `গ`, `c`, `৫(গ)`, `5.c` or `5(c)`; None if none of them.

    >>> read_purpose("৫(গ)"), read_purpose("C"), read_purpose("holiday")
    ('5.c', '5.c', None)
    """
    kept = "".join(character for character in written.lower() if character.isalnum())
    kept = kept.removeprefix("5").removeprefix("৫")
    for ascii_letter, bangla in list(_LETTERS.items())[:7]:
        if kept in (ascii_letter, bangla):
            return f"5.{ascii_letter}"
    return None
