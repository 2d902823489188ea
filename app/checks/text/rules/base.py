"""What every rule has, whatever its type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol

import regex

from app.bangla.digits import number
from app.checks.text.document import DeobfuscatedDocument, Document
from app.checks.text.required import Requirement
from app.checks.text.terms import Span
from app.checks.text.vocabulary import Nearby
from app.checks.types import Finding, Severity
from app.i18n import Bilingual, bilingual

# A word is certain for so many letters, figures in their stead included, between the signs that hide them.
_SURE_LETTERS = 4
# Why a hit deserves less trust.
_HIDDEN, _RESPELLED = "rulepack.hidden.why", "rulepack.respelled.why"
CARRIED = "rulepack.carried.why"
UNNAMED = "rulepack.unnamed.why"
THINLY = "rulepack.thinly.why"
_DISGUISE = regex.compile(r"[^\p{L}\p{M}]")
_LETTERS = regex.compile(r"[\p{L}\p{N}]")


@dataclass(frozen=True, slots=True)
class Hit:
    """One firing of a rule at a place of the safe view, or on the whole post (`place` is None).

    `parts` are places that fill braces of the rule's `why`; `count` fills `{n}`. `severity` overrides
    the rule's own. `doubt` is the key of a sentence that says why it deserves less trust, if it does.
    """

    place: Span | None
    parts: dict[str, Span] = field(default_factory=dict)
    count: int | None = None
    severity: Severity | None = None
    doubt: str = ""


class Finder(Protocol):
    """A rule type with its fields read: it finds, and knows nothing of ids, clauses or severities."""

    @property
    def placeholders(self) -> frozenset[str]:
        """The names a `why` may use in braces."""
        ...

    @property
    def needs(self) -> tuple[int, ...]:
        """The term sets of which each must have a term in the post, else there is nothing to find."""
        ...

    @property
    def required(self) -> Requirement:
        """What words of the post must have, hidden ones included, else there is nothing to find."""
        ...

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        """Whether it matches in hidden words by something other than a term of its `needs`."""
        ...

    def find(self, document: Document) -> Iterable[Hit]: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the pack. `type` names its rule type, `unless` what silences it.

    `hidden`: it also fires on words written in a hidden way. `sure`: what it finds is hardly ever innocent,
    so the classifier does not lower it. `lowest`: how far a frame may lower it.
    """

    id: str
    type: str
    clauses: tuple[str, ...]
    severity: Severity
    title: Bilingual
    why: Bilingual
    finder: Finder
    unless: tuple[Nearby, ...] = ()
    hidden: bool = False
    sure: bool = False
    lowest: Severity = Severity.NOTE
    # Term sets: those that must each have a term in the post, and those of which no term may stand anywhere.
    # `required`: what the words of the post must have besides.
    needs: frozenset[int] = field(init=False, repr=False, compare=False)
    required: Requirement = field(init=False, repr=False, compare=False)
    silencers: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "needs", frozenset(self.finder.needs))
        object.__setattr__(self, "required", self.finder.required)
        silencers = frozenset(nearby.term_set for nearby in self.unless if nearby.within.post)
        object.__setattr__(self, "silencers", silencers)

    @property
    def reads_everything(self) -> bool:
        """Whether it reads the whole post, whatever the classifier thinks of its sentences."""
        return self.sure or self.severity is Severity.BLOCK

    def hits(self, document: Document) -> list[Hit]:
        """Where the rule fires, in order, none overlapping another."""
        plain = self._hits_in(document)
        if not self.hidden or document.deobfuscated is None or not self._may_find_more(document.deobfuscated):
            return plain
        # Places known without undoing anything are trusted; what comes on top rests on hidden words.
        hidden = [hit for hit in self._hits_in(document.deobfuscated) if not _overlaps(hit, plain)]
        return sorted([*plain, *(self._lowered(hit, document.deobfuscated) for hit in hidden)], key=_start)

    def _hits_in(self, document: Document) -> list[Hit]:
        if not all(map(document.has, self.needs)) or any(map(document.has_anywhere, self.silencers)):
            return []
        found = [
            self._with_less_trust(hit) if hit.doubt else hit
            for hit in self.finder.find(document)
            if not self._silenced(document, hit)
        ]
        return _merged(found) if len(found) > 1 else found

    def _may_find_more(self, deobfuscated: DeobfuscatedDocument) -> bool:
        """Whether hidden words can be what the rule looks for."""
        return any(map(deobfuscated.hidden, self.needs)) or self.finder.matches_hidden(deobfuscated)

    def _lowered(self, hit: Hit, document: DeobfuscatedDocument) -> Hit:
        """A hit on hidden or misspelled words; what would block warns unless they are hidden beyond doubt."""
        if hit.doubt:
            return hit
        words = document.hidden_within(hit.place) if hit.place else []
        if words and document.respelled >= set(words):
            return self._with_less_trust(replace(hit, doubt=_RESPELLED))
        hit = replace(hit, doubt=_HIDDEN)
        sure = all(_is_surely_hidden(document.text[slice(*word)]) for word in words)
        return hit if sure else self._with_less_trust(hit)

    def _with_less_trust(self, hit: Hit) -> Hit:
        """The hit as no more than a warning."""
        severity = hit.severity or self.severity
        return replace(hit, severity=Severity.WARN) if severity is Severity.BLOCK else hit

    def findings(self, document: Document) -> list[Finding]:
        """The hits as findings in the text as typed."""
        return [self._finding(document, hit) for hit in self.hits(document)]

    def _finding(self, document: Document, hit: Hit) -> Finding:
        span = document.view.origin(*hit.place) if hit.place else None
        return Finding(
            rule=self.id,
            clauses=self.clauses,
            severity=hit.severity or self.severity,
            title=self.title,
            why=self._explain(document, hit),
            start=span[0] if span else None,
            end=span[1] if span else None,
            text=document.view.typed[slice(*span)] if span else None,
        )

    def _silenced(self, document: Document, hit: Hit) -> bool:
        place = hit.place or (0, len(document.text))
        return any(nearby.holds(document, place) for nearby in self.unless)

    def _explain(self, document: Document, hit: Hit) -> Bilingual:
        parts = {name: document.shown(place) for name, place in hit.parts.items()}
        if hit.place:
            parts["text"] = document.shown(hit.place)
        count = hit.count or 0
        why = Bilingual(
            bn=self.why.bn.format_map({**parts, "n": number(count, "bn")}),
            en=self.why.en.format_map({**parts, "n": number(count, "en")}),
        )
        if not hit.doubt:
            return why
        doubt = _doubt(hit.doubt)
        return Bilingual(bn=f"{why.bn} {doubt.bn}", en=f"{why.en} {doubt.en}")


@cache
def _doubt(key: str) -> Bilingual:
    return bilingual(key)


def _is_surely_hidden(written: str) -> bool:
    """Whether a term has a word with signs or figures within it, and enough letters to know it by."""
    return any(
        _DISGUISE.search(word) and len(_LETTERS.findall(word)) >= _SURE_LETTERS for word in written.split()
    )


def _start(hit: Hit) -> Span:
    return hit.place or (0, 0)


def _overlaps(hit: Hit, others: list[Hit]) -> bool:
    start, end = _start(hit)
    return any(other.place and start < other.place[1] and other.place[0] < end for other in others)


def _merged(hits: list[Hit]) -> list[Hit]:
    """Hits in order of place; of overlapping ones the first, widened over the others."""
    merged: list[Hit] = []
    for hit in sorted(hits, key=_start):
        last = merged[-1].place if merged else None
        if last and hit.place and hit.place[0] < last[1]:
            merged[-1] = replace(merged[-1], place=(last[0], max(last[1], hit.place[1])))
        else:
            merged.append(hit)
    return merged
