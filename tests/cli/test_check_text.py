"""`check-text`: the contract of its JSON, its exit status, and its offsets."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Anumodon

APPEAL = "আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন।"
GREETING = "পবিত্র ঈদুল ফিতর উপলক্ষে সকলকে শুভেচ্ছা।"


def test_an_appeal_to_vote_blocks_under_its_clause(anumodon: Anumodon) -> None:
    ran = anumodon("check-text", "--json", stdin=APPEAL)
    assert ran.status == 1
    (finding,) = [entry for entry in ran.json["findings"] if "10.c" in entry["clauses"]]
    assert finding["severity"] == "block"
    assert APPEAL[finding["start"] : finding["end"]] == finding["text"]
    assert "নৌকা" in finding["text"]
    assert "ভোট দিন" in finding["text"]
    assert set(finding["why"]) == {"bn", "en"}
    assert ran.json["rulepack"] == "2026.1"
    assert ran.json["script"] == "bangla"


def test_a_greeting_is_left_alone(anumodon: Anumodon) -> None:
    ran = anumodon("check-text", "--json", stdin=GREETING)
    assert ran.status == 0
    assert not [entry for entry in ran.json["findings"] if entry["severity"] in ("warn", "block")]


def test_lines_are_posts_with_their_newlines_escaped(anumodon: Anumodon, tmp_path: Path) -> None:
    file = tmp_path / "posts.txt"
    file.write_text(f"{GREETING}\n\\\\n প্রথম\\n{APPEAL}\n", encoding="utf-8")
    ran = anumodon("check-text", "--lines", file, "--json")
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert not first["findings"]
    text = f"\\n প্রথম\n{APPEAL}"
    finding = next(entry for entry in second["findings"] if "10.c" in entry["clauses"])
    assert text[finding["start"] : finding["end"]] == finding["text"]


def test_each_line_has_its_answer_even_an_empty_one(anumodon: Anumodon, tmp_path: Path) -> None:
    file = tmp_path / "posts.txt"
    file.write_bytes(f"{APPEAL}\r\n\r\n{GREETING}\n".encode())
    told = [json.loads(line) for line in anumodon("check-text", "--lines", file, "--json").out.splitlines()]
    assert [any("10.c" in entry["clauses"] for entry in one["findings"]) for one in told] == [
        True,
        False,
        False,
    ]
    assert len(anumodon("check-text", "--lines", file).out.splitlines()) == 3
    file.write_text("", encoding="utf-8")
    assert anumodon("check-text", "--lines", file, "--json").out == ""


def test_mistakes_are_one_sentence_in_the_persons_language(anumodon: Anumodon, tmp_path: Path) -> None:
    missing = anumodon("check-text", tmp_path / "none.txt", "--json", "--lang", "en")
    assert missing.status == 2
    assert missing.out == ""
    assert len(missing.error.splitlines()) == 1
    assert "none.txt" in missing.error
    legacy = anumodon("check-text", stdin=b"\xe0\xff\xfe")
    assert legacy.status == 2
    assert "Traceback" not in legacy.error
    unknown = anumodon("check-txt")
    assert unknown.status == 2
    assert len(unknown.error.splitlines()) == 1


def test_what_notepad_saved_is_read_whatever_its_mark(anumodon: Anumodon, tmp_path: Path) -> None:
    plain = anumodon("check-text", "--json", stdin=APPEAL)
    for encoding in ("utf-8-sig", "utf-16", "utf-16-be"):
        mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes(mark + APPEAL.encode(encoding))
        assert anumodon("check-text", file, "--json").json == plain.json
        assert anumodon("check-text", "--json", stdin=file.read_bytes()).json == plain.json
        assert anumodon("check-text", "--lines", file, "--json").json == plain.json


def test_signs_that_no_text_has_are_refused_in_a_sentence(anumodon: Anumodon, tmp_path: Path) -> None:
    file = tmp_path / "post.txt"
    for data in (f"{GREETING}\0".encode(), "a plain text".encode("utf-16-le")):
        file.write_bytes(data)
        for ran in (
            anumodon("check-text", file, "--lang", "en"),
            anumodon("check-text", "--lang", "en", stdin=data),
            anumodon("check-text", "--lines", file, "--lang", "en"),
        ):
            assert (ran.status, ran.out) == (2, "")
            assert "holds signs that no text has" in ran.error
            assert len(ran.error.splitlines()) == 1
