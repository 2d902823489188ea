"""An example ends in what its rule alone makes of it, whatever the classifier thinks of its words."""

from __future__ import annotations

from pathlib import Path

from app.checks.text.pack import load_pack
from tests.checks.text.test_classifier import CLASSIFIER, LEANINGS, WARNING
from tests.helpers.rulepacks import HEAD, rule_text, write_pack
from tests.helpers.whole_check import unlike

FAR = "A wolf at the picnic, the feast and the banquet."


def found_otherwise(folder: Path, example: str, sure: str = "false") -> list[tuple[int, int]]:
    rule = rule_text(
        f"type: terms\nsure: {sure}\nterms: [wolf]", ["wolf", example], ["dog", "cat"], WARNING, "test.wolf"
    )
    pack = write_pack(folder, rule=f"{HEAD}rules:\n{rule}")
    (pack / "classifier.yaml").write_text(CLASSIFIER, encoding="utf-8")
    (pack / "classifier.bin").write_bytes(LEANINGS)
    return [(one.found, one.wanted) for one in unlike(load_pack(pack), pack)]


def test_an_example_that_the_classifier_silences_is_named(tmp_path: Path) -> None:
    assert found_otherwise(tmp_path, FAR) == [(3, 1)]
    assert found_otherwise(tmp_path, FAR, sure="true") == []
    assert found_otherwise(tmp_path, "A wolf came.") == []


def test_an_example_may_say_that_less_is_found(tmp_path: Path) -> None:
    assert found_otherwise(tmp_path, f'{{text: "{FAR}", expect: nothing}}') == []
    assert found_otherwise(tmp_path, f'{{text: "{FAR}", expect: note}}') == [(3, 2)]
