"""Text files: from bytes to a post's text, without guessing the encoding."""

from __future__ import annotations

import codecs
import re

from app.errors import Refusal
from app.intake.limits import TEXT_CHARACTERS

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOST = re.compile(r"\?{3,}")


def decode(data: bytes, name: str) -> str:
    """UTF-8 (with or without its mark) or UTF-16 (with its mark), line ends made "\\n".

    Older encodings are refused: guessed wrongly, they would put letters into an office's mouth.
    """
    encoding = "utf-16" if data.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal("intake.encoding", name=name) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def post_text(text: str, name: str) -> str:
    """The text as it will be kept: without blank ends. Refuses what cannot be a post's text."""
    text = text.strip()
    if len(text) > TEXT_CHARACTERS:
        raise Refusal("intake.text_too_long", name=name, n=len(text), most=TEXT_CHARACTERS)
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Refusal("intake.not_text", name=name)
    if _letters_lost(text):
        raise Refusal("intake.lost_letters", name=name)
    return text


def _letters_lost(text: str) -> bool:
    """Whether a program that knows no Bangla wrote "?" for every letter (Excel's plain "CSV" does)."""
    marks = sum(map(len, _LOST.findall(text)))
    return marks > 0 and 2 * marks > sum(not letter.isspace() for letter in text)
