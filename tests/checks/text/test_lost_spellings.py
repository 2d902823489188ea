"""A term in another spelling ends the reading of the first: whoever writes it is told."""

from __future__ import annotations

from pathlib import Path

from app.checks.text.pack import RulePack, load_pack
from tests.helpers.lost_spellings import lost_spellings
from tests.helpers.rulepacks import HEAD, rule_text, spotted, write_pack


def _pack(folder: Path, first: str, second: str) -> RulePack:
    rules = [
        rule_text(f"type: terms\nterms: [{terms}]", [terms.split(",")[0]] * 2, ["ক", "খ"], rule_id=rule_id)
        for rule_id, terms in (("test.first", first), ("test.second", second))
    ]
    return load_pack(write_pack(folder, rule=f"{HEAD}rules:\n{''.join(rules)}"))


def test_a_word_written_otherwise_by_another_rule_is_told_with_the_rules_that_lose_it(tmp_path: Path) -> None:
    pack = _pack(tmp_path, "পুরোনো নটী", "নটি মানুষ")
    assert spotted(pack, "পুরোনো নটি এল") == []
    told = {(lost.word, lost.other, lost.rules) for lost in lost_spellings(pack)}
    assert told == {("নটী", "নটি", ("test.first",)), ("নটি", "নটী", ("test.second",))}


def test_a_pair_that_is_kept_apart_is_not_told(tmp_path: Path) -> None:
    pack = _pack(tmp_path, "পুরোনো নটী", "নটি মানুষ")
    (lost,) = lost_spellings(pack, {("নটি", "নটী")})
    assert (lost.word, lost.other) == ("নটী", "নটি")
    assert "নটি" in str(lost)


def test_nothing_is_told_of_a_rule_that_has_both_or_of_another_word(tmp_path: Path) -> None:
    both = _pack(tmp_path / "both", "নটী, নটি", "নটি, নটী")
    other_words = _pack(tmp_path / "other", "মদের", "মোদের")
    assert lost_spellings(both) == lost_spellings(other_words) == []
    assert spotted(both, "নটি এল") == ["নটি"]
