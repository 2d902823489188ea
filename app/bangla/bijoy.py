"""Bangla in the old Bijoy encoding (SutonnyMJ and its kin) put into Unicode, with the way back.

Bijoy keeps the order of the eye: ে, ি and ৈ before their consonant, রেফ after it, each conjunct and half form
a glyph on a Latin code point. Unicode keeps the order of the voice. What makes up one written sign is turned
as a whole, so each code point of the result leads back to all glyphs of its sign. The glyphs are the font's
own key map, the same in every converter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.bangla.normalise import View

# Glyphs that are whole letters, conjuncts, numbers or signs.
_WHOLE = dict(
    pair.split("=", 1)
    for line in (
        "A=অ B=ই C=ঈ D=উ E=ঊ F=ঋ G=এ H=ঐ I=ও J=ঔ K=ক L=খ M=গ N=ঘ O=ঙ P=চ Q=ছ R=জ S=ঝ T=ঞ U=ট V=ঠ W=ড X=ঢ Y=ণ",
        "Z=ত _=থ `=দ a=ধ b=ন c=প d=ফ e=ব f=ভ g=ম h=য i=র j=ল k=শ l=ষ m=স n=হ o=ড় p=ঢ় q=য় r=ৎ s=ং t=ঃ u=ঁ",
        "0=০ 1=১ 2=২ 3=৩ 4=৪ 5=৫ 6=৬ 7=৭ 8=৮ 9=৯ |=। Ð=- Ñ=- Ò=“ Ó=” Ô=‘ Õ=’",
        "°=ক্ক ±=ক্ট ²=ক্ষ্ণ ³=ক্ত ´=ক্ম µ=ক্র ¶=ক্ষ ·=ক্স ¸=গু ¹=জ্ঞ º=গ্দ »=গ্ধ ¼=ঙ্ক ½=ঙ্গ ¾=জ্জ À=জ্ঝ Á=জ্ঞ Â=ঞ্চ",
        "Ã=ঞ্ছ Ä=ঞ্জ Å=ঞ্ঝ Æ=ট্ট Ç=ড্ড È=ণ্ট É=ণ্ঠ Ê=ণ্ড Ë=ত্ত Ì=ত্থ Í=ত্ম Î=ত্র Ï=দ্দ ×=দ্ধ Ø=দ্ব Ù=দ্ম Ú=ন্ঠ Û=ন্ড",
        "Ü=ন্ধ Ý=ন্স Þ=প্ট ß=প্ত à=প্প á=প্স â=ব্জ ã=ব্দ ä=ব্ধ å=ভ্র æ=ম্ন ç=ম্ফ é=ল্ক ê=ল্গ ë=ল্ট ì=ল্ড í=ল্প î=ল্ফ",
        "ï=শু ð=শ্চ ñ=শ্ছ ò=ষ্ণ ó=ষ্ট ô=ষ্ঠ õ=ষ্ফ ö=স্খ ÷=স্ট ø=স্ন ù=স্ফ û=হু ü=হৃ ý=হ্ন þ=হ্ম",
    )
    for pair in line.split()
)
# First halves of conjuncts, before their second.
_BEFORE = {"®": "ষ্", "¯": "স্", "”": "চ্", "˜": "দ্", "™": "দ্", "š": "ন্", "›": "ন্", "¤": "ম্", "•": "ঙ্"}
# Second parts of conjuncts, behind their first.
_BEHIND = {
    "&": "্",
    "ú": "্প",
    "è": "্ন",
    "œ": "্ন",
    "^": "্ব",
    "Ÿ": "্ব",
    "¡": "্ব",
    "¦": "্ব",
    "‘": "্তু",
    "’": "্থ",
    "‹": "্ক",
    "Œ": "্ক্র",
    "—": "্ত",
    "¿": "্ত্র",
    "¢": "্ভ",
    "£": "্ভ্র",
    "¥": "্ম",
    "§": "্ম",
    "¨": "্য",
    "ª": "্র",
    "«": "্র",
    "Ö": "্র",
    "¬": "্ল",
    "\u00ad": "্ল",
}
_VOWELS_BEFORE = {"w": "ি", "†": "ে", "‡": "ে", "ˆ": "ৈ", "‰": "ৈ"}
_VOWELS_BEHIND = {
    **dict.fromkeys("yz“–", "ু"),
    **dict.fromkeys("~ƒ‚", "ূ"),
    **dict.fromkeys("„…", "ৃ"),
    "v": "া",
    "x": "ী",
    "Š": "ৗ",
}
# Typed as ঃ, for both look alike: 10:30.
_COLON = r"(?<=[0-9\s])t(?![A-Za-z])"
_SIGN = re.compile(
    f"(?P<colon>{_COLON})|(?P<before>[{''.join(_VOWELS_BEFORE)}]?)(?P<nasal>u?)"
    f"(?P<core>(?:[{''.join(_BEFORE)}]*[{re.escape(''.join(_WHOLE))}]|[{''.join(_BEFORE)}]+)"
    f"[{re.escape(''.join(_BEHIND))}]*)"
    f"(?P<reph>©?)(?P<behind>[{''.join(_VOWELS_BEHIND)}]?)(?P<late_reph>©?)"
)
_GLYPHS = {**_WHOLE, **_BEFORE, **_BEHIND}
_VOWELS = {"ে" + "া": "ো", "ে" + "ৗ": "ৌ"}
_NASAL = "ঁ"


def converted(text: str, spans: Iterable[tuple[int, int]]) -> View:
    """A view of the text with spans of it, in order and apart, turned from Bijoy into Unicode."""
    return View.of(text).replaced(
        (*sign.span(), _turned(sign)) for span in spans for sign in _SIGN.finditer(text, *span)
    )


def _turned(sign: re.Match[str]) -> str:
    """One written sign in the order of Unicode."""
    if sign["colon"]:
        return ":"
    if sign[0].startswith("Av"):
        return "আ"
    core = "".join(map(_GLYPHS.__getitem__, sign["core"])).replace("্্", "্")
    vowel = _VOWELS_BEFORE.get(sign["before"], "") + _VOWELS_BEHIND.get(sign["behind"], "")
    vowel = _VOWELS.get(vowel, vowel)
    if core == _NASAL:  # typed before the vowel that it is written over
        return vowel + core
    reph = "র্" if sign["reph"] or sign["late_reph"] else ""
    # A ঁ behind a vowel that stands before its letter belongs to the letter before.
    return (_NASAL if sign["nasal"] else "") + reph + core + vowel
