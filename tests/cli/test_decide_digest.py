"""`decide --digest` names the version that was looked at: a newer one is not decided on unseen."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Anumodon

ME = ("--member", "Rahima")


def test_only_the_version_that_was_shown_is_decided_on(office: Anumodon, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("টিকা নিন, সুস্থ থাকুন।", encoding="utf-8")
    draft = str(office("intake", tmp_path / "1.txt", "--json").json["posts"][0]["draft"])
    seen = office("show", draft, "--json").json["versions"][-1]["digest"]
    mended = office("mend", draft, "--account", "sample", "--purpose", "5.c", *ME)
    assert mended.status == 0, mended.error
    for verdict in ("approve", "return", "reject"):
        said = office("decide", draft, verdict, "--digest", seen, "--reason", "not ready", *ME)
        assert (said.status, said.out) == (2, "")
        assert len(said.error.splitlines()) == 1
    assert office("show", draft, "--json").json["state"] == "pending"
    newest = office("show", draft, "--json").json["versions"][-1]["digest"]
    assert newest != seen
    assert office("decide", draft, "approve", "--digest", newest[:7], *ME).status == 2, "too short to tell"
    empty = office("decide", draft, "approve", "--digest", "", *ME)  # a script whose variable stayed empty
    assert (empty.status, empty.out, len(empty.error.splitlines())) == (2, "", 1)
    decided = office("decide", draft, "approve", "--digest", newest[:12].upper(), *ME, "--json")
    assert decided.status == 0, decided.error
    assert decided.json["digest"] == newest
