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
    text = _decoded(data, name, "intake.encoding")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def typed_text(data: bytes, name: str) -> str:
    """A text that a command is given, in the encodings `decode` reads, its line ends as they are.

    Refuses other encodings and what holds NULs, as intake does.
    """
    text = _decoded(data, name, "cli.not_utf8")
    if "\0" in text:
        raise Refusal("intake.not_text", name=name)
    return text


def _decoded(data: bytes, name: str, otherwise: str) -> str:
    """The letters behind the mark, if any; refused by the key `otherwise` where the encoding is another."""
    encoding = "utf-16" if data.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal(otherwise, name=name) from None


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
