"""`report` by command: the quarter counted, kept, told apart, and many added up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Anumodon, run
from tests.helpers.days import today
from tests.services.report_quarter import this_quarter

QUARTER = str(this_quarter())


@pytest.fixture
def office(anumodon: Anumodon) -> Anumodon:
    anumodon("member", "add", "Rahima", "--role", "moderator")
    anumodon("office", "set", "--name-bn", "নমুনা অফিস", "--member", "Rahima")
    return anumodon


def test_a_quarter_is_counted_kept_and_told_apart(office: Anumodon, tmp_path: Path) -> None:
    looked = office("report", "quarter", QUARTER, "--json")
    assert looked.status == 0
    assert looked.json["figures"]["posts.published"] == 0
    assert looked.json["figures"]["responses.late"] is None
    out = tmp_path / "r.pdf"
    made = office("report", "quarter", QUARTER, "--out", out, "--json")
    assert (made.status, made.json["quarter"], made.json["earlier"]) == (0, QUARTER, None)
    assert out.read_bytes().startswith(b"%PDF-1.7")
    again = office("report", "quarter", QUARTER, "--out", out)
    assert (again.status, len(again.error.splitlines())) == (2, 1)
    day = today().isoformat()
    added = office("report", "activity", "--add", "সভা", "--on", day, "--people", "12", "--json")
    assert added.json["activities"][0]["people"] == 12
    second = office("report", "quarter", QUARTER, "--out", tmp_path / "r.html", "--json")
    assert second.json["earlier"]["differences"]["awareness.people"] == {"before": None, "after": 12}
    assert office("audit", "--json").json["ok"]


def test_an_activity_is_told_in_the_list_of_its_own_quarter(office: Anumodon) -> None:
    """An entry that the answer does not show would be entered again."""
    given = ("--on", "2026-02-03", "--people", "12", "--json")
    added = office("report", "activity", "--add", "সভা", *given)
    assert (added.json["quarter"], len(added.json["activities"])) == ("2026-Q1", 1)
    assert len(office("report", "activity", "2026-Q1", "--add", "সভা ২", *given).json["activities"]) == 2
    for language in ("bn", "en"):
        told = office("--lang", language, "report", "activity", "2026-Q2", "--add", "সভা ৩", *given)
        assert (told.status, told.out, len(told.error.splitlines())) == (2, "", 1)
        assert "2026-Q2" in told.error
    assert len(office("report", "activity", "2026-Q1", "--json").json["activities"]) == 2


def test_options_may_stand_between_what_a_command_is_given(office: Anumodon, tmp_path: Path) -> None:
    out, found = tmp_path / "sum.xlsx", tmp_path / "none.html"
    said = office("report", "merge", "--lang", "en", found, "--out", out, found)
    assert said.status == 1
    assert len(said.out.splitlines()) == 3


def test_the_to_do_list(office: Anumodon) -> None:
    added = office("report", "todo", "--add", "শর্ত পড়া", "--who", "তানভীর", "--by", "2027-01-15", "--json")
    task = added.json["tasks"][0]
    assert (task["by"], task["done"]) == ("2027-01-15", False)
    assert office("report", "todo", "--done", task["id"], "--json").json["tasks"][0]["done"]
    assert office("report", "todo", "--done", task["id"]).status == 2


def test_mistakes_are_one_sentence(office: Anumodon, tmp_path: Path) -> None:
    for arguments in (
        ("report", "quarter", "2026"),
        ("report", "quarter", "2096-Q1"),
        ("report", "quarter", QUARTER, "--out", tmp_path / "r.doc"),
        ("report", "quarter", QUARTER, "--out", tmp_path / "r.pdf", "--memo", "1.2"),
        ("report", "merge", tmp_path / "r.pdf"),
        ("report", "merge", "--out", tmp_path / "sum.pdf"),
        ("report", "nothing"),
    ):
        told = office(*arguments)
        assert (told.status, told.out, len(told.error.splitlines())) == (2, "", 1), arguments
    assert list(tmp_path.glob("*.pdf")) == []


def test_many_offices_add_up_and_a_changed_one_is_named(office: Anumodon, tmp_path: Path) -> None:
    office("report", "quarter", QUARTER, "--out", tmp_path / "one.html")
    other = tmp_path / "other"
    run(other, "member", "add", "Karim", "--role", "moderator")
    run(other, "office", "set", "--name-bn", "আরেক অফিস")
    run(other, "report", "quarter", QUARTER, "--out", tmp_path / "two.pdf")
    files = tmp_path / "one.html", tmp_path / "two.pdf"
    unsigned = office("report", "merge", *files, "--out", tmp_path / "sum.xlsx", "--json")
    assert (unsigned.status, len(unsigned.json["refused"])) == (1, 2)
    assert not (tmp_path / "sum.xlsx").exists()
    summed = office("report", "merge", *files, "--out", tmp_path / "sum.xlsx", "--allow-unsigned", "--json")
    assert summed.status == 0
    assert summed.json["figures"]["posts.published"] == 0
    assert len(summed.json["reports"]) == 2
    files[0].write_bytes(files[0].read_bytes().replace("নমুনা".encode(), "অমুনা".encode(), 1))
    bad = office("report", "merge", *files, "--out", tmp_path / "bad.xlsx", "--allow-unsigned", "--json")
    assert (bad.status, [one["file"] for one in bad.json["refused"]]) == (1, ["one.html"])
    assert "one.html" in json.dumps(bad.json["refused"])
    assert not (tmp_path / "bad.xlsx").exists()
