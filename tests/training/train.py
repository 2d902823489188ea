"""Trains the classifier of the rule pack: `make classifier`.

For each clause a logistic regression tells its offending sentences from all others, and one for all clauses
tells offending sentences from innocent ones; what both say is added up. They learn from the written posts
that may be read (`dev` and `sentences/`), from the lines that the shipped rules are tested with, and from
what people wrote, in DIR: official text of the development half, in English and Bangla, as far as its licence
lets others learn from it (`tests/eval/people.py`), and the news passages that rules may be mended on, Bangla
news of bnlp-resources, CC BY 4.0; of these one in three, for more of them teach it newspapers instead of
offences. In a second round they also learn from the worst sentence of each embedded post. Needs the extra
`train`. The same data give the same bytes.
"""

from __future__ import annotations

import argparse
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from app.bangla.normalise import safe_view
from app.bangla.words import sentence_spans, written_words
from app.checks.text.features import BUCKETS, pair_features, word_features
from app.checks.text.linear_model import PADDING
from app.paths import resources
from app.services.base.rule_pack import RULEPACK
from tests.eval.news import chosen
from tests.eval.people import official_lines
from tests.eval.shared import Shared
from tests.eval.text.load import CLAUSES, Part, Post, load

SOURCES_OF_OFFICIAL = (
    "digitalgov.gov, CC0 and public domain; US National Weather Service, public domain; "
    "GOV.UK, OGL 3.0 and MIT; Wikinews of GUM, CC BY 2.5; TICO-19, CC0; acts of Bangladesh"
)
"""What `official_lines` are of, with licences; without those under CC BY-SA."""

ALONE = ("7.b", "circular.tags")
"""A claim without a source and a plea for likes say nothing bad: they share nothing with other clauses."""

WHOLE = ("direct", "inflected", "hidden")
"""Kinds of posts that offend throughout; most of an embedded one is a proper notice."""

TESTED = Path(__file__).parents[1] / "data" / "rulepack"

# Set by leaving out writers of offences and of clean posts; what is asked of reports, on news that may be
# mended on.
STRENGTH, TEMPER = 8.0, 0.6
THRESHOLDS = {"block": -60, "warn": -20, "report": 300, "note": -60}
# Scores a word, set on official text by people (`tests/eval/people.py`).
PER_WORD = {"leaning": 2, "leaning_english": 5, "english": 1, "conjuncts": 0.2, "per_conjunct": 6}
ONE_PASSAGE_IN = 3
TIMES_OFFICIAL = 2  # there is little of it beside what was written for the project
TIMES_TESTED = 4  # no test's clean post may be warned of
STEPS = 400
# Weights become whole numbers up to this, which are halved: so the shipped table came about, and the same
# data have to give its bytes. What other sizes of weights cost in catches: README.md.
FINEST = 127


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence, or a short post, and the clauses it offends; none if it is innocent."""

    text: str
    clauses: tuple[str, ...] = ()


def samples(posts: Iterable[Post], passages: Iterable[str]) -> list[Sample]:
    """Offending posts whole, clean ones and innocent passages by sentences; embedded ones if but one."""
    found = []
    for post in posts:
        if post.clean:
            found += [Sample(sentence) for sentence in sentences(post.text)]
        elif post.kind in WHOLE or len(sentences(post.text)) < 2:
            found.append(Sample(safe_view(post.text).text, post.clauses))
    return found + [Sample(sentence) for passage in passages for sentence in sentences(passage)]


def tested() -> list[Sample]:
    """The lines of the shipped pack's own tests: `CLAUSE | post`, or a clean post."""
    found = []
    for line in (TESTED / "violating_posts.txt").read_text(encoding="utf-8").splitlines():
        clause, _, post = line.partition(" | ")
        if clause in CLAUSES:
            found.append(Sample(safe_view(post).text, (clause,)))
    clean = (TESTED / "clean_posts.txt").read_text(encoding="utf-8").splitlines()
    innocent = [Sample(sentence) for post in clean if post[:1] != "#" for sentence in sentences(post)]
    return found + innocent * TIMES_TESTED


def worst(posts: Iterable[Post], model: Model) -> list[Sample]:
    """Of each embedded post the sentence that leans furthest toward its clause."""
    found = []
    for post in posts:
        said = sentences(post.text) if post.kind == "embedded" else []
        if len(said) > 1:
            toward = model.toward(said, post.clauses[0])
            found.append(Sample(said[int(toward.argmax())], post.clauses))
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a text in the safe view, those of a word or two left out."""
    seen = safe_view(text).text
    spoken = (seen[start:end] for start, end in sentence_spans(seen))
    return [sentence for sentence in spoken if len(written_words(sentence)) > 2]


features_of_word, features_of_pair = cache(word_features), cache(pair_features)


def matrix(texts: Sequence[str]) -> csr_matrix:
    """A row a text as the classifier reads it: how often it has a bucket, over the root of its pieces."""
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for text in texts:
        words = written_words(text)
        # Each once, and each two neighbours once, in an order that makes the same bytes of the same data.
        counts = Counter(feature for word in dict.fromkeys(words) for feature in features_of_word(word))
        root = math.sqrt(PADDING + counts.total())
        counts.update(
            feature for pair in dict.fromkeys(pairwise(words)) for feature in features_of_pair(*pair)
        )
        columns += counts
        values += (count / root for count in counts.values())
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(texts), BUCKETS))


@dataclass(frozen=True, slots=True)
class Model:
    """What pieces weigh toward each of `CLAUSES`, a row each, and what each clause starts from."""

    weights: np.ndarray
    biases: np.ndarray

    def toward(self, said: Sequence[str], clause: str) -> np.ndarray:
        """Log odds of sentences for a clause."""
        number = CLAUSES.index(clause)
        return matrix(said) @ self.weights[number] + self.biases[number]


def train(found: Sequence[Sample]) -> Model:
    rows, order = _by_frequency(matrix([sample.text for sample in found]))
    # Pieces that few sentences have count for more.
    rarity = np.log((1 + rows.shape[0]) / (1 + _rows_with(rows))) + 1
    scaled = _scaled(rows, rarity)
    first = np.array([next(iter(sample.clauses), "") for sample in found])
    innocent = first == ""
    together = ~np.isin(first, ALONE)

    def told(offends: np.ndarray, among: np.ndarray) -> np.ndarray:
        """Weights, and the bias last, that tell the offending of these rows from the others of them."""
        rows, kinds = scaled[among], offends[among]
        lopsided = _lopsided(rows, kinds)
        model = LogisticRegression(C=STRENGTH, max_iter=STEPS, class_weight="balanced")
        model.fit(_scaled(rows, lopsided), kinds)
        return np.append(model.coef_[0] * lopsided * rarity, model.intercept_)

    common = told(~innocent, together)
    learned = []
    for clause in CLAUSES:
        offends = np.array([clause in sample.clauses for sample in found])
        alone = clause in ALONE
        own = told(offends, innocent | (first == clause) if alone else together)
        learned.append(own + (own if alone else common))
    weights = np.empty((len(CLAUSES), BUCKETS))
    weights[:, order] = np.array(learned)[:, :-1]
    return Model(weights, np.array(learned)[:, -1])


def _by_frequency(rows: csr_matrix) -> tuple[csr_matrix, np.ndarray]:
    """The matrix with its commonest columns first, and which these were: it fits the processor's caches."""
    order = np.argsort(-_rows_with(rows), kind="stable")
    place = np.empty(BUCKETS, rows.indices.dtype)
    place[order] = np.arange(BUCKETS, dtype=rows.indices.dtype)
    sorted_rows = csr_matrix((rows.data, place[rows.indices], rows.indptr), shape=rows.shape)
    sorted_rows.sort_indices()
    return sorted_rows, order


def _rows_with(rows: csr_matrix) -> np.ndarray:
    """How many rows have each column."""
    return np.bincount(rows.indices, minlength=BUCKETS)


def _scaled(rows: csr_matrix, scale: np.ndarray) -> csr_matrix:
    """The matrix with each column multiplied."""
    return csr_matrix((rows.data * scale[rows.indices], rows.indices, rows.indptr), shape=rows.shape)


def _lopsided(rows: csr_matrix, offends: np.ndarray) -> np.ndarray:
    """How much each bucket is to count by how unevenly the two kinds of rows have it; 1 on average.

    By the log of its shares in either, as in Wang and Manning, "Baselines and Bigrams" (2012); tempered.
    """
    shares = [_rows_with(rows[kind]) + 1.0 for kind in (offends, ~offends)]
    uneven = np.abs(np.log(shares[0] / shares[0].sum()) - np.log(shares[1] / shares[1].sum()))
    return (1 - TEMPER) + TEMPER * uneven / uneven.mean()


def scales_of(weights: np.ndarray) -> np.ndarray:
    """What 1 is to be in weights of each clause, a row each, before whole numbers are halved."""
    # Very few features weigh more than this; they are cut, so that the others keep their fineness.
    return np.array([np.quantile(np.abs(own[own != 0]), 0.9995) / FINEST for own in weights])


def packed(weights: np.ndarray, scales: np.ndarray) -> bytes:
    """The content of classifier.bin: the weights in whole numbers, which makes the small ones 0."""
    whole = np.clip(np.round(weights.T / scales), -FINEST, FINEST)
    return zlib.compress(np.round(whole / 2).astype(np.int8).tobytes(), 9)


def write(folder: Path, model: Model, trained_on: str) -> None:
    """Write classifier.bin and classifier.yaml (`resources/rulepacks/README.md`) into a pack's folder."""
    scales = scales_of(model.weights)
    lines = [
        "# The linear text classifier (../README.md). Written by `make classifier`.",
        f'trained_on: "{trained_on}"',
        "thresholds: {" + ", ".join(f"{name}: {score}" for name, score in THRESHOLDS.items()) + "}",
        "per_word: {" + ", ".join(f"{name}: {score}" for name, score in PER_WORD.items()) + "}",
        "clauses:",
    ]
    for clause, scale, bias in zip(CLAUSES, scales, model.biases, strict=True):
        doubled = 2 * float(f"{scale:.6g}")
        lines.append(f"  - {{clause: {clause}, scale: {doubled:.6g}, bias: {bias:.4f}}}")
    (folder / "classifier.bin").write_bytes(packed(model.weights, scales))
    (folder / "classifier.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.training.train", description="Train the classifier."
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder with data/text")
    parser.add_argument("--to", type=Path, default=resources() / "rulepacks" / RULEPACK)
    options = parser.parse_args()
    posts = (*load(Part.DEV), *load(Part.TRAINING))
    news = [passage for _, passage in chosen(Shared(options.data).news or [], "mended")][::ONE_PASSAGE_IN]
    official = [line.text for line in official_lines(options.data) if line.development and line.learnable]
    found = samples(posts, news + official * TIMES_OFFICIAL) + tested()
    found += worst(posts, train(found))
    offending = sum(bool(sample.clauses) for sample in found)
    told = f"{offending} offending and {len(found) - offending} innocent sentences"
    write(
        options.to,
        train(found),
        f"{told}: the project's written posts (tests/eval/text/dev and tests/training/sentences), "
        f"{len(news)} Bangla news passages of bnlp-resources (CC BY 4.0), {len(official)} passages of "
        f"official text ({SOURCES_OF_OFFICIAL})",
    )
    print(f"{told}: {options.to}")


if __name__ == "__main__":
    main()
