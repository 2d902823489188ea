"""Letters of other scripts and fonts that look like Bangla or Latin ones, and marks drawn over letters."""

from __future__ import annotations

import re
import unicodedata

from app.bangla.normalise import View, safe_view

# Cyrillic, Greek, Armenian and phonetic letters that look like Latin ones in either case, lower case.
_LIKE_LATIN = str.maketrans(
    "авекмнорстухіѕјԁɡһԛԝёьпгүҝѵαβεηικνορτυχγωσμδօսհոցɑɩʀɴʙʟɪʏꜱꜰᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢɢʜøłđħıƒɓɗƙ",
    "abekmhopctyxisjdghqwebnrykvabenikvoptuxywoudouhngairnbliysfacdejkmoptuvwzgholdhifbdk",
)
_DEVANAGARI, _BANGLA = 0x0900, 0x0980
# What Bangla has no letter of its own for.
_LIKE_BANGLA = {0x0935: "ব", 0x0933: "ল", 0x0931: "র", 0x0929: "ন", 0x0934: "ল", 0x0904: "অ"}


def _fonts() -> dict[int, str]:
    """Letters of Unicode's ornamental alphabets: in circles and squares, raised, of flags; with accents."""
    folds: dict[int, str] = {}
    for first, last in (
        (0x00C0, 0x024F),
        (0x1D2C, 0x1D6A),
        (0x2070, 0x209C),
        (0x24B6, 0x24E9),
        (0x1F130, 0x1F149),
    ):
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKD", chr(code))[:1].lower()
            if "a" <= plain <= "z":
                folds[code] = plain
    for first in (0x249C, 0x1F110, 0x1F150, 0x1F170, 0x1F1E6):
        folds.update({first + place: chr(ord("a") + place) for place in range(26)})
    return folds


def _devanagari() -> dict[int, str]:
    """Devanagari has its letters in the order of the Bangla ones, its digits too."""
    folds = {0x0966 + digit: str(digit) for digit in range(10)}
    for code in range(0x0901, 0x0964):
        twin = chr(code - _DEVANAGARI + _BANGLA)
        if unicodedata.category(twin) != "Cn":
            folds[code] = twin
    return folds | _LIKE_BANGLA


_LOOK_ALIKES = _fonts() | _devanagari() | _LIKE_LATIN
# Lines and dots put over letters, fillers that print nothing, tags; first and last of each range.
_STRAY_RANGES = (
    *((0x0300, 0x036F), (0x0483, 0x0489), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180D)),
    *((0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0x2800, 0x2800), (0x3164, 0x3164)),
    *((0xFE20, 0xFE2F), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB), (0xE0000, 0xE01EF)),
)
_STRAYS = frozenset(chr(code) for first, last in _STRAY_RANGES for code in range(first, last + 1))
_CLASS_OF_STRAYS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _STRAY_RANGES)
_STRAY = re.compile(f"[{_CLASS_OF_STRAYS}]+")
# All of these, for a character class of a pattern.
FOREIGN = "".join(map(chr, sorted(_LOOK_ALIKES))) + _CLASS_OF_STRAYS
# A set is quicker to look in than a pattern with so large a class.
_ANY = _STRAYS.union(map(chr, _LOOK_ALIKES))


def has_look_alikes(text: str) -> bool:
    """Whether there is anything that `in_plain_letters` would change."""
    return not _ANY.isdisjoint(text)


def in_plain_letters(view: View) -> View:
    """A further view of a safe one, with Bangla and Latin letters for those that look like them."""
    if not has_look_alikes(view.text):
        return view
    view = view.rewritten(_STRAY, lambda _: "")
    return safe_view(view.recast(view.text.translate(_LOOK_ALIKES)))
