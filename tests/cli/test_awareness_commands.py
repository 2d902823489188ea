"""`awareness` by command: people entered, marked, and the papers that go with it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Anumodon


def test_the_register_by_command(anumodon: Anumodon, tmp_path: Path) -> None:
    anumodon("member", "add", "Rahima", "--role", "moderator")
    anumodon("office", "set", "--name-bn", "নমুনা অফিস", "--member", "Rahima")
    people = tmp_path / "people.txt"
    people.write_text("১. করিম, সহকারী\n২. সেলিনা, শিক্ষক\n", encoding="utf-8")
    added = anumodon("awareness", "add", "ফাতেমা, অফিস সহায়ক", "--list", people, "--team", "--json")
    assert (added.status, added.json["ids"], added.json["already"]) == (0, [1, 2, 3, 4], 0)
    assert anumodon("awareness", "sign", "1", "2", "--on", "2026-01-05", "--json").json["marked"] == 2
    assert anumodon("awareness", "receive", "3", "--json").json["marked"] == 1
    listed = anumodon("awareness", "list", "--json").json["readers"]
    assert {one["name"]: one["signed"] for one in listed}["ফাতেমা"] == "2026-01-05"
    assert [one["name"] for one in anumodon("awareness", "list", "শিক্ষক", "--json").json["readers"]] == [
        "সেলিনা"
    ]
    for arguments in (("sheet",), ("handout", "staff"), ("handout", "personal")):
        out = tmp_path / f"{'-'.join(arguments)}.pdf"
        assert anumodon("awareness", *arguments, "--out", out).status == 0
        assert out.read_bytes().startswith(b"%PDF")
    assert anumodon("audit", "--json").json["ok"]
    for arguments in (
        ("add",),
        ("sign", "x"),
        ("sign", "99"),
        ("handout", "nobody", "--out", tmp_path / "h.pdf"),
        ("handout", "staff"),
        ("sheet", "--out", tmp_path / "sheet.doc"),
    ):
        refused = anumodon("awareness", *arguments)
        assert (refused.status, len(refused.error.splitlines())) == (2, 1), arguments
