"""The built-in guide covers the whole guideline, and every clause a finding can cite."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import regex

import app
from app.bangla.clauses import shown
from app.services.base.desk import Desk
from app.services.base.rule_pack import rule_pack
from app.services.checking import guide
from app.services.program.clause_use import clause_use
from tests.services.posts import APPEAL, write


def _lettered(number: str, letters: str) -> list[str]:
    return [f"{number}.{letter}" for letter in letters]


# The clauses of the guideline and its circulars, in their order. The source has no 8.c.
GUIDELINE = [
    *("2", "3.1", "3.2", "4"),
    *_lettered("5", "abcdefg"),
    *_lettered("6.1", "abcdefghij"),
    *_lettered("6.2", "abcd"),
    *("7", *_lettered("7", "abcde")),
    *_lettered("8", "abd"),
    "9",
    *_lettered("10", "abcdefghi"),
    *_lettered("11", "ab"),
    "12",
    *_lettered("circular", "abcdefgh"),
    "circular.tags",
]
CLAUSE_ID = regex.compile(r"\d{1,2}\.(\d\.)?[a-j]|circular\.([a-h]|tags)")
BANGLA = regex.compile(r"\p{Bengali}")
LATIN_WORD = regex.compile(r"[A-Za-z][A-Za-z.]*")
LATIN_NAMES = {"posts.csv"}


def test_the_guide_has_every_clause_in_order() -> None:
    assert [clause.id for clause in guide.clauses()] == GUIDELINE


def test_every_clause_says_all_it_should_in_both_languages() -> None:
    for clause in guide.clauses():
        for text in (clause.title, clause.summary, clause.program):
            assert BANGLA.search(text.bn), clause.id
            assert set(LATIN_WORD.findall(text.bn)) <= LATIN_NAMES, clause.id
            assert LATIN_WORD.search(text.en), clause.id
            assert not BANGLA.search(text.en), clause.id
        for sentence in (clause.summary, clause.program):
            assert sentence.bn.endswith(("।", "।)")), clause.id
            assert sentence.en.endswith((".", ".)")), clause.id


def test_every_clause_a_shipped_rule_cites_is_in_the_guide() -> None:
    pack = rule_pack().pack
    cited = {clause for rule in pack.rules for clause in rule.clauses}
    assert cited
    assert cited <= set(GUIDELINE)


def test_every_clause_a_check_names_in_code_is_in_the_guide() -> None:
    trees = [ast.parse(file.read_text("utf-8")) for file in (Path(app.__path__[0]) / "checks").rglob("*.py")]
    constants = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    cited = {value for value in constants if isinstance(value, str) and CLAUSE_ID.fullmatch(value)}
    assert "6.1.d" in cited
    assert cited <= set(GUIDELINE)


def test_a_clause_is_had_by_its_id() -> None:
    assert guide.clause("6.1.d").title.en == "No personal photo on banner or profile"
    with pytest.raises(KeyError):
        guide.clause("8.c")


@pytest.mark.parametrize("language", ["bn", "en"])
def test_each_clause_is_found_by_its_title_and_by_its_number(language: str) -> None:
    for clause in guide.clauses():
        assert clause in guide.search(clause.title.in_(language))
        assert clause in guide.search(shown(clause.id, language))


def test_search_wants_every_word_in_any_case() -> None:
    assert guide.search("  Vote   PARTY ") == (guide.clause("10.c"),)
    assert guide.search("vote banner") == ()


def test_search_reads_a_number_with_a_dot_too() -> None:
    assert guide.search("১০.গ") == (guide.clause("10.c"),)


def test_search_finds_both_spellings_of_a_letter() -> None:
    one, two = "প্রক্রি\u09dfা", "প্রক্রি\u09af\u09bcা"  # keyboards type য় as one code point or as two
    assert guide.clause("2") in guide.search(one)
    assert guide.search(one) == guide.search(two)


def test_an_empty_search_lists_the_whole_guideline() -> None:
    assert guide.search("  ") == guide.clauses()


def test_laws_are_named_with_their_year_and_found() -> None:
    clauses = {clause.id for clause in guide.clauses()}
    for law in guide.laws():
        assert set(law.clauses) <= clauses, law.id
        assert BANGLA.search(law.name.bn), law.id
        assert not BANGLA.search(law.name.en), law.id
    named = {law.id: law.name.en for law in guide.laws()}
    assert named["cyber-2025"] == "Cyber Protection Ordinance, 2025"
    assert not any("2018" in name or "2023" in name for name in named.values()), "what was replaced"
    assert guide.clause("8.b") in guide.search("তথ্য অধিকার")
    assert {law.id for law in guide.laws_of("7.c")} == {"data-2025", "women-children", "children-2013"}


def test_a_clause_tells_its_rules_findings_and_reminders(desk: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Rahima"], APPEAL)
    use = clause_use(desk, "10.c")
    assert use.rules > 10
    assert [one.draft for one in use.findings] == [draft.id] * len(use.findings)
    assert use.findings
    assert clause_use(desk, "3.1").findings == ()
