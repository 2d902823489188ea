"""Mistakes of a rule author: told with file, line and column, all at once, the last good pack in force."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.checks.text.pack import PackError, load_pack
from app.checks.text.pack_holder import PackHolder
from app.i18n import Translator
from app.services.base.rule_pack import rule_pack
from tests.helpers.rulepacks import ABOUT, HEAD, rule_text, write_pack

GOOD = f"{HEAD}rules:\n" + rule_text("type: terms\nterms: [নৌকা]", ["নৌকা", "নৌকায়"], ["ভোট", "মাঠ"])


def _places(folder: Path) -> list[str]:
    with pytest.raises(PackError) as refused:
        load_pack(folder)
    for mistake in refused.value.mistakes:
        assert mistake.message.bn != mistake.message.en
    return [mistake.place for mistake in refused.value.mistakes]


# What is changed in the good file, what it becomes, and where the mistake then stands.
@pytest.mark.parametrize(
    ("good", "bad", "place", "message"),
    [
        ("clause: 10.c", "clause: 10.z", "1:9", "not a clause id"),
        ("title: {bn: রাজনীতি, en: Politics}", "title: {bn: রাজনীতি}", "2:8", "“en” is missing"),
        ("type: terms", "type: words", "5:11", "choose one of: terms, pair"),
        ("type: terms", "kind: terms", "4:5", "“type” is missing"),
        ("terms: [নৌকা]", "terms: []", "6:12", "missing here"),
        ("terms: [নৌকা]", "terms: নৌকা", "6:12", "a list is wanted"),
        ("terms: [নৌকা]", "terms: [ভোট, 'নৌ{কা']", "6:18", "braces"),
        ("terms: [নৌকা]", "terms: [ভোট, '@nowhere']", "6:18", "no list @10.c/nowhere"),
        ("terms: [নৌকা]", "terms: [নৌকা, {a: b}]", "6:19", "a text is wanted"),
        ("terms: [নৌকা]", "terms: [নৌকা]\n    within: 3", "7:5", "“within” is not known"),
        ("severity: block", "severity: fatal", "7:15", "choose one of: block, warn, note"),
        ("severity: block", "severity: block\n    severity: warn", "8:5", "second time"),
        ("id: test.rule", "id: Test", "4:9", "not an id"),
        ("en: Reason}", "en: 'See {first}'}", "9:25", "“first” cannot be filled"),
        ("en: Reason}", "en: '{text'}", "9:25", "braces"),
        ("en: Reason}", "en: '{text.__class__}'}", "9:25", "cannot be filled"),
        ('match: ["নৌকা", "নৌকায়"]', 'match: ["নৌকা"]', "10:12", "at least 2 examples"),
        ('match: ["নৌকা", "নৌকায়"]', 'match: ["নৌকা", "ভোট"]', "10:21", "should match this example"),
        ('no_match: ["ভোট", "মাঠ"]', 'no_match: ["ভোট", "মাঠে নৌকা"]', "11:23", "at “নৌকা”"),
        ('no_match: ["ভোট", "মাঠ"]', 'no_match: ["ভোট", {text: মাঠ, source: x}]', "11:35", "“source” is not"),
        ("rules:\n", "rules:\n\t", "4:1", "not valid YAML"),
        ("rules:\n", "lists: {odd: [ভো*ট]}\nrules:\n", "3:15", "only at the end"),
        ("rules:\n", "lists: {odd: ['@odd']}\nrules:\n", "3:15", "contains itself"),
    ],
)
def test_a_mistake_is_told_at_its_place(
    tmp_path: Path, good: str, bad: str, place: str, message: str
) -> None:
    assert good in GOOD
    folder = write_pack(tmp_path / "pack", rule=GOOD.replace(good, bad, 1))
    with pytest.raises(PackError) as refused:
        load_pack(folder)
    (mistake,) = refused.value.mistakes
    assert mistake.place == f"rule.yaml:{place}"
    assert message in mistake.message.en
    assert str(mistake) == f"rule.yaml:{place}: {mistake.message.en}"


@pytest.mark.parametrize(
    ("fields", "place", "message"),
    [
        ("type: pattern\npattern: '(ভোট'", "6:14", "not a regular expression"),
        ("type: pattern\npattern: '(a|aa)+$'\nnear: {terms: [ভোট]}", "7:11", "“within” is missing"),
        ("type: pair\nfirst: [ভোট]\nsecond: [নৌকা]\nwithin: post", "8:13", "“sentence” or a number"),
        ("type: pair\nfirst: [ভোট]\nsecond: [নৌকা]\nwithin: 0", "8:13", "at least 1"),
        ("type: pair\nfirst: [ভোট]\nsecond: [নৌকা]\nwithin: 2\nordered: yes", "9:14", "true or false"),
        ("type: count\nterms: [ভোট]\npattern: ভোট\nat_least: 3", "4:5", "either terms or a pattern"),
        ("type: personal\nkind: nid", "4:5", "“context” is missing"),
        ("type: purpose\nwhen: never", "6:11", "missing, unfitting"),
    ],
)
def test_each_rule_type_tells_its_own_mistakes(tmp_path: Path, fields: str, place: str, message: str) -> None:
    content = f"{HEAD}rules:\n" + rule_text(fields, ["ভোট", "ভোট"], ["মাঠ", "মাঠ"])
    with pytest.raises(PackError, match=re.escape(message)) as refused:
        load_pack(write_pack(tmp_path / "pack", rule=content))
    assert refused.value.mistakes[0].place == f"rule.yaml:{place}"


def test_all_mistakes_are_told_at_once_and_each_once(tmp_path: Path) -> None:
    rules = "".join(
        rule_text(f"type: terms\nterms: ['@odd']\n{more}", ["ভোট"] * 2, ["মাঠ"] * 2, rule_id=rule_id)
        for rule_id, more in (("test.a", ""), ("test.b", "x: 1"), ("test.c", "y: 1"))
    )
    folder = write_pack(
        tmp_path / "pack",
        a=f"{HEAD}lists:\n  odd: [ভো*ট]\nrules:\n{rules}",
        b=GOOD.replace("severity: block", "severity: fatal"),
        c=GOOD,
        d=GOOD,
    )
    assert _places(folder) == ["a.yaml:4:9", "a.yaml:17:5", "a.yaml:26:5", "b.yaml:7:15", "d.yaml:4:9"]


def test_a_folder_that_is_no_pack(tmp_path: Path) -> None:
    assert _places(tmp_path / "nowhere") == ["pack.yaml:1:1"]
    assert _places(write_pack(tmp_path / "empty")) == ["pack.yaml:1:1"]
    folder = write_pack(tmp_path / "pack", rule=GOOD)
    (folder / "pack.yaml").write_text(ABOUT.replace("version", "versoin"), encoding="utf-8")
    assert _places(folder) == ["pack.yaml:1:1"]
    (folder / "pack.yaml").write_bytes("শিরোনাম".encode("utf-16"))
    assert _places(folder) == ["pack.yaml:1:1"]
    (folder / "pack.yaml").write_bytes(b"")
    assert _places(folder) == ["pack.yaml:1:1"]


def test_a_pattern_without_end_is_a_mistake_not_a_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.checks.text.rules.places.PATTERN_SECONDS", 0.05)
    content = f"{HEAD}rules:\n" + rule_text(
        "type: pattern\npattern: '(a|a|aa)+(?=[bc]$)'", ["aab", "ab"], ["a" * 60, "b a"]
    )
    with pytest.raises(PackError, match="takes too long") as refused:
        load_pack(write_pack(tmp_path / "pack", rule=content))
    assert refused.value.mistakes[0].line == 11


def test_reload_keeps_the_last_good_pack(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack", rule=GOOD)
    holder = PackHolder(folder)
    before_loading = holder.fingerprint
    first = holder.pack
    assert first.fingerprint == before_loading
    (folder / "rule.yaml").write_text(GOOD.replace("[নৌকা]", "[নৌ*কা]"), encoding="utf-8")
    (mistake,) = holder.reload()
    assert mistake.place == "rule.yaml:6:13"
    assert holder.pack is first
    (folder / "rule.yaml").write_text(GOOD.replace("block", "warn"), encoding="utf-8")
    assert holder.reload() == ()
    assert holder.pack.rules[0].severity == "warn"
    assert holder.pack.fingerprint != first.fingerprint


def test_a_refused_pack_is_one_sentence_in_both_languages(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack", rule=GOOD.replace("block", "fatal"))
    with pytest.raises(PackError) as refused:
        load_pack(folder)
    assert "rule.yaml:7:15" in Translator("en").refusal(refused.value)
    assert "rule.yaml:7:15" in Translator("bn").refusal(refused.value)


def test_a_file_saved_by_a_windows_editor_loads(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack")
    (folder / "rule.yaml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert len(load_pack(folder).rules) == 1


def test_the_shipped_pack_has_no_mistakes() -> None:
    pack = rule_pack().pack
    assert pack.version == "2026.1"
    assert len(pack.rules) > 0
