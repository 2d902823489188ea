"""Four eyes by command: the quorum with three members, and every way round it refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from app.services.base.folder import DataFolder
from tests.cli.conftest import Anumodon
from tests.services.old_office import old_office

RAHIMA = ("--member", "Rahima")
SELINA = ("--member", "Selina")
WORDS, OTHERS = "seven boats near the ghat", "শাপলা নদীর ধারে সকাল"


@pytest.fixture
def team(anumodon: Anumodon) -> Anumodon:
    """The authority and two moderators, all joined while the first was alone."""
    anumodon("member", "add", "Selina", "--role", "authority")
    anumodon("member", "add", "Rahima", "Karim", "--role", "moderator")
    anumodon("office", "set", "--name-bn", "নমুনা অফিস", *SELINA)
    return anumodon


def needed(anumodon: Anumodon) -> int:
    return int(anumodon("office", "--json").json["approvals_needed"])


def test_one_moderator_comes_nowhere_alone(team: Anumodon, tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text("ভূমি মেলা রবিবার শুরু।", encoding="utf-8")
    asked = team("intake", tmp_path / "post.txt", "--json")
    assert asked.json["posts"][0]["outcome"] == "refused", "whose it is has to be known"
    mine = str(team("intake", tmp_path / "post.txt", *RAHIMA, "--json").json["posts"][0]["draft"])

    nameless = team("office", "set", "--approvals-needed", "1")
    assert (nameless.status, len(nameless.error.splitlines())) == (2, 1)
    made = team("office", "set", "--approvals-needed", "1", *RAHIMA, "--json")
    assert made.status == 0
    number = str(made.json["proposed"])
    assert team("proposal", "confirm", number, *RAHIMA).status == 2
    assert team("proposal", "alone", number, "--reason", "তাড়া", *RAHIMA).status == 2
    assert "proposed" in team("member", "retire", "Karim", "Selina", *RAHIMA, "--json").json
    assert team("member", "role", "Rahima", "--role", "authority", *RAHIMA).status == 2
    assert team("decide", mine, "approve", *RAHIMA).status == 1
    assert needed(team) == 2
    listed = team("proposal", "--json").json["proposals"]
    assert [one["member"] for one in listed] == ["Rahima", "Rahima"]

    assert team("proposal", "refuse", number, "--reason", "একজন যথেষ্ট নয়", *SELINA).status == 0
    assert team("proposal", "confirm", number, "--member", "Karim").status == 2
    assert needed(team) == 2
    assert team("audit", "--json").json["ok"]


def test_an_old_key_is_confirmed_before_its_archives_come_in(team: Anumodon, tmp_path: Path) -> None:
    old = old_office(tmp_path)
    given = ("archives", "restore", old.base, "--key", old.fingerprint)
    nameless = team(*given)
    assert (nameless.status, len(nameless.error.splitlines())) == (2, 1)
    made = team(*given, *RAHIMA, "--json")
    assert (made.status, made.json["archives"]) == (0, [])
    assert team("archives", "restored").status == 1
    assert team("proposal", "confirm", str(made.json["proposed"]), *SELINA).status == 0
    assert team("archives", "restore", old.base, *RAHIMA, "--json").json["archives"][0]["added"] == 2
    used = team("reuse", "2", "--restored", *RAHIMA, "--json")
    assert (used.json["draft"], used.json["of_restored"]) == (1, 2)
    assert team("audit", "--json").json["ok"]


def test_the_second_is_proven_once_there_are_passphrases(team: Anumodon) -> None:
    stdin = "--passphrase-stdin"
    assert team("member", "passphrase", "Rahima", stdin, stdin=f"{WORDS}\n").status == 2
    assert team("member", "passphrase", "Selina", stdin, stdin=f"{OTHERS}\n").status == 0
    given = team("member", "reset", "Rahima", *SELINA, stdin, "--json", stdin=f"{OTHERS}\n")
    code = given.json["temporary"]
    changed = team("member", "passphrase", "Rahima", stdin, stdin=f"{code}\n{WORDS}\n")
    assert changed.status == 0, changed.error

    made = team("office", "set", "--approvals-needed", "1", *SELINA, stdin, "--json", stdin=f"{OTHERS}\n")
    number = str(made.json["proposed"])
    unproven = team("proposal", "confirm", number, "--member", "Karim", stdin, stdin=f"{OTHERS}\n")
    assert unproven.status == 2
    wrong = team("proposal", "confirm", number, *RAHIMA, stdin, stdin="not that one at all\n")
    assert wrong.status == 2
    assert needed(team) == 2
    right = team("proposal", "confirm", number, *RAHIMA, stdin, "--json", stdin=f"{WORDS}\n")
    assert (right.status, right.json["state"]) == (0, "confirmed")
    assert needed(team) == 1


def broken(team: Anumodon, tmp_path: Path) -> Anumodon:
    """The office with the last event of its record changed from outside."""
    with closing(sqlite3.connect(DataFolder(tmp_path / "data").database)) as connection, connection:
        connection.execute("UPDATE event SET member_name = 'X' WHERE id = (SELECT max(id) FROM event)")
    return team


def test_a_broken_record_is_settled_by_two(team: Anumodon, tmp_path: Path) -> None:
    settle = partial(broken(team, tmp_path), "settle", *SELINA, "--reason", "আইটিকে জানানো হয়েছে")
    for refused in (settle(), settle("--confirmed-by", "Selina"), settle("--confirmed-by", "Nobody")):
        assert (refused.status, len(refused.error.splitlines())) == (2, 1)
    done = settle("--confirmed-by", "Karim", "--json")
    assert (done.status, done.json) == (0, {"settled": "broken"})
    assert [note["kind"] for note in team("audit", "--json").json["notes"]] == ["segment", "put_back"]


def test_the_one_who_agrees_to_settling_gives_a_passphrase(team: Anumodon, tmp_path: Path) -> None:
    stdin = "--passphrase-stdin"
    team("member", "passphrase", "Selina", stdin, stdin=f"{OTHERS}\n")
    code = team("member", "reset", "Rahima", *SELINA, stdin, "--json", stdin=f"{OTHERS}\n").json["temporary"]
    team("member", "passphrase", "Rahima", stdin, stdin=f"{code}\n{WORDS}\n")
    team("member", "add", "Nila", "--role", "drafter", *SELINA, stdin, stdin=f"{OTHERS}\n")
    settle = partial(broken(team, tmp_path), "settle", *SELINA, stdin, "--reason", "আইটিকে জানানো হয়েছে")
    by_rahima = partial(settle, "--confirmed-by", "Rahima")
    assert by_rahima(stdin=f"{OTHERS}\n").status == 2, "only one passphrase"
    assert by_rahima(stdin=f"{OTHERS}\n{OTHERS}\n").status == 2, "not hers"
    assert settle("--confirmed-by", "Karim", stdin=f"{OTHERS}\n{OTHERS}\n").status == 2, "he has none"
    assert by_rahima(stdin=f"{OTHERS}\n{WORDS}\n").status == 0


def test_settling_alone_is_said_by_the_audit(team: Anumodon, tmp_path: Path) -> None:
    settle = partial(broken(team, tmp_path), "settle", *SELINA, "--reason", "অন্যরা বদলি হয়েছেন")
    assert settle("--alone").status == 0
    notes = team("audit", "--json").json["notes"]
    assert [(note["kind"], note["reason"]) for note in notes][-1] == ("settled_alone", "অন্যরা বদলি হয়েছেন")
