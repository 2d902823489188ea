"""Whatever path, number or text a command is given: one sentence and status 2 or 3, never a bug."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Anumodon

ME = ("--member", "Rahima")
READS = (
    ("check-text", "@"),
    ("check-text", "--lines", "@"),
    ("check-image", "@"),
    ("verify", "@"),
    ("audit", "--against", "@"),
    ("proof", "1", "--text", "@", *ME),
    ("proof", "1", "--file", "@", *ME),
    ("anchor", "check", "@"),
    ("anchor", "cosign", "@"),
    ("timestamp", "take", "@", *ME),
    ("history", "import", "@", "--account", "sample", *ME),
    ("response", "import", "@", "--account", "sample", *ME),
    ("response", "add", "--account", "sample", "--kind", "question", "--text", "কখন?", "--image", "@", *ME),
    ("backup", "prove", "@", "--passphrase-stdin"),
    ("awareness", "add", "--list", "@", *ME),
    ("office", "set", "--logo", "@", *ME),
)
WRITES = (
    ("calendar", "@"),
    ("export", "@"),
    ("book", "@"),
    ("report", "quarter", "2026-Q4", "--out", "@", *ME),
    ("letter", "rti", "--out", "@", *ME),
    ("awareness", "handout", "staff", "--out", "@"),
    ("timestamp", "request", "@", *ME),
    ("anchor", "save", "@", *ME),
    ("backup", "now", "--to", "@", "--passphrase-stdin"),
)


def refused(office: Anumodon, command: tuple[str, ...], path: object) -> None:
    given = [path if one == "@" else one for one in command]
    said = office(*given, "--json", "--lang", "en", stdin="a long enough passphrase\n")
    assert said.status in (2, 3), (command, path, said)
    assert said.out == ""
    assert len(said.error.splitlines()) == 1, said.error
    assert "commands.log" not in said.error


@pytest.mark.parametrize("command", READS, ids=" ".join)
def test_what_cannot_be_read_is_said(office: Anumodon, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("x")
    folder = () if {"import", "verify", "--against"} & set(command) else (tmp_path,)
    for path in ("", tmp_path / "none", tmp_path / "file" / "x", tmp_path / ("a" * 300), *folder):
        refused(office, command, path)


@pytest.mark.parametrize("command", WRITES, ids=" ".join)
def test_what_cannot_be_written_is_said(office: Anumodon, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("x")
    ending = {"calendar": ".csv", "export": "", "anchor": "", "backup": ""}.get(command[0], ".pdf")
    # What no disk there lets a file be called; elsewhere any bytes are a name.
    odd = tmp_path / f"what?{ending}" if os.name == "nt" else os.fsdecode(bytes(tmp_path) + b"/\xff") + ending
    ends = f"x{ending}"
    for path in ("", tmp_path / "no" / ends, tmp_path / "file" / ends, tmp_path / ("a" * 300), odd):
        refused(office, command, path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "file"]


def test_a_data_folder_without_a_name_is_not_the_folder_one_stands_in(office: Anumodon) -> None:
    said = office("queue", "--data", "", "--lang", "en")
    assert (said.status, said.out) == (2, "")
    assert not Path("anumodon.db").exists()


@pytest.mark.parametrize(
    "number", ["99999999999999999999", "9223372036854775807", "-2147483649", "1" * 5000, "x"]
)
def test_a_number_no_row_can_have_is_said(office: Anumodon, number: str) -> None:
    for command in (
        ("show", number),
        ("decide", number, "approve", *ME),
        ("response", "show", number),
        ("keeping", "show", number),
        ("disposal", "show", number),
        ("letter", "print", "--id", number, "--out", "x.pdf"),
        ("awareness", "receive", number, *ME),
        ("proposal", "confirm", number, *ME),
    ):
        refused(office, tuple(command), "")


def test_what_is_no_text_is_said(office: Anumodon) -> None:
    odd = "\udcff\udcfe"  # what bytes that are no UTF-8 become
    for command in (
        ("queue", "--search", odd),
        ("member", "add", odd, "--role", "drafter"),
        ("decide", "1", "return", "--member", odd),
    ):
        refused(office, command, "")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "২০২৬-০২-৩০", "yesterday"])
def test_a_day_of_no_record_is_said(office: Anumodon, tmp_path: Path, day: str) -> None:
    for command in (
        ("find", "--since", day),
        ("find", "--until", day),
        ("export", str(tmp_path / "x.zip"), "--since", day),
        ("book", str(tmp_path / "x.pdf"), "--until", day),
        ("calendar", str(tmp_path / "x.csv"), "--since", day),
        ("due", "--on", day),
        ("rotation", "list", "--on", day),
        ("rotation", "record", "sample", "--at", day, *ME),
        ("holiday", "add", day, "নাম", *ME),
        (
            "response",
            "add",
            "--account",
            "sample",
            "--kind",
            "question",
            "--text",
            "ক",
            "--received",
            f"{day}T00:00",
            *ME,
        ),
    ):
        refused(office, command, "")


@pytest.mark.parametrize("pasted", ["ক" * 100_000, "ক " * 20_000])
def test_a_page_pasted_into_a_search_finds_nothing(office: Anumodon, pasted: str) -> None:
    added = ("response", "add", "--account", "sample", "--kind", "question", "--text", "খ", *ME)
    assert office(*added).status == 0
    for command in (("queue",), ("find",), ("media",), ("response", "list"), ("letter", "list")):
        said = office(*command, "--search", pasted, "--json")
        assert said.status in (0, 1), (command, said.error)
        assert not any(value for value in said.json.values() if isinstance(value, list)), command


def test_a_clause_of_any_length_may_be_looked_for(office: Anumodon) -> None:
    assert office("find", "--finding", "ক" * 100_000, "--json").json["posts"] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("bn", ("প্রথম দিন", "যে সদস্য এটি করছেন")), ("en", ("the first day", "the member who does this"))],
)
def test_help_has_words_for_common_options(anumodon: Anumodon, language: str, words: tuple[str, ...]) -> None:
    said = anumodon("export", "--help", "--lang", language).out
    assert all(one in said for one in words)


@pytest.mark.parametrize(
    "command",
    [
        ("keeping", "hold", 1),
        ("disposal", "make"),
        ("key", "replace"),
        ("backup", "key"),
        ("timestamp", "request"),
    ],
)
def test_that_a_name_is_missing_is_said(
    office: Anumodon, tmp_path: Path, command: tuple[object, ...]
) -> None:
    given = (tmp_path / "request.tsq",) if command[0] == "timestamp" else ("--reason", "x")
    said = office(*command, *given, "--lang", "en")
    assert (said.status, said.error) == (2, "This command needs --member. Please add it and run it again.\n")


@pytest.mark.parametrize(
    "command",
    [("activity", "--place", "হল", "--people", 3), ("todo", "--who", "Rahima", "--by", "2027-01-01")],
)
def test_what_would_record_nothing_is_refused(office: Anumodon, command: tuple[object, ...]) -> None:
    said = office("report", *command, "--member", "Rahima", "--lang", "en")
    assert (said.status, "--add" in said.error) == (2, True)


@pytest.mark.parametrize(
    "written", [("--passphrase", "hunter2"), ("--passphrase=hunter2",), ("--password", "hunter2")]
)
def test_a_secret_in_a_command_is_refused_and_not_repeated(
    office: Anumodon, written: tuple[str, ...]
) -> None:
    said = office("decide", 1, "approve", *ME, *written, "--lang", "en")
    assert (said.status, len(said.error.splitlines()), "hunter2" in said.error) == (2, 1, False)
    assert "--passphrase-stdin" in said.error


@pytest.mark.parametrize(
    ("given", "bangla", "english"),
    [
        (
            ("decide", "1"),
            "লেখা হয়নি: approve|return|reject, --member।",
            "Missing: approve|return|reject, --member.",
        ),
        (("bogus",), "“bogus” নামে কোনো কমান্ড নেই।", "There is no command “bogus”."),
        (("decide", "1", "maybe"), "এখানে “maybe” চলে না;", "“maybe” is not possible here;"),
        (("queue", "--state", "bad"), "--state-এ “bad” চলে না;", "“bad” is not possible for --state;"),
        (("queue", "--lange", "x"), "বোঝা গেল না: --lange x।", "Not understood: --lange x."),
        (("due", "--on"), "--on-এর পরে কিছু লেখা নেই।", "Nothing is written after --on."),
        (("due", "--o", "3"), "--o দিয়ে একাধিক কিছু বোঝায়:", "--o can mean several things:"),
    ],
)
def test_what_is_wrong_with_a_command_is_said_in_its_language(
    anumodon: Anumodon, given: tuple[str, ...], bangla: str, english: str
) -> None:
    """argparse knows English alone."""
    for language, sentence in (("bn", bangla), ("en", english)):
        said = anumodon(*given, "--lang", language)
        assert (said.status, said.out) == (2, "")
        assert said.error.startswith(sentence), said.error


def test_help_speaks_bangla(anumodon: Anumodon) -> None:
    for given in ((), ("decide",)):
        said = anumodon(*given, "--help", "--lang", "bn")
        assert said.out.startswith("ব্যবহার: anumodon")
        for english in ("usage", "positional", "options:", "show this help", "show program"):
            assert english not in said.out


@pytest.mark.parametrize(
    "command",
    [
        ("export", "x.zip", "--account", ""),
        ("export", "x.zip", "--since", ""),
        ("export", "x.zip", "--until", " "),
        ("book", "x.pdf", "--account", ""),
        ("calendar", "x.csv", "--account", ""),
        ("archives", "list", "--search", ""),
        ("queue", "--search", ""),
        ("queue", "--office", ""),
        ("find", "--account", ""),
        ("due", "--on", ""),
        ("rotation", "list", ""),
        ("response", "list", "--account", ""),
        ("response", "answer", "1", "--text", "ক", "--at", "", *ME),
        ("history", "unapproved", "--account", ""),
        ("intake", ".", "--author", "", *ME),
        ("member", "handover", "", *ME),
        ("mend", "1", "--account", "", "--purpose", "5.a", *ME),
        ("letter", "rti", "--out", "x.pdf", "--on", "", *ME),
    ],
    ids=" ".join,
)
def test_what_is_empty_does_not_ask_for_all(office: Anumodon, command: tuple[str, ...]) -> None:
    """A script whose variable stayed empty."""
    refused(office, command, "")
    refused(office, tuple(part or "\u200b" for part in command), "")
    assert not Path(command[1]).is_file()


def test_what_was_given_is_taken_away_by_nothing(office: Anumodon) -> None:
    assert office("office", "set", "--website", "https://sample.gov.bd", *ME).status == 0
    assert office("office", "set", "--website", "", *ME).status == 0
    assert office("office", "show", "--json").json["website"] == ""


def test_days_times_and_quarters_are_taken_in_bangla_digits(office: Anumodon) -> None:
    added = office("holiday", "add", "২০২৬-১২-১৬", "বিজয় দিবস", *ME, "--json")
    assert [one["day"] for one in added.json["holidays"]] == ["2026-12-16"]
    assert office("due", "--on", "২০২৬-১২-৩১", "--json").json["on"] == "2026-12-31"
    assert office("report", "quarter", "২০২৬-Q১", "--json").json["quarter"] == "2026-Q1"
    asked = ("response", "add", "--account", "sample", "--kind", "question", "--text", "কবে?", *ME)
    received = office(*asked, "--received", "২০২৬-০১-০৫T১০:৩০", "--json").json["received_at"]
    assert received.startswith("2026-01-05T04:30")
    assert office("awareness", "add", "Karim, clerk", *ME).status == 0
    assert office("awareness", "receive", "১", "--on", "২০২৬-০১-০৫", *ME).status == 0
    assert office("account", "set", "sample", "--opened-on", "২০২০-০১-০৫", *ME).status == 0


def test_the_last_quarter_of_the_calendar_is_no_quarter(office: Anumodon) -> None:
    refused(office, ("report", "quarter", "9999-Q4"), "")
