"""How hard a password is to guess, for somebody who knows Bangladesh and the office.

zxcvbn finds the words, dates and runs in a password and counts the guesses. Alone it knows no Bangla and
gives `Sonarbangla1` full marks. So it gets our word lists, the office's own names and the keys of Bangla
layouts, and the password is read in several ways: as typed, with Latin digits, without what stands between
its words, in Latin letters, and with the spellings of one sound folded together. The easiest reading counts.
What is left out of a reading costs a power of ten: once for the same sign between all words, else each time.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import factorial, log10
from typing import Any

import regex

from app.bangla.digits import to_latin
from app.bangla.keyboards import keys_of, row_runs
from app.bangla.latin import in_latin
from app.bangla.romanised import fold
from app.models.tables import Account, Member, Office
from app.services.base.desk import Desk
from app.services.base.secret import Secret
from app.services.secrets.wordlists import word_list

# Powers of ten of guesses. zxcvbn's own "safely unguessable" begins at 10; eleven characters of pure chance
# have 11, and so have four words of the generator, but not three.
FAIR_FROM, STRONG_FROM = 8.0, 11.0
LONGEST_READ = 72  # characters; past them zxcvbn takes seconds. A password is no weaker than its beginning
_SHORT = 12
_MOST_ADVICE = 3
_MOBILE = re.compile(r"(?:\+?88)?01[3-9]\d{8}")
_MOBILE_GUESSES = 7.0  # seven operators' prefixes, and those of one office are known to many
_BETWEEN = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_LATIN = re.compile("[a-z]{4,}")
_FOLDED_COVER = 0.6  # of the letters that our words must explain before a folded reading is believed
_FOLDED_COST = 1.0  # power of ten: how many spellings a guesser has to try
_MOST_SIGNS_FOR_LETTERS = 6
_OURS = ("bangla", "romanised", "folded", "layout", "user_inputs")

_lock = threading.Lock()  # zxcvbn keeps its dictionaries in one place for all


class Grade(StrEnum):
    """WEAK: a person or a word list guesses it. FAIR: a machine does. STRONG: only this one passes."""

    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


class Advice(StrEnum):
    """What would make a password better: the sentence `strength.advice.<value>`."""

    OFFICE_NAME = "office_name"
    COMMON_WORD = "common_word"
    DATE = "date"
    PHONE = "phone"
    KEYBOARD = "keyboard"
    RUN = "run"
    REPEAT = "repeat"
    SIGNS = "signs"
    LONGER = "longer"
    PASSPHRASE = "passphrase"


@dataclass(frozen=True, slots=True)
class Strength:
    """`power` is the power of ten of the guesses it takes. `advice` is empty for a strong one."""

    grade: Grade
    power: float
    advice: tuple[Advice, ...]

    @property
    def passes(self) -> bool:
        """Whether it may be used for an account of the office."""
        return self.grade is Grade.STRONG


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    cost: float = 0.0
    wants_cover: bool = False


def measure(password: Secret, own: Iterable[str] = ()) -> Strength:
    """The strength of a password; `own` are names a guesser would try first (`own_words`).

    Takes some tens of milliseconds. Never raises, however long or strange the password is.
    """
    text = unicodedata.normalize("NFC", password.reveal())[:LONGEST_READ]
    if not text:
        return Strength(Grade.WEAK, 0.0, (Advice.LONGER, Advice.PASSPHRASE))
    with _lock:
        known = _dictionaries()
        known["user_inputs"] = {word: rank for rank, word in enumerate(_names(own), 1)}
        power, advice = min(
            (found for reading in _readings(text) if (found := _guesses(reading)) is not None),
            key=lambda found: found[0],
        )
    grade = Grade.WEAK if power < FAIR_FROM else Grade.FAIR if power < STRONG_FROM else Grade.STRONG
    if grade is Grade.STRONG:
        return Strength(grade, power, ())
    if len(text) < _SHORT:
        advice.append(Advice.LONGER)
    advice.append(Advice.PASSPHRASE)
    return Strength(grade, power, tuple(dict.fromkeys(advice))[:_MOST_ADVICE])


def own_words(desk: Desk, account_id: int | None = None) -> tuple[str, ...]:
    """The names a guesser tries first: the account's, the office's, its other accounts', its members'."""
    with desk.store.read():
        accounts = sorted(Account.select(), key=lambda row: row.id != account_id)
        names = [name for row in accounts for name in (row.handle, row.display_name)]
        office = Office.get_or_none()
        if office is not None:
            names += [office.name_en, office.name_bn, office.website, office.parent_bn, office.parent_en]
        return (*names, *(row.name for row in Member.select()))


def _names(own: Iterable[str]) -> list[str]:
    """Each name whole, by its words, by its words' first letters, and all of that in Latin letters."""
    found: dict[str, None] = {}
    for name in own:
        words = [word for word in _BETWEEN.split(unicodedata.normalize("NFC", name).lower()) if word]
        for written in (words, [in_latin(word) for word in words]):
            first = "".join(word[0] for word in written if word)
            for text in ("".join(written), *written, first):
                if len(text) > 2:
                    found.setdefault(text)
    return list(found)


def _readings(text: str) -> Iterator[_Reading]:
    latin_digits = to_latin(text)
    spelled = in_latin(latin_digits).lower()
    bare, bare_spelled = _BETWEEN.sub("", latin_digits), _BETWEEN.sub("", spelled)
    signs = _BETWEEN.findall(latin_digits)
    between = float(len(signs) if len(set(signs)) > 1 else len(set(signs)))
    folded = _LATIN.sub(lambda run: fold(run.group()), bare_spelled)
    costs = {text: 0.0, latin_digits: 0.0, spelled: 0.0}
    costs = {bare: between, bare_spelled: between} | costs
    yield from (_Reading(reading, cost) for reading, cost in costs.items() if reading)
    if folded and folded not in costs:
        yield _Reading(folded, between + _FOLDED_COST, wants_cover=True)


def _guesses(reading: _Reading) -> tuple[float, list[Advice]] | None:
    """The power of ten of a reading and what is wrong with it; None for a folded one hardly explained."""
    from zxcvbn import scoring

    phones = _MOBILE.findall(reading.text)
    text = _MOBILE.sub("", reading.text)
    advice = [Advice.PHONE] if phones else []
    power = reading.cost + _MOBILE_GUESSES * len(phones)
    if not text:
        return power, advice
    once = _said_once(text)
    if once != text:
        advice.append(Advice.REPEAT)
        power += log10(len(text) / len(once))
        text = once
    found = scoring.most_guessable_match_sequence(text, _matches(text), _exclude_additive=True)
    parts = found["sequence"]
    if reading.wants_cover:
        ours = sum(len(part["token"]) for part in parts if part.get("dictionary_name") in _OURS)
        if ours < _FOLDED_COVER * len(text):
            return None
    power += sum(log10(max(part["guesses"], 1)) for part in parts)
    if any(part["pattern"] == "bruteforce" for part in parts):
        power += log10(factorial(len(parts)))  # known words come in an order that can be guessed
    for part in parts:
        advice += _wrong_with(part)
    return power, advice


def _said_once(text: str) -> str:
    """What a text says over and over, or the text itself."""
    for size in range(1, len(text) // 2 + 1):
        if (text[:size] * (len(text) // size + 1))[: len(text)] == text:
            return text[:size]
    return text


def _matches(text: str) -> list[dict[str, Any]]:
    """What zxcvbn finds. It tries every way of reading signs as letters, which with many signs takes seconds:
    nobody writes a word with more than a few, so those are read as they stand.
    """
    from zxcvbn import matching

    signs = {sign for letter in matching.L33T_TABLE.values() for sign in letter}
    if len(signs & set(text)) <= _MOST_SIGNS_FOR_LETTERS:
        return list(matching.omnimatch(text))
    found = [
        *matching.dictionary_match(text),
        *matching.reverse_dictionary_match(text, matching.RANKED_DICTIONARIES),
        *matching.spatial_match(text),
        *matching.sequence_match(text),
        *matching.regex_match(text),
        *matching.date_match(text),
    ]
    return sorted(found, key=lambda match: (match["i"], match["j"]))


def _wrong_with(part: dict[str, Any]) -> Iterator[Advice]:
    pattern = part["pattern"]
    if pattern == "dictionary":
        if part["dictionary_name"] == "user_inputs":
            yield Advice.OFFICE_NAME
        elif part["dictionary_name"] == "years":
            yield Advice.DATE
        elif part["dictionary_name"] == "layout":
            yield Advice.KEYBOARD
        else:
            yield Advice.COMMON_WORD
        if part.get("l33t"):
            yield Advice.SIGNS
    elif pattern in ("date", "regex"):
        yield Advice.DATE
    elif pattern == "spatial":
        yield Advice.KEYBOARD
    elif pattern == "sequence":
        yield Advice.RUN
    elif pattern == "repeat":
        yield Advice.REPEAT


@cache
def _dictionaries() -> dict[str, dict[str, int]]:
    """zxcvbn's own dictionaries with ours among them (its search for repeats knows no others)."""
    from zxcvbn import matching  # 40 ms and 10 MB: only where a password is judged

    bangla = [*word_list("bn"), *word_list("passphrase-bn")]
    romanised = [*word_list("rom"), *(in_latin(word) for word in bangla)]
    lists = {
        "bangla": bangla,
        "romanised": romanised,
        "folded": [folded for word in romanised if len(folded := fold(word)) > 3],
        "layout": [keys.lower() for word in bangla for keys in sorted(keys_of(word))] + row_runs(),
        "years": [*("71", "52", "1971", "1952"), *map(str, (*range(2035, 1939, -1), *range(1400, 1446)))],
    }
    matching.add_frequency_lists({name: list(dict.fromkeys(words)) for name, words in lists.items()})
    ranked: dict[str, dict[str, int]] = matching.RANKED_DICTIONARIES
    return ranked
