"""`archives restore`, `restored`, `rewrite`: by command, in words and as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Anumodon
from tests.services.old_office import ADDRESS, FIRST, SECOND, OldOffice, old_office


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> OldOffice:
    return old_office(tmp_path_factory.mktemp("old-office"))


def test_take_in_look_and_write_again(office: Anumodon, old: OldOffice, tmp_path: Path) -> None:
    assert office("archives", "restored", "--lang", "en").status == 1
    unnamed = office("archives", "restore", old.base, "--key", "", "--member", "Rahima")
    assert (unnamed.status, unnamed.out, len(unnamed.error.splitlines())) == (2, "", 1)
    given = ("archives", "restore", old.base, "--key", old.fingerprint, "--member", "Rahima")
    taken = office(*given, "--json")
    assert taken.status == 0, taken.error
    [told] = taken.json["archives"]
    assert (told["posts"], told["added"], told["already"], told["key"]) == (2, 2, False, old.fingerprint)
    again = office(*given, "--lang", "en")
    assert (again.status, "nothing has changed" in again.out) == (0, True)
    later = office("archives", "restore", old.later, "--key", old.fingerprint[:16], "--member", "Rahima")
    assert later.status == 0, later.error

    listed = office("archives", "restored", "--json").json
    assert (listed["total"], len(listed["archives"])) == (3, 2)
    assert [
        post["text"] for post in office("archives", "restored", "--search", "ভূমি", "--json").json["posts"]
    ] == [SECOND]
    number = next(post["id"] for post in listed["posts"] if post["text"] == FIRST)
    one = office("archives", "restored", number, "--json").json
    assert one["decision"]["publications"][0]["url"] == ADDRESS
    assert one["restored_from"]["key"] == old.fingerprint
    words = office("archives", "restored", number, "--lang", "en").out
    assert FIRST in words
    assert "this record only took it in" in words

    out = tmp_path / "again.zip"
    written = office("archives", "rewrite", 1, out, "--member", "Rahima", "--json")
    assert written.status == 0, written.error
    verified = office("verify", out, "--key", old.fingerprint, "--json")
    assert (verified.status, written.json["digest"]) == (0, told["digest"])
    assert office("audit").status == 0


def test_an_archive_that_names_another_office_is_said_to_be_of_it(office: Anumodon, old: OldOffice) -> None:
    given = ("archives", "restore", old.base, "--key", old.fingerprint, "--member", "Rahima", "--lang", "en")
    renamed = ("office", "set", "--name-bn", "নতুন নামের দপ্তর", "--name-en", "Renamed Office")
    assert office(*renamed, "--member", "Rahima").status == 0
    said = office(*given)
    assert (said.status, "this office has another name" in said.out) == (0, True), said
    listed = office("archives", "restored", "--json").json["archives"][0]
    assert listed["of_another"]
    assert office(*renamed[:3], listed["office"]["bn"], "--member", "Rahima").status == 0
    assert "another name" not in office(*given).out, "one of its two names is this office's"


def test_what_is_refused_is_one_sentence(office: Anumodon, old: OldOffice, tmp_path: Path) -> None:
    stranger = office("archives", "restore", old.whole, "--member", "Rahima", "--lang", "en")
    assert (stranger.status, len(stranger.error.strip().splitlines())) == (2, 1)
    assert "does not know" in stranger.error
    for given in (
        ("restore",),
        ("restored", "x"),
        ("restored", "1", "2"),
        ("rewrite", "1"),
        ("rewrite", "x", tmp_path / "a.zip"),
        ("restored", "77"),
        ("rewrite", "77", tmp_path / "a.zip"),
        ("restored", "--since", "gestern"),
    ):
        assert office("archives", *given, "--lang", "en").status == 2, given
