"""Where a sentence leans away a guess is only noted; how far it leans toward a clause a rule may ask."""

from __future__ import annotations

import math
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checks.text.document import Document
from app.checks.text.engine import check_text
from app.checks.text.features import BUCKETS, pair_features, word_features
from app.checks.text.linear_model import PADDING, LinearModel
from app.checks.text.overlay import Overlay
from app.checks.text.pack import PackError, RulePack, load_pack
from app.checks.text.rules import LEANING
from app.checks.types import Finding, PostFacts, Severity
from app.services.base.rule_pack import rule_pack
from tests.helpers.rulepacks import COMMON, HEAD, rule_text, write_pack

CLASSIFIER = """
trained_on: "by hand, for a test"
thresholds: {block: -80, warn: -40, report: 60, note: -150}
clauses:
  - {clause: 10.c, scale: 1, bias: 0}
  - {clause: 10.d, scale: 1, bias: 0}
"""
WARNING = COMMON.replace("severity: block", "severity: warn")


def table_of(*of_clauses: dict[str, int]) -> np.ndarray:
    """A table in which whole words weigh something and everything else nothing."""
    table = np.zeros((BUCKETS, len(of_clauses)), np.int8)
    for number, words in enumerate(of_clauses):
        for word, weight in words.items():
            table[word_features(word)[0], number] = weight
    return table


def weights(*of_clauses: dict[str, int]) -> bytes:
    """The same as a pack's file."""
    return zlib.compress(table_of(*of_clauses).tobytes(), 1)


WEIGHTS = (
    {"sly": 100, "শেয়াল": 100, "picnic": -60, "feast": -127, "banquet": -127},
    {"sly": 40, "wild": 120},
)
TABLE = table_of(*WEIGHTS)
LEANINGS = weights(*WEIGHTS)


def pack_of(folder: Path, classifier: str = CLASSIFIER, table: bytes = LEANINGS) -> RulePack:
    rules = [
        rule_text("type: terms\nterms: [wolf]", ["wolf", "a wolf"], ["dog", "cat"], WARNING, "test.wolf"),
        rule_text(
            "type: terms\nsure: false\nterms: [bear]",
            ["bear", "a bear"],
            ["dog", "cat"],
            COMMON,
            "test.bear",
        ),
        rule_text("type: terms\nterms: [boar]", ["boar", "a boar"], ["dog", "cat"], COMMON, "test.boar"),
        rule_text(
            "type: terms\nsure: true\nterms: [tiger]",
            ["tiger", "a tiger"],
            ["dog", "cat"],
            WARNING,
            "test.tiger",
        ),
        rule_text(
            "type: leaning\nterms: [fox, foxes, শেয়াল]\nat_least: 50",
            ["a sly fox", "sly foxes"],
            ["a fox", "a wild cat"],
            WARNING.replace("en: Reason", 'en: "Because of {first}."'),
            "test.sly",
        ),
        rule_text(
            "type: personal\nkind: phone",
            ["01712345678", "০১৭১২৩৪৫৬৭৮"],
            ["333", "১৬২৬৩"],
            COMMON,
            "test.phone",
        ),
    ]
    other = HEAD.replace("10.c", "10.d") + "rules:\n"
    other += rule_text(
        "type: leaning\nterms: [fox]\nat_least: 50",
        ["a wild fox", "wild fox"],
        ["fox", "cat"],
        WARNING,
        "other.wild",
    )
    pack = write_pack(folder / "pack", first=f"{HEAD}rules:\n{''.join(rules)}", second=other)
    (pack / "classifier.yaml").write_text(classifier, encoding="utf-8")
    (pack / "classifier.bin").write_bytes(table)
    return load_pack(pack, folder / "cache.json")


def reporting_pack(folder: Path) -> RulePack:
    """The same pack, which knows two words of reports."""
    pack_of(folder)
    about = folder / "pack" / "pack.yaml"
    register = "reports: {at_least: 2, percent: 1, words: [according minister]}\n"
    about.write_text(about.read_text(encoding="utf-8") + register, encoding="utf-8")
    return load_pack(folder / "pack")


def found(pack: RulePack, text: str) -> list[Finding]:
    return list(check_text(text, PostFacts(), pack).findings)


def severities(pack: RulePack, text: str) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in found(pack, text)}


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("A wolf came.", Severity.WARN),
        ("A wolf at the picnic.", Severity.NOTE),
        ("A wolf came. The picnic is at noon.", Severity.WARN),
        ("A bear at the picnic.", Severity.BLOCK),
        ("A bear at the picnic and the feast.", Severity.NOTE),
    ],
)
def test_a_guess_is_noted_where_its_sentence_leans_away(
    tmp_path: Path, text: str, severity: Severity
) -> None:
    (finding,) = found(pack_of(tmp_path), text)
    assert finding.severity is severity
    assert (severity is Severity.NOTE) == finding.why.en.endswith("it is a hint only.")


def test_a_guess_is_not_told_at_all_where_its_sentence_leans_far_away(tmp_path: Path) -> None:
    far = "A wolf and a dog at the picnic, the feast and the banquet."
    assert found(pack_of(tmp_path), far) == []
    assert severities(pack_of(tmp_path), f"A wolf came. {far}") == {"test.wolf": Severity.WARN}


PER_WORD = "per_word: {leaning: 5, leaning_english: 20, english: 10}\nclauses:"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("A sly fox.", Severity.WARN),
        ("A sly fox is here now.", Severity.NOTE),
        ("ekta sly শেয়াল ekhane eseche.", Severity.WARN),
    ],
)
def test_a_sentence_that_leans_only_in_sum_is_noted(tmp_path: Path, text: str, severity: Severity) -> None:
    pack = pack_of(tmp_path, classifier=CLASSIFIER.replace("clauses:", PER_WORD))
    assert severities(pack, text) == {"test.sly": severity}


PER_CONJUNCT = PER_WORD.replace("10}", "10, conjuncts: 0.4, per_conjunct: 200}")


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("একটা sly শেয়াল আসল বনের কাছে।", Severity.WARN),
        ("একটা sly শেয়াল ক্লাস ছাড়ল পরে।", Severity.WARN),
        ("একটা sly শেয়াল মন্ত্রণালয়ের কেন্দ্রে এল।", Severity.NOTE),
    ],
)
def test_learned_words_want_more_of_a_leaning_sentence(tmp_path: Path, text: str, severity: Severity) -> None:
    """Of six words two conjuncts and a half are as many as in everyday speech here."""
    plain = pack_of(tmp_path / "plain", classifier=CLASSIFIER.replace("clauses:", PER_WORD))
    pack = pack_of(tmp_path / "learned", classifier=CLASSIFIER.replace("clauses:", PER_CONJUNCT))
    assert severities(plain, text) == {"test.sly": Severity.WARN}
    assert severities(pack, text) == {"test.sly": severity}


def test_conjuncts_and_what_each_costs_are_named_together(tmp_path: Path) -> None:
    half = PER_CONJUNCT.replace("conjuncts: 0.4, ", "")
    with pytest.raises(PackError, match="conjuncts"):
        pack_of(tmp_path, classifier=CLASSIFIER.replace("clauses:", half))


@pytest.mark.parametrize(
    ("text", "severity"),
    [("A wolf is near.", Severity.NOTE), ("wolf eseche kalke.", Severity.WARN), ("Sly wolf!", Severity.WARN)],
)
def test_a_guess_in_an_english_sentence_wants_more(tmp_path: Path, text: str, severity: Severity) -> None:
    pack = pack_of(tmp_path, classifier=CLASSIFIER.replace("clauses:", PER_WORD))
    assert severities(pack, text) == {"test.wolf": severity}


def test_a_word_said_again_counts_once(tmp_path: Path) -> None:
    assert severities(pack_of(tmp_path), "A bear at the picnic, a picnic, a picnic.") == {
        "test.bear": Severity.BLOCK
    }


def test_neighbours_weigh_beside_their_words(tmp_path: Path) -> None:
    table = TABLE.copy()
    table[list(pair_features("blue", "moon")), 0] = 127
    pack = pack_of(tmp_path, table=zlib.compress(table.tobytes(), 1))
    assert severities(pack, "A fox in a blue moon.") == {"test.sly": Severity.WARN}
    assert severities(pack, "A moon so blue.") == {}


def test_a_sentence_met_before_weighs_the_same_beside_others() -> None:
    sentences = [["sly", "fox"], [], ["wild", "picnic"], ["fox", "sly"], ["sly", "sly", "fox"], ["শেয়াল"]]
    model = LinearModel(LEANINGS, [1, 2], [0, -3])
    alone = [LinearModel(LEANINGS, [1, 2], [0, -3]).log_odds([words])[0] for words in sentences]
    for several in (sentences[:2], sentences[1:], sentences[::-1], [sentences[0]] * 3):
        expected = [alone[sentences.index(words)] for words in several]
        assert model.log_odds(several).tolist() == np.array(expected).tolist()
    assert model.log_odds([]).tolist() == []


@pytest.mark.parametrize(
    ("beast", "severity"),
    [("tiger", Severity.WARN), ("boar", Severity.BLOCK), ("bear", Severity.NOTE)],
)
def test_what_is_sure_or_blocks_is_told_wherever_its_sentence_leans(
    tmp_path: Path, beast: str, severity: Severity
) -> None:
    far = f"A {beast} at the picnic, the feast and the banquet."
    assert severities(pack_of(tmp_path), far) == {f"test.{beast}": severity}


def test_in_a_report_no_rule_is_sure(tmp_path: Path) -> None:
    report = "So it was, according to the minister. "
    assert severities(reporting_pack(tmp_path), f"{report}A tiger at the picnic.") == {
        "test.tiger": Severity.NOTE
    }


def test_what_does_not_guess_and_clauses_without_a_classifier_are_left_alone(tmp_path: Path) -> None:
    assert severities(pack_of(tmp_path), "picnic feast 01712345678") == {"test.phone": Severity.BLOCK}
    elsewhere = CLASSIFIER.replace("clause: 10.c", "clause: 10.e")
    pack = write_pack(
        tmp_path / "other",
        first=f"{HEAD}rules:\n"
        + rule_text("type: terms\nterms: [wolf]", ["wolf", "a wolf"], ["dog", "cat"], WARNING, "test.wolf"),
    )
    (pack / "classifier.yaml").write_text(elsewhere, encoding="utf-8")
    (pack / "classifier.bin").write_bytes(LEANINGS)
    assert severities(load_pack(pack), "A wolf at the picnic.") == {"test.wolf": Severity.WARN}


def test_a_severity_the_office_set_stands(tmp_path: Path) -> None:
    overlay = Overlay(severities=frozenset({("test.wolf", Severity.BLOCK)}))
    (finding,) = check_text(
        "A wolf at the picnic and the feast.", PostFacts(), pack_of(tmp_path), overlay
    ).findings
    assert finding.severity is Severity.BLOCK


def test_in_a_report_a_warning_stays_only_where_its_sentence_leans_far(tmp_path: Path) -> None:
    pack = reporting_pack(tmp_path)
    report = "So it was, according to the minister. "
    assert severities(pack, f"{report}A wolf came.") == {"test.wolf": Severity.NOTE}
    assert severities(pack, f"{report}A sly wolf came.") == {"test.wolf": Severity.WARN}
    assert severities(pack, f"{report}A sly fox came.") == {}


def test_a_leaning_rule_tells_the_sentence_that_leans_and_its_weightiest_word(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    (finding,) = found(pack, "At noon.  A sly fox waits!  At night.")
    assert (finding.rule, finding.text, finding.severity) == ("test.sly", "A sly fox waits!", Severity.WARN)
    assert finding.why.en == "Because of sly."
    assert found(pack, "A fox. A cat.") == []
    assert found(pack, "A sly fox at the picnic.") == []


def test_a_sentence_that_names_none_of_its_terms_is_only_noted(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    (finding,) = found(pack, "A sly cat. A fox.")
    assert (finding.text, finding.severity) == ("A sly cat.", Severity.NOTE)
    assert finding.why.en.startswith("Because of sly. It names nothing")
    assert severities(pack, "A sly f*o*x.") == {"test.sly": Severity.WARN}


def test_whom_it_speaks_of_may_be_named_in_the_sentence_before(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    assert severities(pack, "A fox came. It is sly.") == {"test.sly": Severity.WARN}
    assert severities(pack, "A fox came. At night. It is sly.") == {"test.sly": Severity.NOTE}


def test_of_two_clauses_it_is_told_of_the_one_it_leans_to_most(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    assert severities(pack, "A sly, wild fox.").keys() == {"other.wild"}
    assert severities(pack, "A sly fox.").keys() == {"test.sly"}


def test_it_is_silent_where_a_rule_that_names_its_words_warns(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    assert severities(pack, "A sly fox and a wolf.") == {"test.wolf": Severity.WARN}
    assert severities(pack, "A sly fox. A wolf.") == {"test.sly": Severity.WARN, "test.wolf": Severity.WARN}


PARTS = ["sly", "fox", "শেয়াল", "শে\u09afয়াল", "ন\u200cা", " ", ". ", "। ", "\n", "\u200d", "é"]


@given(st.lists(st.sampled_from(PARTS), max_size=30))
def test_a_finding_cuts_its_own_words_from_the_text_as_typed(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    text = "".join(parts)
    for finding in found(_shared(tmp_path_factory), text):
        assert finding.start is not None
        assert finding.text == text[finding.start : finding.end]
        assert finding.text
        assert finding.text == finding.text.strip(" \n")


_kept: list[RulePack] = []


def _shared(factory: pytest.TempPathFactory) -> RulePack:
    if not _kept:
        _kept.append(pack_of(factory.mktemp("classifier")))
    return _kept[0]


def test_the_classifier_comes_out_of_the_cache_as_it_went_in(tmp_path: Path) -> None:
    pack_of(tmp_path)
    known = load_pack(tmp_path / "pack", tmp_path / "cache.json")
    assert severities(known, "A sly fox. A wolf at the picnic.") == {
        "test.sly": Severity.WARN,
        "test.wolf": Severity.NOTE,
    }


def test_other_weights_are_another_pack(tmp_path: Path) -> None:
    one = pack_of(tmp_path / "one").fingerprint
    assert pack_of(tmp_path / "other", table=zlib.compress(TABLE.tobytes(), 2)).fingerprint != one


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ("scale: 1", "scale: some", "number"),
        ("warn: -40", "warn: nan", "number"),
        ("clause: 10.d", "clause: ten", "ten"),
        ("clause: 10.d", "clause: 10.c", "10.c"),
        ("  - {clause: 10.d, scale: 1, bias: 0}\n", "", "classifier.bin is not"),
        ("clause: 10.d", "clause: 10.e", "10.d"),  # a rule asks for a clause the classifier lacks
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, written: str, instead: str, problem: str) -> None:
    with pytest.raises(PackError) as caught:
        pack_of(tmp_path, CLASSIFIER.replace(written, instead, 1))
    assert problem in str(caught.value.mistakes[0])


@pytest.mark.parametrize(
    "table",
    [
        b"",
        b"no zlib data",
        LEANINGS[:-1],
        zlib.compress(TABLE.tobytes() + b"\0", 1),
        zlib.compress(TABLE[1:].tobytes(), 1),
    ],
)
def test_a_table_that_is_none_is_a_mistake(tmp_path: Path, table: bytes) -> None:
    with pytest.raises(PackError, match=r"classifier\.bin is not"):
        pack_of(tmp_path, table=table)


def test_the_shipped_classifier_warns_of_what_rules_only_note() -> None:
    wish = "রাষ্ট্রভাষা বাংলা না হয়ে আরবি হলে আজ আমরা মধ্যপ্রাচ্যের মালিক হতাম।"
    warned = [finding for finding in found(rule_pack().pack, wish) if finding.severity is Severity.WARN]
    assert any("10.a" in finding.clauses for finding in warned)


def test_the_shipped_pack_asks_the_classifier_of_every_clause() -> None:
    pack = rule_pack().pack
    assert pack.classifier is not None
    asked = {rule.clauses[0] for rule in pack.rules if rule.type == LEANING}
    assert asked == pack.classifier.clauses.keys()


@given(
    st.lists(
        st.sampled_from(["sly", "fox", "picnic", "feast", "wild", "শেয়াল", "banquet"]), min_size=1, max_size=40
    )
)
def test_the_score_is_what_the_features_weigh_clause_by_clause(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    pack = _shared(tmp_path_factory)
    assert pack.classifier is not None
    document = Document(" ".join(words), PostFacts(), pack.index)
    seen = document.words_of(0)
    features = [feature for word in set(seen) for feature in word_features(word)]
    root = math.sqrt(PADDING + len(features))
    features += [feature for pair in set(pairwise(seen)) for feature in pair_features(*pair)]
    for column, (clause, own) in enumerate(pack.classifier.clauses.items()):
        total = sum(int(TABLE[feature, column]) for feature in features)
        assert pack.classifier.score(document, 0, clause) == round(10 * (own.bias + own.scale * total / root))
