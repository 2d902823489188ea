"""Rules that guess read the sentences that may offend, with those beside them; the others read all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checks.text.engine import check_text
from app.checks.text.overlay import Overlay
from app.checks.text.pack import RulePack, load_pack
from app.checks.types import PostFacts, Severity
from tests.checks.text.test_classifier import WARNING, found, severities, weights
from tests.helpers.rulepacks import COMMON, HEAD, rule_text, write_pack

CLASSIFIER = """
trained_on: "by hand, for a test"
thresholds: {block: -80, warn: -40, report: 60, note: -150}
clauses:
  - {clause: 10.c, scale: 1, bias: 0}
"""
# Scores so low for the one clause that nothing said there can be an offence.
RULED_OUT = "The {} at the picnic, the feast and the banquet."
RULES = [
    rule_text(
        "type: terms\nterms: [wolf]\nunless: {terms: [zoo], within: post}",
        ["wolf", "a wolf"],
        ["dog", "the zoo has a wolf"],
        WARNING,
        "test.wolf",
    ),
    rule_text(
        "type: terms\nsure: true\nterms: [tiger]", ["tiger", "a tiger"], ["dog", "cat"], rule_id="test.tiger"
    ),
    rule_text(
        "type: leaning\nterms: [fox]\nat_least: 50",
        ["a sly fox", "sly fox"],
        ["a fox", "a cat"],
        WARNING,
        "test.sly",
    ),
    rule_text(
        "type: personal\nkind: phone", ["01712345678", "০১৭১২৩৪৫৬৭৮"], ["333", "১৬২৬৩"], COMMON, "test.phone"
    ),
    rule_text(
        "type: claim\nterms: [half]\nbare_severity: warn",
        ["half of", "half"],
        ["dog", "cat"],
        WARNING,
        "test.half",
    ),
]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> RulePack:
    folder = tmp_path_factory.mktemp("pack")
    write_pack(folder, rules=f"{HEAD}rules:\n{''.join(RULES)}")
    (folder / "classifier.yaml").write_text(CLASSIFIER, encoding="utf-8")
    (folder / "classifier.bin").write_bytes(
        weights({"sly": 100, "picnic": -60, "feast": -127, "banquet": -127})
    )
    return load_pack(folder, folder / "cache.json")


def test_of_a_sentence_that_is_ruled_out_no_guess_is_told(pack: RulePack) -> None:
    for beast in ("wolf", "half"):
        assert found(pack, RULED_OUT.format(beast)) == []
        assert len(found(pack, f"The {beast} came.")) == 1
    assert severities(pack, RULED_OUT.format("tiger")) == {"test.tiger": Severity.BLOCK}
    assert severities(pack, RULED_OUT.format("01712345678")) == {"test.phone": Severity.BLOCK}


def test_a_sentence_that_may_offend_is_read_with_the_one_before(pack: RulePack) -> None:
    fox = RULED_OUT.format("fox")
    assert severities(pack, f"{fox} So sly!") == {"test.sly": Severity.WARN}
    assert severities(pack, f"{fox} {RULED_OUT.format('dog')} So sly!") == {"test.sly": Severity.NOTE}


def test_an_exception_for_the_whole_post_may_stand_in_any_sentence(pack: RulePack) -> None:
    far = " ".join([RULED_OUT.format("zoo"), *[RULED_OUT.format("dog")] * 3])
    assert found(pack, f"{far} A wolf came.") == []
    assert len(found(pack, f"{far.replace('zoo', 'cow')} A wolf came.")) == 1


def test_where_a_source_was_asked_for_a_claim_is_no_guess(pack: RulePack) -> None:
    text = RULED_OUT.format("half")
    (finding,) = check_text(text, PostFacts(sources=()), pack).findings
    assert (finding.rule, finding.text) == ("test.half", "half")


def test_a_rule_whose_severity_the_office_set_looks_everywhere(pack: RulePack) -> None:
    overlay = Overlay(severities=frozenset({("test.wolf", Severity.BLOCK)}))
    text = f"{RULED_OUT.format('wolf')} {RULED_OUT.format('half')}"
    (finding,) = check_text(text, PostFacts(), pack, overlay).findings
    assert (finding.rule, finding.severity) == ("test.wolf", Severity.BLOCK)


SENTENCES = st.sampled_from(
    ["A wo\u200blf came. ", "Ｔｉｇｅｒs!\n", "Nothing, e\u0301 nothing।  ", "t.i.g.e.r\n\n", "০১৭১২৩৪৫৬৭৮? "]
    + [f"{RULED_OUT.format(beast)}\n" for beast in ("wolf", "ti\u00adger", "ক\u09c7\u09beন")]
)


@given(st.lists(SENTENCES))
def test_what_is_found_in_some_sentences_stands_where_it_does_in_the_post(
    pack: RulePack, sentences: list[str]
) -> None:
    expected, before = [], ""
    for sentence in sentences:
        for finding in check_text(sentence, PostFacts(), pack).findings:
            assert finding.start is not None
            assert finding.end is not None
            expected.append(
                (finding.rule, finding.start + len(before), finding.end + len(before), finding.text)
            )
        before += sentence
    findings = check_text(before, PostFacts(), pack).findings
    assert [(one.rule, one.start, one.end, one.text) for one in findings] == expected
