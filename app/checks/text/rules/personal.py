"""`personal`: private data of people: phone and identity numbers, private e-mail addresses.

Works on the safe view, so Bangla digits are Latin already. What is public by nature is left alone: hotlines
(333, 109, 999, 16263), memo numbers, an office's own addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import regex

from app.checks.text.document import DeobfuscatedDocument, Document, Proximity
from app.checks.text.entry import Entry
from app.checks.text.required import NOTHING, Requirement
from app.checks.text.rules.base import Hit
from app.checks.text.terms import Span
from app.checks.text.vocabulary import Nearby, Scope

FIELDS = ("kind", "context")

# A context word has to stand as near as this where the rule does not say.
CONTEXT_WORDS = Proximity(words=6)

_GAP = r"[ .\-()]{0,2}"
# Mobile numbers of Bangladesh: 01, an operator's digit 3 to 9, eight digits; +88, 0088 or 88 may come before.
# Dots and hyphens on either side belong to memo numbers (05.00.0000.217…).
_PHONE = regex.compile(
    rf"(?<![a-z\d])(?<!\d[.\-/])(?:(?:\+|00)?88{_GAP})?0{_GAP}1{_GAP}[3-9](?:{_GAP}\d){{8}}(?!\d)(?![.\-/]\d)"
)
# Numbers that begin so are of police offices and army camps, which print them themselves.
_OFFICIAL_SERIES = ("01320", "01769")
_LONG_NUMBER = regex.compile(r"(?<![a-z\d])(?<!\d[.\-/])\d(?:[ \-]?\d){8,17}(?![.\-/]?\d)")
_NID_LENGTHS = (10, 13, 17)  # smart card; old card; old card with the year of birth
# A bank card's sixteen digits in fours, dots too between them.
_CARD = regex.compile(r"(?<![a-z\d])(?<!\d[.\-/])\d{4}([ .\-])\d{4}\1\d{4}\1\d{4}(?![.\-/]?\d)")
# An account as banks print it: 123.105.456789, 0107.3330.04093. Memo numbers begin with two digits and have
# more parts.
_DOTTED = regex.compile(r"(?<![a-z\d])(?<!\d[.\-/])\d{3,4}(?:\.\d{2,9}){2,3}(?![.\-/]?\d)")
_DOTTED_DIGITS = range(11, 19)
# Two letters and seven digits, or one and eight; the context word tells them from other codes.
_PASSPORT = regex.compile(r"(?<![a-z\d])[a-z]{1,2} ?\d{7,8}(?![a-z\d])")
_EMAIL = regex.compile(r"(?<![\w.+-])[\w.+-]+@(?P<domain>(?:[a-z0-9-]+\.)+[a-z]{2,})(?![\w-])")
# Providers where people, not offices, have their addresses.
_PRIVATE_PROVIDERS = regex.compile(
    r"(?:gmail|googlemail|ymail|rocketmail|msn|icloud|aol|protonmail|zoho|yandex|mail)\.com"
    r"|(?:yahoo|hotmail|outlook|live)\.(?:com?\.)?[a-z]{2,3}|proton\.me|me\.com|gmx\.[a-z]{2,3}|(?:mail|yandex)\.ru"
)


class Kind(StrEnum):
    PHONE = "phone"
    NID = "nid"
    PASSPORT = "passport"
    ACCOUNT = "account"
    EMAIL = "email"


def _phones(text: str) -> Iterator[Span]:
    for match in _PHONE.finditer(text):
        digits = "".join(filter(str.isdecimal, match.group()))
        if not digits[-11:].startswith(_OFFICIAL_SERIES):
            yield match.span()


def _nids(text: str) -> Iterator[Span]:
    for match in _LONG_NUMBER.finditer(text):
        start, end = match.span()
        # +8801712345678 has as many digits as an old card's number; the sign says that it is called.
        if text[start - 1 : start] == "+" and _PHONE.fullmatch(text, start - 1, end):
            continue
        if sum(sign.isdecimal() for sign in match.group()) in _NID_LENGTHS:
            yield start, end


def _passports(text: str) -> Iterator[Span]:
    return (match.span() for match in _PASSPORT.finditer(text))


def _accounts(text: str) -> Iterator[Span]:
    yield from (match.span() for match in _LONG_NUMBER.finditer(text))
    yield from (match.span() for match in _CARD.finditer(text) if match[1] == ".")
    for match in _DOTTED.finditer(text):
        if sum(sign.isdecimal() for sign in match.group()) in _DOTTED_DIGITS:
            yield match.span()


def _emails(text: str) -> Iterator[Span]:
    for match in _EMAIL.finditer(text):
        if _PRIVATE_PROVIDERS.fullmatch(match["domain"]):
            yield match.span()


_DETECTORS: dict[Kind, Callable[[str], Iterator[Span]]] = {
    Kind.PHONE: _phones,
    Kind.NID: _nids,
    Kind.PASSPORT: _passports,
    Kind.ACCOUNT: _accounts,
    Kind.EMAIL: _emails,
}
# Numbers that look like many other numbers mean a person only beside a word that says so.
_NEED_CONTEXT = (Kind.NID, Kind.PASSPORT, Kind.ACCOUNT)


@dataclass(frozen=True, slots=True)
class PersonalFinder:
    kind: Kind
    context: Nearby | None
    placeholders: frozenset[str] = frozenset({"text"})
    required: Requirement = NOTHING

    @property
    def needs(self) -> tuple[int, ...]:
        return (self.context.term_set,) if self.context else ()

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return False

    def find(self, document: Document) -> Iterator[Hit]:
        for place in _DETECTORS[self.kind](document.text):
            if self.context is None or self.context.holds(document, place):
                yield Hit(place)


def read(rule: Entry, scope: Scope) -> PersonalFinder:
    kind = rule.need("kind").choice(Kind)
    context = rule.get("context")
    if context is None:
        if kind in _NEED_CONTEXT:
            raise rule.mistake("missing_key", name="context")
        return PersonalFinder(kind, None)
    if context.is_list:
        return PersonalFinder(kind, Nearby(scope.terms(context), CONTEXT_WORDS))
    return PersonalFinder(kind, scope.nearby(context))
