"""What a sentence denies, forbids or opposes is only noted, with the reason; what only looks so is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.checks.text.engine import check_text
from app.checks.text.pack import PackError, RulePack, load_pack
from app.checks.types import Finding, PostFacts, Severity
from app.errors import Refusal
from app.paths import resources
from app.services.base.rule_pack import RULEPACK, rule_pack
from tests.helpers.rulepacks import COMMON, HEAD, rule_text, write_pack

FRAMES = """
frames:
  - id: denied
    reach: beside
    clauses: [10.c]
    patterns: ["it is false", "কথাটি ভুয়া"]
    but: ["they say it is false"]
    why: {bn: "কথাটি অস্বীকার করা।", en: "It is denied."}
    match: ["it is false", "কথাটি ভুয়া।"]
    no_match: ["it is true", "they say it is false"]
"""


def pack_of(folder: Path, frames: str = FRAMES) -> RulePack:
    rules = [
        rule_text(
            "type: terms\nterms: [আগুন দাও]", ["আগুন দাও", "আজ আগুন দাও"], ["কাল", "পরশু"], COMMON, "test.order"
        ),
        rule_text(
            "type: personal\nkind: phone",
            ["01712345678", "০১৭১২৩৪৫৬৭৮"],
            ["333", "১৬২৬৩"],
            COMMON,
            "test.phone",
        ),
    ]
    pack = write_pack(folder / "pack", first=f"{HEAD}rules:\n{''.join(rules)}")
    (pack / "frames.yaml").write_text(frames, encoding="utf-8")
    return load_pack(pack, folder / "cache.json")


def found(pack: RulePack, text: str) -> list[Finding]:
    return list(check_text(text, PostFacts(), pack).findings)


@pytest.mark.parametrize(
    "text",
    ["আগুন দাও, কথাটি ভুয়া।", "আগুন দাও। It is false.", "It is false. আগুন দাও।", "আগুন দাও, ক‍থাটি ভু‌য়া।"],
)
def test_what_is_denied_there_or_beside_is_a_note_that_says_why(tmp_path: Path, text: str) -> None:
    (finding,) = found(pack_of(tmp_path), text)
    assert finding.severity is Severity.NOTE
    assert finding.text == "আগুন দাও"
    assert finding.why.en.endswith("It is denied.")
    assert finding.why.bn.endswith("অস্বীকার করা।")


@pytest.mark.parametrize("text", ["আগুন দাও।", "আগুন দাও। They say it is false.", "আগুন দাও। আজ ছুটি। It is false."])
def test_what_is_not_denied_blocks(tmp_path: Path, text: str) -> None:
    assert [finding.severity for finding in found(pack_of(tmp_path), text)] == [Severity.BLOCK]


def test_only_guesses_and_only_its_clauses_are_turned_round(tmp_path: Path) -> None:
    assert found(pack_of(tmp_path), "01712345678 it is false")[0].severity is Severity.BLOCK
    other = pack_of(tmp_path, FRAMES.replace("[10.c]", "[10.d]"))
    assert found(other, "আগুন দাও, কথাটি ভুয়া।")[0].severity is Severity.BLOCK


def test_frames_come_out_of_the_cache_as_they_went_in(tmp_path: Path) -> None:
    fresh = pack_of(tmp_path)
    assert fresh.frames == load_pack(tmp_path / "pack", tmp_path / "cache.json").frames


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ('["it is false"', '["it is (false"', "regular expression"),
        ('"it is true"', '"it is false"', "should not match"),
        ('match: ["it is false"', 'match: ["it is so"', "should match"),
        ("clauses: [10.c]", "clauses: [ten]", "ten"),
        ("reach: beside", "reach: far", "far"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, written: str, instead: str, problem: str) -> None:
    with pytest.raises(PackError) as caught:
        pack_of(tmp_path, FRAMES.replace(written, instead, 1))
    (mistake,) = caught.value.mistakes
    assert mistake.file == "frames.yaml"
    assert mistake.line > 1
    assert problem in str(mistake)


@pytest.mark.parametrize(
    "text",
    [
        "ডেঙ্গু নিয়ে একটি বার্তা ঘুরছে: পেঁপে পাতার রসে ডেঙ্গু সারে। এটি সঠিক নয়, চিকিৎসকের পরামর্শ নিন।",
        "ভোটকেন্দ্রে নৌকা মার্কার ব্যাজ পরে ভোট দিতে আসা নিষেধ।",
        "HPV vaccine makes girls infertile, says a message. This claim is false.",
    ],
)
def test_the_pack_leaves_refutations_and_bans_alone(text: str) -> None:
    alarms = [f for f in found(rule_pack().pack, text) if f.severity is not Severity.NOTE]
    assert alarms == []


def test_the_pack_has_frames() -> None:
    assert (resources() / "rulepacks" / RULEPACK / "frames.yaml").exists()
    assert {frame.name for frame in rule_pack().pack.frames} >= {"denied", "forbidden"}


QUOTED = """
frames:
  - id: quoted
    reach: match
    patterns: ["\\"[^\\"]+\\""]
    why: {bn: "উদ্ধৃতি।", en: "A quotation."}
    match: ['he wrote "so it is" to us here', 'he wrote "so" to us']
    no_match: ["so", '"all of it"']
"""


def test_a_quotation_turns_round_just_what_stands_in_it(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, QUOTED)
    (inside,) = found(pack, "একজন লিখেছেন, “আগুন দাও”। আমরা তাঁকে বুঝিয়ে বলেছি।")
    assert inside.severity is Severity.NOTE
    assert inside.why.en.endswith("A quotation.")
    (beside,) = found(pack, "একজন লিখেছেন, “ছুটি চাই”। আগুন দাও। আমরা তাঁকে বুঝিয়ে বলেছি।")
    assert beside.severity is Severity.BLOCK


def test_a_post_that_is_all_but_a_quotation_says_it_itself(tmp_path: Path) -> None:
    assert found(pack_of(tmp_path, QUOTED), "“আজ সবাই মিলে আগুন দাও” চলো")[0].severity is Severity.BLOCK


ASKED = """
frames:
  - id: asked
    reach: sentence
    lowers_to: warn
    patterns: ["কি"]
    why: {bn: "বাক্যটি প্রশ্ন।", en: "It is a question."}
    match: ["যাব কি?", "কি খবর"]
    no_match: ["আজ", "কাল"]
  - id: denied
    reach: sentence
    patterns: ["it is false"]
    why: {bn: "কথাটি অস্বীকার করা।", en: "It is denied."}
    match: ["it is false", "no, it is false"]
    no_match: ["it is true", "yes"]
"""


def test_a_question_makes_a_block_a_warning_and_a_denial_in_it_a_note(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, ASKED)
    (asked,) = found(pack, "আগুন দাও কি?")
    assert (asked.severity, asked.why.en.endswith("It is a question.")) == (Severity.WARN, True)
    (denied,) = found(pack, "আগুন দাও কি? It is false")
    assert denied.severity is Severity.WARN  # the denial is another sentence's
    (both,) = found(pack, "আগুন দাও কি it is false")
    assert (both.severity, both.why.en.endswith("It is denied.")) == (Severity.NOTE, True)


def test_what_has_a_lowest_severity_is_lowered_no_further(tmp_path: Path) -> None:
    rule = rule_text(
        "type: terms\nlowest: warn\nterms: [গালি]", ["গালি", "আজ গালি"], ["কাল", "পরশু"], COMMON, "test.foul"
    )
    folder = write_pack(tmp_path / "pack", first=f"{HEAD}rules:\n{rule}")
    (folder / "frames.yaml").write_text(ASKED, encoding="utf-8")
    (finding,) = found(load_pack(folder, tmp_path / "cache.json"), "গালি, it is false")
    assert finding.severity is Severity.WARN


@pytest.mark.parametrize(
    "post",
    [
        "This rumour is false, you fucking idiots.",
        "গুজবে কান দেবেন না, মাদারচোদের দল।",
        "Smoking is prohibited here, you bastards.",
        "Two men were arrested, the bastards.",
    ],
)
def test_a_swear_word_is_told_whatever_stands_beside_it(post: str) -> None:
    assert {one.severity for one in found(rule_pack().pack, post) if one.rule == "baseless.swearing"} == {
        Severity.WARN
    }


def test_a_frame_that_takes_too_long_is_a_refusal_and_no_bug(tmp_path: Path) -> None:
    frames = FRAMES.replace("patterns: [", 'patterns: ["(?:a|a)+b", ').replace(
        "match: [", 'match: ["aab", ', 1
    )
    with pytest.raises(Refusal) as refused:
        check_text(f"আগুন দাও {'a' * 60}", PostFacts(), pack_of(tmp_path, frames))
    assert refused.value.params == {"pattern": "denied"}
