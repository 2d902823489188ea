"""A redacted copy of posts: which words and images are blacked out, and what proves that the rest is as was.

Every field of a post is cut into segments. Each segment, shown or not, has a commitment: SHA-256 over 32
random bytes and the segment with its place. Of a shown one the copy gives the bytes, so that anyone can make
the commitment again; of a hidden one the commitment alone, from which nothing can be guessed, however short
the words. The record has an event with the digest of all commitments, so nothing shown can be changed later,
and what is hidden can be shown one day with the office's own opening and proven to be what was hidden.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.archive.types import ArchivedPost
from app.bangla.digits import to_bangla
from app.canonical import canonical

SALT = 32  # bytes
# Signs of Bangla that are written in two ways, and may stand between the letters of a name.
_TWO_WAYS = (
    ("\u09dc", "\u09a1\u09bc"),
    ("\u09dd", "\u09a2\u09bc"),
    ("\u09df", "\u09af\u09bc"),
    ("\u09cb", "\u09c7\u09be"),
    ("\u09cc", "\u09c7\u09d7"),
)
_JOINERS = "[\u200b-\u200d\u00ad]*"
_SHORT = 4  # signs
# A telephone or identity number, with what people put between its figures.
_LONG_NUMBER = re.compile(r"\d(?:[-\s.()\u2010-\u2014]{0,3}\d){6,}")
_NO_DIGIT = re.compile(r"\D+")
_BETWEEN_DIGITS = "[-\\s.()\u2010-\u2014]{0,3}"


@dataclass(frozen=True, slots=True)
class Field:
    """One text of a post: its place ("text", "image.0.alt", "decision.0.member"), and its words."""

    draft: int
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """A stretch of a field that is not to be seen, in code points; `ground` is a number among the grounds."""

    start: int
    end: int
    ground: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a field. `text` is None where it is hidden, and `salt` is too."""

    draft: int
    place: str
    index: int
    text: str | None
    ground: int | None
    salt: str | None
    commitment: str


def fields_of(post: ArchivedPost) -> list[Field]:
    """What a copy tells of a post. Names of files are left out: they tell of people and places."""
    rows: list[tuple[str, str]] = [
        ("account", post.account),
        ("platform", post.platform),
        ("kind", post.kind),
        ("purpose", post.purpose),
        ("text", post.text),
        *((f"image.{n}.alt", image.alt) for n, image in enumerate(post.images)),
        *((f"source.{n}", source) for n, source in enumerate(post.sources)),
        ("author", post.author),
        ("created_at", post.created_at),
    ]
    for n, decision in enumerate(post.decisions):
        rows += [
            (f"decision.{n}.verdict", decision.verdict),
            (f"decision.{n}.member", decision.member),
            (f"decision.{n}.at", decision.at),
            (f"decision.{n}.reason", decision.reason),
        ]
    for n, publication in enumerate(post.publications):
        rows += [
            (f"publication.{n}.url", publication.url),
            (f"publication.{n}.at", publication.at),
            (f"publication.{n}.member", publication.member),
        ]
    for n, act in enumerate(post.acts):
        rows += [
            (f"act.{n}.kind", act.kind),
            (f"act.{n}.at", act.at),
            (f"act.{n}.member", act.member),
            (f"act.{n}.text", act.text),
            (f"act.{n}.reason", act.reason),
            (f"act.{n}.url", act.url),
        ]
    return [Field(post.draft_id, place, text) for place, text in rows if text]


def cut(text: str, hidden: Iterable[Hidden]) -> list[tuple[str, int | None]]:
    """A text in stretches, each with the number of its ground, None where it is shown.

    Stretches that overlap or touch are one, under the ground of the first.
    """
    spans: list[Hidden] = []
    for one in sorted(hidden, key=lambda each: (each.start, each.end)):
        if spans and one.start <= spans[-1].end:
            last = spans[-1]
            spans[-1] = Hidden(last.start, max(last.end, one.end), last.ground)
        else:
            spans.append(one)
    found: list[tuple[str, int | None]] = []
    place = 0
    for span in spans:
        if span.start > place:
            found.append((text[place : span.start], None))
        found.append((text[span.start : span.end], span.ground))
        place = span.end
    if place < len(text) or not found:
        found.append((text[place:], None))
    return found


def segment(field: Field, index: int, text: str, ground: int | None, salt: bytes) -> Segment:
    """A stretch of a field with its commitment; what is hidden keeps neither words nor salt."""
    made = commitment(salt, field.draft, field.place, index, text)
    shown = ground is None
    return Segment(
        field.draft, field.place, index, text if shown else None, ground, salt.hex() if shown else None, made
    )


def commitment(salt: bytes, draft: int, place: str, index: int, text: str) -> str:
    """The commitment of a segment: SHA-256 in hex over the salt and the RFC 8785 form of place and words."""
    return hashlib.sha256(salt + canonical([draft, place, index, text])).hexdigest()


def root_of(commitments: Sequence[str]) -> str:
    """What the record keeps of a copy: SHA-256 over all its commitments in order."""
    return hashlib.sha256("".join(commitments).encode("ascii")).hexdigest()


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where some words stand in a text: in either way of writing Bangla letters, whatever case and spaces.

    Figures count in both scripts, and long numbers however they are parted.
    """
    pattern = _pattern(words)
    return [] if pattern is None else [match.span() for match in pattern.finditer(text) if match[0]]


def stands_in(text: str, words: str) -> bool:
    """Whether hidden words can still be read in a text that is shown.

    Short ones count where a word begins with them (a name with its ending): within another word they tell
    nothing. Of figures, less than four are anything's.
    """
    found = occurrences(text, words)
    plain = words.strip()
    if len(plain) >= _SHORT:
        return bool(found)
    return not plain.isdecimal() and any(start == 0 or not _in_word(text[start - 1]) for start, _ in found)


def _in_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _pattern(words: str) -> re.Pattern[str] | None:
    plain = _LONG_NUMBER.sub(lambda number: _NO_DIGIT.sub("", number[0]), words.strip())
    for one, two in _TWO_WAYS:
        plain = plain.replace(two, one)
    spaced = {
        place for number in _LONG_NUMBER.finditer(plain) for place in range(number.start(), number.end() - 1)
    }
    parts = []
    for place, character in enumerate(plain):
        if character.isspace():
            parts.append(r"\s+")
        elif character not in "\u200b\u200c\u200d\u00ad":
            parts.append(_written(character) + (_BETWEEN_DIGITS if place in spaced else ""))
    if not parts:
        return None
    return re.compile(_JOINERS.join(parts), re.IGNORECASE)


def _written(character: str) -> str:
    """A character in all the ways it may be written: a digit in the figures of both scripts."""
    if character.isdecimal():
        value = unicodedata.decimal(character)
        return f"[{value}{to_bangla(str(value))}]"
    ways = next((pair for pair in _TWO_WAYS if pair[0] == character), None)
    single = re.escape(character)
    return single if ways is None else f"(?:{single}|{re.escape(ways[1])})"
