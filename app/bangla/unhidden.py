"""Words written in a hidden way, undone: signs within them, letters apart, look-alikes, repeats, stars.

Undoing everything changes a third of clean news passages, so these readings stand beside the safe view: only
words that read otherwise here count, and they deserve less trust.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import regex

from app.bangla.normalise import View, safe, safe_pattern
from app.bangla.words import word_after, word_before

Span = tuple[int, int]

# Takes a word with stars for letters to the words it may stand for, the likeliest first.
Complete = Callable[[str], Sequence[str]]

# Cyrillic and Greek letters that look like Latin ones in either case, lower case as in the safe view.
_LOOK_ALIKES = str.maketrans("авекмнорстухіѕјԁɡһԛԝαβεηικνορτυχ", "abekmhopctyxisjdghqwabenikvoptux")
_FOREIGN = re.compile("[\u0370-\u052f\u0261]")

# Latin words with figures or signs for letters; not addresses, mentions and file names.
_FIGURE_WITHIN = re.compile(r"[a-z][@$!|0134578]|\$[a-z]")
_DISGUISED = re.compile(r"(?<![\w@.:/-])[a-z$][a-z@$!|0134578]*[a-z0134578](?![\w@:/-]|\.\w)")
_FOR_LETTERS = str.maketrans("0345@$78", "oeasastb")
# What each of the readings takes the signs for that may be either letter.
_EITHER = (str.maketrans("1!|", "lll"), str.maketrans("1!|", "iii"))

_PLAIN = "a-z\u0980-\u09df"
_STARRED = re.compile(rf"(?<![*{_PLAIN}])[{_PLAIN}]+(?:\*{{1,3}}[{_PLAIN}]+)+(?![*])")
_REPEATED = re.compile(rf"([{_PLAIN}])\1\1+")

_LETTER = r"[\p{L}\p{M}]"
# One written sign: a letter or conjunct with its marks, or marks torn from their letter.
_SIGN = r"(?:\p{L}(?:\u09cd\p{L}|\p{M})*|\p{M}+)"
# Signs that no word has within it, and those that stand between words and in short forms too.
_NEVER_WITHIN = r"[*~^|+=#%&•·¤§<>\\\p{So}\p{Sk}]{1,3}"
_SELDOM_WITHIN = r"[-_.'/,:;!…]{1,3}"
_WITHIN = regex.compile(rf"(?<={_LETTER})(?:{_NEVER_WITHIN}|(?P<seldom>{_SELDOM_WITHIN}))(?={_LETTER})")
_LONE_SIGN = regex.compile(_SIGN)
# The words of one sign, which stand beside hyphens and dots for good reasons: তা-ই, না-কি, মা-বাবা, নৌ-পথ.
_SHORT_WORDS = frozenset(
    safe("ও ই এ উ না নি কি কী যে সে তা যা মা বা কে হে রে গো তো নৌ বে কু সু দু ছি ঘি চা পা গা হা জি টি টা ডা মো").split()
)
# A consonant alone (but for ড. and initials) or a torn mark is no Bangla word, nor are Latin letters in a
# row: where they are, words may be spelled out.
_BANGLA = "[\u0980-\u09df]"
_NO_WORD = re.compile(
    rf"(?:^|[^\u0980-\u09df])(?:[ক-হ\u09dc-\u09df](?!{_BANGLA}|\. )|[\u09be-\u09cd])"
    "|[a-z][^a-z\n\\d]{1,3}[a-z][^a-z\n\\d]{1,3}[a-z](?![a-z])"
)
# A sign with a space on one side only is punctuation: ক. লা, ক, লা.
_GAP = rf" {{1,3}}|(?P<space> ?)(?:{_NEVER_WITHIN}|{_SELDOM_WITHIN})(?P=space)"
_SPELLED_OUT = regex.compile(rf"(?<!{_LETTER}){_SIGN}(?:(?P<gap>{_GAP}){_SIGN}(?!{_LETTER}))+")

# How far around such a sign the letters of its word are looked for.
_RUN_REACH = 60
# Two letters so far apart are cells of a table: ক | লা.
_CELLS = re.compile(" [^ ]+ ")

# Initials are no words taken apart: এ.কে.এম., B.N.P.
_LETTER_NAME = safe_pattern(
    "(?:এ|বি|সি|ডি|ই|এফ|জি|এইচ|আই|জে|কে|এল|এম|এন|ও|পি|কিউ|আর|এস|টি|ইউ|ভি|ডব্লিউ|এক্স|ওয়াই|জেড)"
)
_INITIALS = regex.compile(
    rf"(?<!{_LETTER})"
    rf"(?:{_LETTER_NAME}(?:[. -]+{_LETTER_NAME})+|(?P<latin>[a-z](?:[. -]+[a-z]){{1,2}}))"
    rf"(?!{_LETTER})"
)
# How far from a gap within initials they may begin or end.
_INITIALS_REACH = 16


def unhidden(view: View, complete: Complete) -> tuple[View, ...]:
    """Ways to read a safe view with hiding undone, at most two, none where nothing is hidden.

    Their `typed` is the text of `view`, so that places lead back to it. `complete` is asked what words with
    stars for letters stand for.
    """
    if not _looks_hidden(view.text):
        return ()
    first = _read(view, 0, complete)
    if first.text == view.text:  # what one way leaves alone the other does too
        return ()
    second = _read(view, 1, complete)
    return (first,) if second.text in (first.text, view.text) else (first, second)


def _looks_hidden(text: str) -> bool:
    """Whether it is worth the reading: in most clean texts nothing is."""
    return (
        "*" in text
        or any(pattern.search(text) for pattern in (_FOREIGN, _FIGURE_WITHIN, _REPEATED))
        or any(_within(text))
        or any(_spelled_out(text))
    )


def _read(view: View, way: int, complete: Complete) -> View:
    text = view.text
    if _FOREIGN.search(text):
        text = text.translate(_LOOK_ALIKES)
    if _FIGURE_WITHIN.search(text):
        text = _DISGUISED.sub(lambda match: _letters_for(match[0], way), text)
    reading = View.of(view.text).recast(text)
    if "*" in text:
        reading = reading.rewritten(_STARRED, lambda word: _completed(word, way, complete))
    reading = reading.rewritten(_REPEATED, lambda run: run[0] * (way + 1 if run[0].isascii() else 1))
    gaps = {*_within(reading.text), *_spelled_out(reading.text)}
    return reading.without(sorted(gap for gap in gaps if not _is_of_initials(view, reading, gap)))


def _within(text: str) -> Iterator[Span]:
    """Signs within words."""
    for match in _WITHIN.finditer(text):
        start, end = match.span()
        if match["seldom"] is None or _is_torn(word_before(text, start)) or _is_torn(word_after(text, end)):
            yield start, end


def _is_torn(piece: str) -> bool:
    """Whether a written word is only a piece of one."""
    return _LONE_SIGN.fullmatch(piece) is not None and piece not in _SHORT_WORDS


def _spelled_out(text: str) -> Iterator[Span]:
    """What stands between the letters of words spelled out."""
    for alone in _NO_WORD.finditer(text):
        around = (max(0, alone.start() - _RUN_REACH), alone.end() + _RUN_REACH)
        for run in _SPELLED_OUT.finditer(text, *around):
            gaps = run.spans("gap")
            if _NO_WORD.search(run[0]) and (len(gaps) > 1 or not _CELLS.search(run[0])):
                yield from gaps


def _is_of_initials(view: View, reading: View, gap: Span) -> bool:
    """Whether a gap stands between initials. Latin ones are capitals as typed."""
    start, end = gap
    around = (max(0, start - _INITIALS_REACH), end + _INITIALS_REACH)
    for match in _INITIALS.finditer(reading.text, *around):
        if match.start() < start and end < match.end():
            letters = view.slice(*reading.origin(*match.span()))
            return match["latin"] is None or letters == letters.upper()
    return False


def _letters_for(word: str, way: int) -> str:
    """A Latin word with letters for its figures, the word itself where it has too few letters to be one."""
    letters = sum(sign.isalpha() for sign in word)
    if letters < 2 or letters == len(word) or 2 * letters < len(word):
        return word
    return word.translate(_FOR_LETTERS).translate(_EITHER[way])


def _completed(word: str, way: int, complete: Complete) -> str:
    known = complete(word)
    return known[way % len(known)] if known else word
