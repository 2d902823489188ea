"""Two rules that meet on the same words ask once; what says something of its own stays."""

from __future__ import annotations

from pathlib import Path

from app.checks.text.pack import RulePack, load_pack
from tests.helpers.rulepacks import COMMON, HEAD, rule_text, spotted, write_pack

WARN = COMMON.replace("block", "warn")


def pack_of(folder: Path, *rules: str, other_clause: str = "") -> RulePack:
    files = {"first": f"{HEAD}rules:\n{''.join(rules)}"}
    if other_clause:
        files["second"] = f"{HEAD.replace('10.c', '10.g')}rules:\n{other_clause}"
    return load_pack(write_pack(folder / "pack", **files))


def rule(words: str, common: str, rule_id: str) -> str:
    return rule_text(f"type: terms\nterms: [{words}]", [words, f"{words} আজ"], ["কাল", "পরশু"], common, rule_id)


def test_a_graver_finding_speaks_for_a_milder_one_inside_it(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, rule("ভোট দিন", COMMON, "test.appeal"), rule("ভোট", WARN, "test.mention"))
    assert spotted(pack, "আজ ভোট দিন।") == ["ভোট দিন"]
    assert spotted(pack, "আজ ভোট।") == ["ভোট"]


def test_a_graver_finding_inside_a_milder_one_stays_beside_it(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, rule("ভোট দিন", WARN, "test.appeal"), rule("ভোট", COMMON, "test.mention"))
    assert sorted(spotted(pack, "আজ ভোট দিন।")) == ["ভোট", "ভোট দিন"]


def test_another_clause_speaks_for_itself(tmp_path: Path) -> None:
    pack = pack_of(
        tmp_path, rule("ভোট দিন", COMMON, "test.appeal"), other_clause=rule("ভোট", WARN, "test.mention")
    )
    assert sorted(spotted(pack, "আজ ভোট দিন।")) == ["ভোট", "ভোট দিন"]
