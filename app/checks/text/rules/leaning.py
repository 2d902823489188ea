"""`leaning`: fires on a sentence that names what its clause is about and has a high score for it.

For what is said in too many ways to list: the rule's terms are whom or what the clause speaks of, and the
classifier (`app.checks.text.classifier`) scores how it is spoken of; the word with the largest weight is
told. Where none of the terms stands there is only the score, which is worth a note and no more; so is a score
that a long sentence adds up of faint words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.checks.text.classifier import Classifier
from app.checks.text.document import DeobfuscatedDocument, Document
from app.checks.text.entry import Entry
from app.checks.text.required import NOTHING, Requirement
from app.checks.text.rules.base import THINLY, UNNAMED, Hit
from app.checks.text.terms import Span
from app.checks.text.vocabulary import Scope
from app.checks.types import Severity

FIELDS = ("terms", "at_least", "unsourced")


@dataclass(frozen=True, slots=True)
class LeaningFinder:
    """`at_least` is a score. A sentence is asked about only the clause for which its score is highest.

    With `unsourced`, not in a post that names a source.
    """

    term_set: int
    classifier: Classifier
    clause: str
    at_least: int
    unsourced: bool = False
    placeholders: frozenset[str] = frozenset({"text", "first"})
    needs: tuple[int, ...] = ()
    required: Requirement = NOTHING

    def matches_hidden(self, document: DeobfuscatedDocument) -> bool:
        return False

    def find(self, document: Document) -> Iterator[Hit]:
        if self.unsourced and document.facts.sources:
            return
        for number, score in self.classifier.best_sentences(document).get(self.clause, ()):
            if score >= self.at_least:
                words = document.word_spans_of(number)
                weightiest = self.classifier.weightiest(
                    [document.text[slice(*word)] for word in words], self.clause
                )
                hit = Hit(_trimmed(document, document.sentences[number]), {"first": words[weightiest]})
                if not self._is_named(document, number):
                    hit = replace(hit, severity=Severity.NOTE, doubt=UNNAMED)
                elif not self.classifier.leans_densely(document, number, self.clause):
                    hit = replace(hit, severity=Severity.NOTE, doubt=THINLY)
                yield hit

    def _is_named(self, document: Document, number: int) -> bool:
        """Whether a term stands in the sentence of that number or right before it, be it hidden.

        An offence often names its target in one sentence and speaks of it in the next.
        """
        start, end = document.sentences[max(0, number - 1)][0], document.sentences[number][1]
        places = (document.deobfuscated or document).places(self.term_set)
        return any(start <= place[0] < end for place in places)


def _trimmed(document: Document, sentence: Span) -> Span:
    """A sentence without the spaces around it."""
    text = document.text[slice(*sentence)]
    start = sentence[0] + len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def read(rule: Entry, scope: Scope) -> LeaningFinder:
    if scope.classifier is None or scope.clause not in scope.classifier.clauses:
        raise rule.need("type").mistake("no_classifier", clause=scope.clause)
    terms, at_least = scope.terms(rule.need("terms")), round(rule.need("at_least").number())
    unsourced = rule.get("unsourced")
    return LeaningFinder(
        terms, scope.classifier, scope.clause, at_least, unsourced is not None and unsourced.flag()
    )
