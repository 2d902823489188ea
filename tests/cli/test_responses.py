"""`anumodon response`: the documents scripts rely on, and one sentence for each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Anumodon

GIVEN = ("--account", "sample", "--kind", "question", "--text", "ফরম কোথায়?", "--member", "Rahima")


def test_added_listed_answered(office: Anumodon) -> None:
    added = office("response", "add", *GIVEN, "--received", "2026-11-30T09:00", "--json")
    assert added.status == 0, added.error
    assert (added.json["id"], added.json["due"]) == (1, "2026-12-03")
    told = office("response", "answer", "1", "--text", "নিচতলায়।", "--member", "Rahima", "--json")
    assert told.status == 0, told.error
    office("response", "add", *GIVEN, "--received", "2026-11-01")
    assert office("response", "add", *GIVEN, "--json").json["state"] == "open"
    listed = office("response", "list", "--json").json["responses"]
    assert {one["id"]: one["state"] for one in listed} == {1: "answered", 2: "late", 3: "open"}
    assert [one["working_days_left"] is None for one in sorted(listed, key=lambda one: one["id"])] == [
        True,  # nothing is left of what was answered
        False,
        False,
    ]
    late = office("response", "list", "--state", "late", "--json").json["responses"]
    assert [one["id"] for one in late] == [2]
    due = office("due", "--json").json["due"]
    assert [(row["response"], row["action"]) for row in due if row["kind"] == "response"] == [
        (2, "answer_citizen")
    ]


def test_one_typed_in_twice_is_told_and_entered(office: Anumodon) -> None:
    assert office("response", "add", *GIVEN, "--json").json["likely_same"] is None
    again = office("response", "add", *GIVEN, "--from", "Karim", "--lang", "en")
    assert (again.status, "likely the same as 1" in again.out) == (0, True)
    other = office("response", "add", *GIVEN, "--received", "2026-11-01", "--json")
    assert (other.json["id"], other.json["likely_same"]) == (3, None)


def test_a_day_off_says_how_many_last_days_it_moved(office: Anumodon) -> None:
    due = office("response", "add", *GIVEN, "--json").json["due"]
    off = office("holiday", "add", due, "সাধারণ ছুটি", "--member", "Rahima", "--json")
    assert (off.status, off.json["responses_moved"]) == (0, 1), off.error
    assert office("response", "show", "1", "--json").json["due"] > due
    assert "the last day moved" in office("response", "show", "1", "--lang", "en").out
    told = office("holiday", "withdraw", due, "--member", "Rahima", "--lang", "en")
    assert "The last day of 1 open response moved with it." in told.out
    assert office("response", "show", "1", "--json").json["due"] == due


def test_a_number_is_hidden_and_told(office: Anumodon) -> None:
    given = (*GIVEN[:5], "আমার নম্বর ০১৭১২-৩৪৫৬৭৮", *GIVEN[6:])
    assert office("response", "add", *given, "--lang", "en").status == 0
    shown = office("response", "show", "1", "--lang", "en")
    assert "০১৭১২" not in shown.out
    assert "hidden" in shown.out
    assert office("response", "show", "1", "--json").json["personal"] == [
        {"kind": "phone", "start": 11, "end": 23}
    ]


def test_each_mistake_is_one_sentence(office: Anumodon) -> None:
    for wrong in (
        ("response", "add", *GIVEN, "--received", "2999-01-01"),
        ("response", "add", *GIVEN, "--received", "1990-01-01"),
        ("response", "add", *GIVEN, "--kind", "rumour"),
        ("response", "add", *GIVEN, "--member", "Nobody"),
        ("response", "answer", "7", "--text", "x", "--member", "Rahima"),
        ("response", "show"),
    ):
        ran = office(*wrong, "--json")
        assert (ran.status, ran.out, ran.error.count("\n")) == (2, "", 1), ran.error


def test_a_file_is_taken_in_whole_or_not(office: Anumodon, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("text,author,received\nএক,করিম,2026-11-20\nদুই,রহিম,2026-11-21\n", encoding="utf-8")
    bad.write_text("text,received\nতিন,2026-11-20\nচার,2999-01-01\n", encoding="utf-8")
    assert office("response", "import", bad, "--account", "sample").status == 2
    taken = office("response", "import", good, "--account", "sample", "--json")
    assert (taken.status, taken.json["added"], taken.json["already_here"]) == (0, 2, 0)
    assert office("response", "import", good, "--account", "sample", "--json").json["already_here"] == 2
    assert len(office("response", "list", "--json").json["responses"]) == 2


def test_a_file_without_times_is_taken_in_once_for_a_page(office: Anumodon, tmp_path: Path) -> None:
    """Two people may write the same on two days; the same file is the same people."""
    first, later = tmp_path / "first.csv", tmp_path / "later.csv"
    first.write_text("text\nধন্যবাদ\nধন্যবাদ\n", encoding="utf-8")
    later.write_text("text\nধন্যবাদ\nকবে?\n", encoding="utf-8")
    office("account", "add", "second", "--platform", "x", "--name", "নমুনা অফিস", "--member", "Rahima")
    for file, page, added, already in (
        (first, "sample", 2, 0),
        (first, "sample", 0, 2),
        (later, "sample", 2, 0),
        (first, "second", 2, 0),
        (later, "sample", 0, 2),
    ):
        taken = office("response", "import", file, "--account", page, "--json")
        assert (taken.json["added"], taken.json["already_here"]) == (added, already), taken
    assert office("audit", "--json").json["ok"]


@pytest.mark.parametrize("language", ["en", "bn"])
def test_a_number_in_an_answer_nobody_approved_is_told(office: Anumodon, language: str) -> None:
    for _ in range(3):
        office("response", "add", *GIVEN)
    given = ("--text", "করিম সাহেবকে ফোন করুন: ০১৭১২-৩৪৫৬৭৮", "--member", "Rahima")
    told = office("response", "answer", "1", *given, "--lang", language)
    assert told.status == 0, told.error
    assert "▲" in told.out, "what the rules notice in it"
    read = office("response", "answer", "2", *given, "--json").json
    assert [(one["severity"], one["text"]) for one in read["noticed"]] == [("warn", "০১৭১২-৩৪৫৬৭৮")]
    assert (read["state"], read["answer"]["text"]) == ("answered", given[1])
    assert "০১৭১২" not in office("response", "show", "1").out
    good = office("response", "answer", "3", "--text", "নিচতলায়।", "--member", "Rahima", "--json")
    assert good.json["noticed"] == []
