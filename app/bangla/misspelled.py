"""Words spelled otherwise than in a dictionary: letters that sound alike, signs left out or put in.

Bangla has two or three letters for many a sound, and most people mix them up: ি and ী, ন and ণ, শ, ষ and স.
A word that is in no lexicon as written may be meant for one that sounds the same. Short words are too near to
each other (বিশ and বিষ, চর and চোর), so they have to be right.

All words are in the safe view's forms (`app.bangla.normalise`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Set

from app.bangla.normalise import View, safe
from app.bangla.suffixes import carries
from app.bangla.windows import windows_around

# Letters that sound alike, and signs that are left out or put in as people please.
_ALIKE = {
    **{code: code for code in range(0x980, 0xA00)},  # a table that lacks a sign raises an error for each
    **dict.fromkeys(map(ord, "ঁঃ")),
    **{ord(sign): "ি" for sign in "ীইঈ"},
    **{ord(sign): "ু" for sign in "ূউঊ"},
    **{ord(sign): "রি" for sign in "ৃঋ"},
    **{ord(sign): "শ" for sign in "ষস"},
    **{ord(sign): "র" for sign in safe("ড়ঢ়")},
    ord("ণ"): "ন",
    ord("ঞ"): "ন",
    ord("ঙ"): "ং",
    ord("য"): "জ",
}
# Conjuncts that sound as one letter, or do not (আব্বার, আবার); ব and য below a letter; hasanta anywhere but
# about র; ো but at the end, where it tells মানত from মানতো.
_CONJUNCTS = {"ক্ষ": "খ", "জ্ঞ": "গ", "ব্ব": "ব্ব", "ম্ম": "ম্ম"}
# Each begins with its own sign, so that places with others are passed by without trying any.
_CONJUNCT = re.compile("ো(?=.)|ব্ব|ম্ম|ক্ষ|জ্ঞ|্(?<!র্)[যব](?=.)|্(?<!র্)(?!র)")
_DOUBLED = re.compile(r"(?<=ং)গ|([ক-হ])(?=\1[া-ৌ])")

# Innocent words that sound like those of a lexicon.
_INNOCENT = frozenset(
    safe(
        "তাঁরা যাঁরা যাঁদের এঁরা এঁদের ওঁরা ওঁদের তাঁদের খাত সাড়ে কখন পড়েন পড়ান পড়ে পরেছে এক্স ঘটানো সেখান বিদ্বেষ আশ্বস্ত "
        "ভিশন পারা করণীয় হিল কিট উতরে ব্যস্ত ব্যস্ততা স্বস্তি বর্ষা তারিয়ে জেরা আমু শুনি ধীর ধীরে করিয়া রাজ রানা আবু "
        "সত্যতা খতিয়ে বাশার সত্তর মুলুক ভীতি ভাববেন শোনান শেখান খ্যাতি বিত্ত মনন বাসনা কোলা বাগ বাটা শ্যামল শ্যামলা কৃষ্টি "
        "গাদা গাদার গাদায় দ্বীন প্লেটো কমল ভুট্টা টোকা হাঁক জোন সাধ্বী গোলান ভাট্টি কণা জানালো বলো রতন সমমান কাশেম চাপান পর্যায় বিবরণ "
        "স্বীকার শিকার সাক্ষর স্বাক্ষর স্মরণ শরণ শ্রবণ অনন্ত অন্তত প্রকাশ উদ্দেশ উল্লেখ বাধা বাঁধা শহর শাপলা সাপলা "
        "কৃতী কৃতি ভূমি ভুমি স্বার্থ সার্থ শান্ত সান্ত সাধ্য স্বাদ সাধ শর্ত সর্ত শুল্ক বিশেষ বিষাদ সোনালি শোনালি পরিষদ পারিষদ "
        "আসক্ত অশক্ত দূত দ্যুতি বাহুল্য ভারতী পানীয় পাঠান পাঠানো কোঁচড় মহর কোনা কোণা কোনায় কোণায় কোনো কোন"
    ).split()
)

_WORD = re.compile("[\u0980-\u09e3]{3,}")
_LEAST_LETTERS = 3
_LONGEST_ENDING = 9


def fold(word: str) -> str:
    """The one spelling of all words that sound the same.

    >>> fold("দূর্নিতী") == fold("দুর্নীতি"), fold("হারামযাদা") == fold("হারামজাদা")
    (True, True)
    """
    word = _CONJUNCT.sub(lambda match: _CONJUNCTS.get(match[0], ""), word)
    return _DOUBLED.sub("", word.translate(_ALIKE))


class Speller:
    """Takes misspelled words to those of a lexicon."""

    def __init__(self, known: Set[str], by_sound: Mapping[str, str]) -> None:
        """`known`: words that are right. `by_sound`: those that others are meant for, by `fold`."""
        self.known = known
        self.by_sound = by_sound
        self._meant: dict[str, str] = {}
        self._right: set[str] = set()

    @classmethod
    def of(cls, words: Iterable[str]) -> Speller:
        """For a lexicon of these words, Bangla and others. Takes half a second for the words of a pack."""
        known = _INNOCENT.union(word for word in words if "\u0980" <= word[:1] <= "\u09ff")
        by_sound: dict[str, str] = {}
        for word in sorted(known - _INNOCENT):
            if _letters(word) >= _LEAST_LETTERS and not (word[-1] in "ইও" and word[:-1] in known):
                by_sound.setdefault(fold(word), word)
        return cls(known, by_sound)

    def respelled(self, view: View, words: Set[str]) -> Iterator[View]:
        """Parts of a safe view with misspelled words spelled rightly; their `typed` is its text.

        `words` are all words of that text.
        """
        if all(map(self._is_right, words - self._right)):
            return
        wrong = [match.span() for match in _WORD.finditer(view.text) if self.meant(match[0]) != match[0]]
        for part in windows_around(view, wrong):
            yield self.corrected(part)

    def _is_right(self, word: str) -> bool:
        """Whether no part of a word is misspelled, which is remembered."""
        right = all(self.meant(part) == part for part in _WORD.findall(word))
        if right:
            self._right.add(word)
        return right

    def corrected(self, view: View) -> View:
        """A further view with every misspelled word spelled rightly."""
        return view.rewritten(_WORD, self.meant)

    def meant(self, word: str) -> str:
        """What a written word is meant for, the word itself where it is known, or like none."""
        if word not in self._meant:
            self._meant[word] = self._look_up(word)
        return self._meant[word]

    def _look_up(self, word: str) -> str:
        if self._is_known(word):
            return word
        for end in range(len(word), max(_LEAST_LETTERS - 1, len(word) - _LONGEST_ENDING), -1):
            known = self.by_sound.get(fold(word[:end]))
            if known is not None and carries(known, word[end:]):
                return known + word[end:]
        return word

    def _is_known(self, word: str) -> bool:
        return any(
            start in self.known and carries(start, word[end:])
            for end in range(len(word), max(0, len(word) - _LONGEST_ENDING), -1)
            for start in (word[:end], word[:end] + "্")
        )


def _letters(word: str) -> int:
    return sum(unicodedata.category(sign) == "Lo" for sign in word)
