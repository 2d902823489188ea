"""Bangla as it comes out of a Latin keyboard: a word typed blindly on Bijoy or Probhat looks random.

The layouts as their makers publish them (Bijoy, also called Unijoy; Probhat of Ekushey).
"""

from __future__ import annotations

import unicodedata

# A key and what it writes, in the order of the keyboard, first without and then with Shift.
_BIJOY = (
    "q ঙ w য e ড r প t ট y চ u জ i হ o গ p ড় a ৃ s ু d ি f া g ্ h ব j ক k ত l দ z ্র x ো c ে v র b ন n স m ম "
    "Q ং W য় E ঢ R ফ T ঠ Y ছ U ঝ I ঞ O ঘ P ঢ় A র্ S ূ D ী F অ G । H ভ J খ K থ L ধ Z ্য X ৌ C ৈ V ল B ণ N ষ M শ"
)
_PROBHAT = (
    "q দ w ূ e ী r র t ট y এ u ু i ি o ও p প [ ে ] ো a া s স d ড f ত g গ h হ j জ k ক l ল z য় x শ c চ v আ b ব "
    "n ন m ম / ্ Q ধ W ঊ E ঈ R ড় T ঠ Y ঐ U উ I ই O ঔ P ফ { ৈ } ৌ A অ S ষ D ঢ F থ G ঘ H ঃ J ঝ K খ L ং Z য X ঢ় "
    "C ছ V ঋ B ভ N ণ M ঙ"
)
# Bijoy writes a vowel letter as hasanta and its sign, and types what stands before a consonant first.
_VOWELS = dict(zip("আইঈউঊঋএঐওঔ", "ািীুূৃেৈোৌ", strict=True))
_SHOWN_BEFORE = "িেৈ"
_SPLIT = {"ো": ("ে", "া"), "ৌ": ("ে", "ৌ")}
_ROWS = (
    *("ঙযডপটচজহগড়", "ৃুিা্বকতদ", "ংয়ঢফঠছঝঞঘঢ়", "দূীরটএুিওপ", "াসডতগহজকল", "য়শচআবনম"),
    *("অআইঈউঊঋএঐওঔ", "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ", "০১২৩৪৫৬৭৮৯"),
)
_SHORTEST_RUN = 4


def _layout(written: str) -> dict[str, str]:
    """What is written, and by which key."""
    pairs = unicodedata.normalize("NFC", written).split()
    return dict(zip(pairs[1::2], pairs[::2], strict=True))


_ON_BIJOY, _ON_PROBHAT = _layout(_BIJOY), _layout(_PROBHAT)


def keys_of(word: str) -> set[str]:
    """The Latin keys that write a Bangla word: on Bijoy in the order of speech and of sight, on Probhat."""
    text = unicodedata.normalize("NFC", word)
    written = {_typed(text, _ON_PROBHAT), _typed(_spelled(text), _ON_BIJOY), _typed(_seen(text), _ON_BIJOY)}
    return {keys for keys in written if keys}


def row_runs() -> list[str]:
    """Runs of neighbouring keys and of the alphabet in Bangla, of four letters and more."""
    runs = []
    for row in (unicodedata.normalize("NFC", row) for row in _ROWS):
        for way in (row, row[::-1]):
            runs += [
                way[start:end]
                for start in range(len(way))
                for end in range(start + _SHORTEST_RUN, len(way) + 1)
            ]
    return runs


def _typed(text: str, layout: dict[str, str]) -> str:
    """The keys of a text, longest letters first; "" where the layout lacks one."""
    keys, place = "", 0
    while place < len(text):
        for length in (2, 1):
            key = layout.get(text[place : place + length])
            if key is not None:
                keys, place = keys + key, place + length
                break
        else:
            return ""
    return keys


def _spelled(text: str) -> str:
    """Bijoy's vowel letters as hasanta and sign; আ is written অ and া."""
    return "".join("অা" if letter == "আ" else _bijoy_vowel(letter) for letter in text)


def _bijoy_vowel(letter: str) -> str:
    return "\u09cd" + _VOWELS[letter] if letter in _VOWELS else letter


def _seen(text: str) -> str:
    """The same with ি, ে and ৈ typed before the consonant they stand before."""
    out: list[str] = []
    for letter in _spelled(text):
        before, after = _SPLIT.get(letter, (letter if letter in _SHOWN_BEFORE else "", ""))
        if not before or not out:
            out.append(letter)
            continue
        place = len(out) - 1
        while place > 1 and (out[place] == "\u09bc" or out[place - 1] == "\u09cd"):
            place -= 1
        out.insert(place, before)
        if after:
            out.append(after)
    return "".join(out)
