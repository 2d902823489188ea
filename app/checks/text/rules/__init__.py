"""One file for each rule type. Each has `FIELDS`, the keys it reads, and `read`, which makes its finder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.checks.text.entry import Entry
from app.checks.text.rules import claim, count, leaning, length, pair, pattern, personal, purpose, terms
from app.checks.text.rules.base import Finder
from app.checks.text.vocabulary import Scope


@dataclass(frozen=True, slots=True)
class RuleType:
    fields: tuple[str, ...]
    read: Callable[[Entry, Scope], Finder]


LEANING = "leaning"

RULE_TYPES: dict[str, RuleType] = {
    "terms": RuleType(terms.FIELDS, terms.read),
    "pair": RuleType(pair.FIELDS, pair.read),
    "pattern": RuleType(pattern.FIELDS, pattern.read),
    "count": RuleType(count.FIELDS, count.read),
    "claim": RuleType(claim.FIELDS, claim.read),
    LEANING: RuleType(leaning.FIELDS, leaning.read),
    "length": RuleType(length.FIELDS, length.read),
    "personal": RuleType(personal.FIELDS, personal.read),
    "purpose": RuleType(purpose.FIELDS, purpose.read),
}
