"""Which script a text is written in, and whether it is the old Bijoy encoding that only looks like Latin.

Bijoy (SutonnyMJ) puts Bangla glyphs on Latin code points: "evsjv‡`k" is বাংলাদেশ drawn by its font. Its marks
are "v" (the sign া, the commonest of all) where no European language has one, and glyphs such as † ‡ ¨ © that
touch letters. A line counts as Bijoy only if a good part of its words bear them, so that accents ("Naïve
café résumé") and typographic signs do not make one.
"""

from __future__ import annotations

import re

import regex

from app.checks.text.terms import Span

# Below this share of its letters a second script does not count: a Bangla post that names Facebook is Bangla.
ONE_SCRIPT = 0.8

# What makes a line Bijoy: its share of marked words, and weighed marks no other language shows. Measured on
# 3,400 news passages put into Bijoy: all found, and 96% of their 13,694 single sentences (the missed ones are
# of two or three words); of 1.5 million lines of English and source code 94 taken for it, all lists of names.
BIJOY_SHARE = 0.35
BIJOY_WEIGHT = 3

_ADDRESS = regex.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,100}@\S+|[@#]\w+")
_BANGLA = re.compile(r"[\u0980-\u09ff]+")
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]+")
_WORD = regex.compile(r"[^\s.,;:!?()\"“”।|/\-]+")
# What every mark has in it. Python's own patterns find such a class in a fraction of the time.
_ANY_MARK = re.compile("[†‡ˆ‰¨©`v]")
# Glyphs: ে before its consonant; য-ফলা, রেফ or another ে after one; দ within a word.
_GLYPH = regex.compile(r"[†‡ˆ‰][A-Za-z`~]|[A-Za-z][†‡¨©]|[A-Za-z]`[A-Za-z†‡]")
# া between letters that are consonants in English too; and at the end of a word.
_AA_INSIDE = regex.compile(r"[A-Za-z]v[bcdfghjklmnpqrstvwxzA-Z]")
_AA_LAST = regex.compile(r"[A-Za-z]v$")


def script_of(text: str) -> str:
    """`bangla`, `latin`, `mixed` or `bijoy`. Web addresses, tags and mentions are not looked at.

    A text without letters (numbers, signs) counts as `bangla`, the program's own language.
    """
    plain = _without_addresses(text)
    latin = _letters(_LATIN, plain)
    bangla = _letters(_BANGLA, plain) if latin else 0
    letters = bangla + latin
    if bangla >= ONE_SCRIPT * letters:
        return "bangla"
    span = bijoy_span(text)
    if span is not None and 2 * _letters(_LATIN, text[slice(*span)]) > letters:
        return "bijoy"
    return "latin" if latin >= ONE_SCRIPT * letters else "mixed"


def _without_addresses(text: str) -> str:
    if not any(sign in text for sign in ("@", "#", "://", "www.")):
        return text
    return _ADDRESS.sub(" ", text)


def _letters(kind: re.Pattern[str], text: str) -> int:
    return sum(map(len, kind.findall(text)))


def bijoy_span(text: str) -> Span | None:
    """From the first to the last line in Bijoy encoding, in code points of the text as typed."""
    lines = bijoy_lines(text)
    return (lines[0][0], lines[-1][1]) if lines else None


def bijoy_lines(text: str) -> list[Span]:
    """The lines in Bijoy encoding, without the space around them, in code points of the text as typed.

    A line has to be Bijoy beyond doubt; where there is one, others need only look like it.
    """
    if not _ANY_MARK.search(text) or not (_GLYPH.search(text) or _AA_INSIDE.search(text)):
        return []
    sure, likely = False, []
    start = 0
    for line in text.splitlines(keepends=True):
        weight = _bijoy_weight(line)
        if weight:
            sure = sure or weight >= BIJOY_WEIGHT
            indent = len(line) - len(line.lstrip())
            likely.append((start + indent, start + len(line.rstrip())))
        start += len(line)
    return likely if sure else []


def _bijoy_weight(line: str) -> int:
    """The weight of the marks in a line, 0 if too few of its words bear one."""
    words = [word for word in _WORD.findall(_without_addresses(line)) if _LATIN.search(word)]
    marked = weight = 0
    for word in words:
        glyphs, inside = len(_GLYPH.findall(word)), len(_AA_INSIDE.findall(word))
        weight += 2 * glyphs + inside
        marked += bool(glyphs or inside or _AA_LAST.search(word))
    return weight if marked >= BIJOY_SHARE * len(words) else 0
