"""`letter` by command."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Anumodon


def test_a_letter_is_written_listed_and_printed_again(anumodon: Anumodon, tmp_path: Path) -> None:
    anumodon("member", "add", "Rahima", "--role", "moderator")
    anumodon("office", "set", "--name-bn", "নমুনা অফিস", "--member", "Rahima")
    memo = "38.01.6758.000.016.14.0004.27"
    out = tmp_path / "l.pdf"
    made = anumodon("letter", "team", "--memo", memo, "--mark", "নির্বাচন ২০২৬", "--out", out, "--json")
    assert (made.status, made.json["memo"], made.json["number"]) == (0, memo, 1)
    assert out.read_bytes().startswith(b"%PDF-1.7")
    listed = anumodon("letter", "list", "--search", "০০০৪", "--json").json["letters"]
    assert [one["id"] for one in listed] == [made.json["id"]]
    again = anumodon("letter", "print", "--id", made.json["id"], "--out", tmp_path / "l.html")
    assert again.status == 0
    assert "নির্বাচন ২০২৬" in (tmp_path / "l.html").read_text(encoding="utf-8")
    for arguments in (
        ("letter", "team"),
        ("letter", "team", "--out", out),
        ("letter", "return", "--out", tmp_path / "r.pdf"),
        ("letter", "clarification", "--draft", "9", "--out", tmp_path / "r.pdf"),
        ("letter", "team", "--memo", "38.1", "--out", tmp_path / "r.pdf"),
        ("letter", "print", "--id", "9", "--out", tmp_path / "r.pdf"),
    ):
        told = anumodon(*arguments)
        assert (told.status, len(told.error.splitlines())) == (2, 1), arguments
    assert not (tmp_path / "r.pdf").exists()
    assert anumodon("audit", "--json").json["ok"]
