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
# Lines and dots put over letters, fillers that print nothing, tags.
_STRAYS = (
    "\u0300-\u036f\u0483-\u0489\u115f\u1160\u17b4\u17b5\u180b-\u180d\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    "\u2800\u3164\ufe20-\ufe2f\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef"
)
_STRAY = re.compile(f"[{_STRAYS}]+")
# All of these, for a character class of a pattern.
FOREIGN = "".join(map(chr, sorted(_LOOK_ALIKES))) + _STRAYS
_FOREIGN = re.compile(f"[{FOREIGN}]")


def in_plain_letters(view: View) -> View:
    """A further view of a safe one, with Bangla and Latin letters for those that look like them."""
    if not _FOREIGN.search(view.text):
        return view
    view = view.rewritten(_STRAY, lambda _: "")
    return safe_view(view.recast(view.text.translate(_LOOK_ALIKES)))
