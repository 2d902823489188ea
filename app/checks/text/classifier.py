"""Linear text classifier of the rule pack: scores how much a sentence is worded like an offence of a clause.

No rule can name every word that turns a mention into an offence, or a stern notice into a harmless one. For
each clause the classifier adds up learned weights of the sentence's features, hashed character n-grams of its
words and pairs of neighbours (`app.checks.text.features`), each different word and pair once, and a bias. The
sum is divided by the root of the number of features, so that a long sentence scores no higher for its length.

A score is 10 times the log-odds, rounded: 0 undecided, 60 clearly an offence. A long sentence adds up faint
words to a high score, and what people write officially in English is long, so what counts there, and for
rules of the type `leaning`, is the score a word as well. Such rules want more of it where a sentence has many
conjuncts (ক্ষ, ন্ত্র), which mark the learned words of official Bangla. By itself it warns of nothing: it tells
which sentences guessing rules need not read, lowers what they find where the score is low, and rules of the
type `leaning` ask it of what they name. `tests/training/README.md` tells how it is trained,
`resources/rulepacks/README.md` what its files hold.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from app.bangla.english import reads_english
from app.checks.text.document import Document
from app.checks.text.entry import Entry, clause_of
from app.checks.types import Finding, Severity
from app.i18n import Bilingual, bilingual

if TYPE_CHECKING:
    from app.checks.text.linear_model import LinearModel

_SCORES = "classifier scores"  # where a document keeps them
_HASANTA = "\u09cd"  # joins consonants into a conjunct


@dataclass(frozen=True, slots=True)
class ClauseWeights:
    """What turns the weights of one clause into log-odds: their scale, and the bias that is added."""

    scale: float
    bias: float


@dataclass(frozen=True, slots=True)
class PerWord:
    """The least score a word of a sentence for more than a note: of a `leaning` rule, of one in an English
    sentence, and of any guess in an English sentence.

    For each conjunct above `conjuncts` a word a `leaning` rule wants `per_conjunct` points more, in English
    none. People's hateful comments that only these rules tell have 0.16 conjuncts a word, sentences of news
    and official Bangla at which they alarm 0.30 and 0.37 (`tests/training/README.md`).
    """

    leaning: float = -math.inf
    leaning_english: float = -math.inf
    english: float = -math.inf
    conjuncts: float = 0
    per_conjunct: float = 0

    def least_leaning(self, words: Sequence[str]) -> float:
        """The least score of a sentence of these words for a `leaning` rule to warn of it."""
        if reads_english(words):
            return self.leaning_english * len(words)
        above = sum(word.count(_HASANTA) for word in words) - self.conjuncts * len(words)
        return self.leaning * len(words) + self.per_conjunct * max(0, above)


@dataclass(frozen=True, slots=True)
class Scores:
    """Of a document: by clause, the score of each sentence; and the sentences whose best clause it is.

    The latter as (number of the sentence, score).
    """

    of_sentences: Mapping[str, Sequence[int]]
    best: Mapping[str, Sequence[tuple[int, int]]]


@dataclass(frozen=True)
class Classifier:
    """The classifier of a pack, with a `ClauseWeights` for each clause it knows, in the order of its table.

    `packed` is the table of weights as `LinearModel` reads it. `least` are the scores below which a guess of
    that severity is only noted, `in_reports` that below which a warning is in what reads like a report,
    `unlikely` that below which it is not worth a note.
    """

    clauses: Mapping[str, ClauseWeights]
    packed: bytes = field(repr=False)
    least: Mapping[Severity, int]
    in_reports: int
    unlikely: int
    per_word: PerWord = PerWord()

    def score(self, document: Document, sentence: int, clause: str) -> int:
        """The score of the sentence of that number for a clause that the classifier knows."""
        return self._scores(document).of_sentences[clause][sentence]

    def best_sentences(self, document: Document) -> Mapping[str, Sequence[tuple[int, int]]]:
        """By clause, the numbers and scores of the sentences that score no higher for any other clause."""
        return self._scores(document).best

    def possible(self, document: Document) -> frozenset[int]:
        """The numbers of the sentences that score high enough for a clause to make a guess worth a note."""
        return frozenset(
            number
            for best in self.best_sentences(document).values()
            for number, score in best
            if score >= self.unlikely and not document.text[slice(*document.sentences[number])].isspace()
        )

    def leans_densely(self, document: Document, sentence: int, clause: str) -> bool:
        """Whether a sentence leans so far a word that a `leaning` rule may warn of it."""
        least = self.per_word.least_leaning(document.words_of(sentence))
        return self.score(document, sentence, clause) >= least

    def weightiest(self, words: Sequence[str], clause: str) -> int:
        """The place among words, at least one, of that whose features weigh most for the clause."""
        return self._model.weightiest(words, list(self.clauses).index(clause))

    def adjusted(self, finding: Finding, document: Document) -> Finding:
        """The finding of a guessing rule; a note where its sentence scores low for its clause.

        What blocks stays where no word stands beside it: “Vote for boat” scores low for want of words.
        """
        if finding.severity not in self.least:
            return finding
        score = self._score_of(finding, document)
        if score is None or (score >= self.least[finding.severity] and self._is_dense(finding, document)):
            return finding
        if finding.severity is Severity.BLOCK and _is_all_said(finding, document):
            return finding
        return finding.as_note(_low_score())

    def _is_dense(self, finding: Finding, document: Document) -> bool:
        """Whether one of its sentences is not English, or leans far enough a word."""
        for sentence in document.sentences_of(finding):
            words = document.words_of(sentence)
            score = self.score(document, sentence, finding.clauses[0])
            if not reads_english(words) or score >= self.per_word.english * len(words):
                return True
        return False

    def is_unlikely(self, finding: Finding, document: Document) -> bool:
        """Whether what a guessing rule warns of stands in a sentence worded like any notice."""
        score = self._score_of(finding, document) if finding.severity in self.least else None
        return score is not None and score < self.unlikely

    def is_likely_in_report(self, finding: Finding, document: Document) -> bool:
        """Whether its sentences score higher for its clause than those of reports do."""
        score = self._score_of(finding, document)
        return score is not None and score >= self.in_reports

    def _score_of(self, finding: Finding, document: Document) -> int | None:
        """The highest score of the sentences it is in, for its first clause; None where there is none.

        What else it cites, such as a circular, is about the same matter.
        """
        clause = finding.clauses[0]
        if clause not in self.clauses or finding.start is None:
            return None
        return max(self.score(document, sentence, clause) for sentence in document.sentences_of(finding))

    def _scores(self, document: Document) -> Scores:
        if _SCORES not in document.cache:
            document.cache[_SCORES] = self._scored(document)
        scores: Scores = document.cache[_SCORES]
        return scores

    def _scored(self, document: Document) -> Scores:
        log_odds = self._model.log_odds([document.words_of(n) for n in range(len(document.sentences))])
        scores = (10 * log_odds).round().astype(int).T.tolist()
        clauses = tuple(self.clauses)
        best: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, column in enumerate(log_odds.argmax(axis=1).tolist()):
            best[clauses[column]].append((number, scores[column][number]))
        return Scores(dict(zip(clauses, scores, strict=True)), best)

    @cached_property
    def _model(self) -> LinearModel:
        from app.checks.text.linear_model import LinearModel  # not before a text is checked

        models = self.clauses.values()
        return LinearModel(self.packed, [one.scale for one in models], [one.bias for one in models])

    def prove(self) -> None:
        """Raises ValueError where `packed` is no such table."""
        _ = self._model


def _is_all_said(finding: Finding, document: Document) -> bool:
    """Whether a finding takes in every word of its sentences, so that no word speaks against it."""
    start, end = finding.start, finding.end
    if start is None or end is None:
        return False
    spans = (span for number in document.sentences_of(finding) for span in document.word_spans_of(number))
    typed = (document.view.origin(*span) for span in spans)
    return all(start <= first and last <= end for first, last in typed)


@cache
def _low_score() -> Bilingual:
    return bilingual("rulepack.classifier.why")


def read_classifier(file: Entry, packed: bytes, proven: bool) -> Classifier:
    """`{trained_on: …, thresholds: {block: n, warn: n, report: n, note: n}, per_word: …, clauses: […]}`.

    `per_word` is optional: `{leaning: n, leaning_english: n, english: n}`, and so in it are
    `conjuncts: n, per_conjunct: n`, together.

    Each clause is `{clause: …, scale: …, bias: …}`; `packed` is as `Classifier` has it, and only looked at
    when first used where the pack was `proven` before. Raises `MistakeFound`.
    """
    file.only("trained_on", "thresholds", "per_word", "clauses")
    file.need("trained_on").text()
    thresholds = file.need("thresholds")
    thresholds.only(Severity.BLOCK.value, Severity.WARN.value, "report", "note")
    clauses: dict[str, ClauseWeights] = {}
    for entry in file.need("clauses").items():
        entry.only("clause", "scale", "bias")
        clause = clause_of(entry.need("clause"))
        if clause in clauses:
            raise entry.mistake("twice", name=clause)
        clauses[clause] = ClauseWeights(entry.need("scale").number(), entry.need("bias").number())
    scores = {
        severity: round(thresholds.need(severity).number()) for severity in (Severity.BLOCK, Severity.WARN)
    }
    in_reports, unlikely = (round(thresholds.need(name).number()) for name in ("report", "note"))
    classifier = Classifier(clauses, packed, scores, in_reports, unlikely, _per_word(file.get("per_word")))
    if not proven:
        try:
            classifier.prove()
        except ValueError:
            raise file.need("clauses").mistake("weights", clauses=len(clauses)) from None
    return classifier


def _per_word(entry: Entry | None) -> PerWord:
    if entry is None:
        return PerWord()
    always, together = ("leaning", "leaning_english", "english"), ("conjuncts", "per_conjunct")
    entry.only(*always, *together)
    named = any(entry.get(name) is not None for name in together)
    return PerWord(*(entry.need(name).number() for name in (*always, *(together if named else ()))))
