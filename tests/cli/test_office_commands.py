"""Office, team, accounts and sign-in by command."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Anumodon, run
from tests.helpers.days import today
from tests.helpers.images import encoded, picture

OWN, NEW = "শাপলা নদীর ধারে সকাল", "seven boats near the ghat"


def names(ran_json: dict[str, list[dict[str, object]]], **wanted: object) -> list[object]:
    rows = ran_json["members"]
    return [row["name"] for row in rows if all(row[key] == value for key, value in wanted.items())]


def test_who_left_comes_back_in_place_of_another(office: Anumodon) -> None:
    assert office("member", "replace", "Rahima", "Karim", "--member", "Rahima").status == 0
    assert office("member", "return", "Rahima", "--member", "Karim").status == 2, "two would decide"
    told = office("member", "return", "Rahima", "--leaves", "Karim", "--member", "Karim", "--json")
    assert told.status == 0, told.error
    here = {one["name"]: one["active"] for one in told.json["members"]}
    assert here == {"Rahima": True, "Karim": False}
    assert office("member", "return", "Karim", "--leaves", "Nobody", "--member", "Rahima").status == 2
    assert office("audit").status == 0


def test_a_team_is_refused_at_two_four_and_six(anumodon: Anumodon) -> None:
    assert anumodon("member", "add", "Rahima").status == 0
    assert anumodon("member", "add", "Karim").status == 2, "what a new member may do has to be said"
    moderator = ("--role", "moderator")
    two = anumodon("member", "add", "Karim", *moderator, "--lang", "en")
    assert two.status == 2
    assert "6.1(c)" in two.error
    assert len(two.error.splitlines()) == 1
    assert anumodon("member", "add", "Karim", "Selina", *moderator).status == 0
    by = ("--member", "Rahima")
    for extra in (["Habib"], ["Habib", "Nila", "Mitu"]):
        assert anumodon("member", "add", *extra, *moderator, *by).status == 2
    five = anumodon("member", "add", "Habib", "Nila", *moderator, *by, "--json")
    assert five.status == 0
    assert len(names(five.json, active=True)) == 3, "proposed, and nobody has joined"
    number = str(five.json["proposed"])
    assert anumodon("proposal", "confirm", number, "--member", "Karim").status == 0
    assert len(names(anumodon("member", "--json").json, active=True)) == 5
    assert anumodon("member", "retire", "Nila", *by).status == 2
    assert anumodon("member", "add", "Tanvir", "--role", "drafter", *by).status == 0


def test_one_is_replaced_in_one_step(anumodon: Anumodon) -> None:
    anumodon("member", "add", "Rahima", "--role", "authority", "--on", "2023-01-01")
    ran = anumodon("member", "replace", "Rahima", "Karim", "--on", "2024-06-30", "--json")
    assert ran.status == 0
    assert names(ran.json, active=True, role="authority", joined_on="2024-06-30") == ["Karim"]
    assert names(ran.json, active=False, left_on="2024-06-30") == ["Rahima"]
    over = anumodon("member", "handover", "Rahima", "--json")
    assert over.status == 0
    assert over.json["done"]
    assert anumodon("member", "replace", "Karim").status == 2
    assert anumodon("member", "role", "Karim").status == 2
    assert anumodon("member", "add", "Nila", "--role", "drafter", "--on", "soon").status == 2


def test_a_page_taken_out_of_use_comes_back_as_it_was(office: Anumodon) -> None:
    by = ("--member", "Rahima")
    office("account", "set", "sample", "--url", "https://example.org/sample", *by)
    assert office("account", "close", "sample", *by, "--json").json["accounts"] == []
    again = office("account", "add", "@Sample", "--platform", "facebook", "--lang", "en", *by)
    assert again.status == 2
    assert "account reopen sample" in again.error, "what is to be done, since no list shows it"
    back = office("account", "reopen", "sample", *by, "--json")
    assert back.status == 0, back.error
    assert [(one["id"], one["url"]) for one in back.json["accounts"]] == [(1, "https://example.org/sample")]
    assert office("account", "reopen", "sample", *by).status == 2, "it is in use"


def test_an_office_that_never_went_has_nothing_to_take_back(office: Anumodon) -> None:
    told = office("office", "stay", "--member", "Rahima", "--lang", "en")
    assert (told.status, told.error) == (2, "No move of the office is unfinished.\n")


def test_the_office_holds_what_its_letters_need(anumodon: Anumodon, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(encoded(picture(64, 64), "PNG"))
    said = anumodon(
        "office", "set", "--name-bn", "নমুনা অফিস", "--division-en", "Sample Division",
        "--grs-url", "https://grs.gov.bd", "--letterhead", "গণপ্রজাতন্ত্রী বাংলাদেশ সরকার",
        "--letterhead", "www.sample.example", "--rotation-days", "60", "--logo", logo, "--json",
    )  # fmt: skip
    assert said.status == 0, said.error
    known = said.json
    assert known["grs_url"] == "https://grs.gov.bd"
    assert known["rotation_days"] == 60
    assert known["letterhead"] == ["গণপ্রজাতন্ত্রী বাংলাদেশ সরকার", "www.sample.example"]
    assert len(known["logo"]) == 64
    kept = anumodon("office", "set", "--lead-days", "7", "--json").json
    assert kept == {**known, "lead_days": 7}
    for wrong in (["--grs-url", "javascript:alert(1)"], ["--rotation-days", "0"], ["--logo", tmp_path]):
        assert anumodon("office", "set", *wrong).status == 2
    logo.write_bytes(b"no image")
    assert anumodon("office", "set", "--logo", logo).status == 2


def test_official_and_personal_accounts(anumodon: Anumodon) -> None:
    anumodon("member", "add", "Rahima")
    added = anumodon(
        "account", "add", "@sample.upeo", "--platform", "facebook", "--name", "নমুনা", "--purpose", "5.a",
        "--opened-on", "2020-05-07", "--audience", "অভিভাবক", "--json",
    )  # fmt: skip
    assert added.status == 0, added.error
    (page,) = added.json["accounts"]
    assert page["kind"] == "official"
    assert page["opened_on"] == "2020-05-07"
    own = anumodon("account", "add", "rahima.k", "--platform", "x", "--owner", "Rahima", "--json")
    assert [row["kind"] for row in own.json["accounts"]] == ["official", "personal"]
    changed = anumodon("account", "set", "sample.upeo", "--rotation-days", "30", "--json")
    assert changed.json["accounts"][0] == {**page, "rotation_days": 30}
    assert anumodon("account", "close", "rahima.k", "--json").json["accounts"] == changed.json["accounts"][:1]
    assert anumodon("account", "add").status == 2
    assert anumodon("account", "set", "nobody").status == 2
    assert anumodon("account", "add", "late", "--opened-on", "2999-01-01").status == 2


@pytest.fixture
def draft(anumodon: Anumodon, tmp_path: Path) -> str:
    folder = tmp_path / "post"
    folder.mkdir()
    (folder / "post.txt").write_text("ভূমি উন্নয়ন কর এখন অনলাইনে পরিশোধ করা যায়।", encoding="utf-8")
    (folder / "post.toml").write_text('account = "sample.upeo"', encoding="utf-8")
    anumodon("member", "add", "Rahima")
    anumodon("account", "add", "sample.upeo")
    taken = anumodon("intake", folder, "--member", "Rahima", "--json")
    return str(taken.json["posts"][0]["draft"])


def test_the_program_hashes_a_passphrase_at_its_full_cost(
    office: Anumodon, own_process: Anumodon, tmp_path: Path
) -> None:
    assert office("member", "list").status == 0
    own_process("member", "passphrase", "Rahima", "--passphrase-stdin", stdin=f"{OWN}\n")
    with contextlib.closing(sqlite3.connect(tmp_path / "data" / "anumodon.db")) as database:
        [(hashed,)] = database.execute("SELECT hash FROM passphrase")
    _, kind, _, cost, *_ = hashed.split("$")
    assert (kind, cost) == ("argon2id", "m=65536,t=3,p=4")


def test_a_decision_asks_for_the_passphrase_once_there_is_one(anumodon: Anumodon, draft: str) -> None:
    by = ("--member", "Rahima")
    set_ = anumodon("member", "passphrase", "Rahima", "--passphrase-stdin", stdin=f"{OWN}\n")
    assert set_.status == 0, set_.error
    assert OWN not in set_.out + set_.error

    unasked = anumodon("decide", draft, "approve", *by, "--lang", "en")
    assert unasked.status == 3
    assert "--passphrase-stdin" in unasked.error
    empty = anumodon("decide", draft, "approve", *by, "--passphrase-stdin")
    assert empty.status == 2
    wrong = anumodon("decide", draft, "approve", *by, "--passphrase-stdin", stdin="not that one at all\n")
    assert wrong.status == 2
    assert len(wrong.error.splitlines()) == 1
    right = anumodon("decide", draft, "approve", *by, "--passphrase-stdin", "--json", stdin=f"{OWN}\n")
    assert right.status == 0
    assert right.json["state"] == "approved"
    nameless = anumodon("member", "add", "Tanvir", "--role", "drafter")
    assert nameless.status == 2, "with sign-in in force nobody acts without a name"

    both = anumodon("member", "passphrase", "Rahima", "--passphrase-stdin", stdin=f"{OWN}\n{NEW}\n")
    assert both.status == 0
    published = anumodon(
        "publish", draft, "--url", "https://facebook.com/sample/1", "--at", "2024-11-01T10:00",
        "--before-approval", "পরে অনুমোদিত", *by, "--passphrase-stdin", stdin=f"{NEW}\n",
    )  # fmt: skip
    assert published.status == 0, published.error
    assert anumodon("member", "clear", "Rahima").status == 0
    assert anumodon("audit", "--json").json["ok"]


def test_the_authority_helps_one_who_forgot(anumodon: Anumodon, draft: str) -> None:
    people = (("Rahima", "moderator"), ("Karim", "moderator"), ("Selina", "authority"))
    anumodon("member", "add", "Karim", "Selina", "--role", "moderator")
    made = anumodon("member", "role", "Selina", "--role", "authority", "--member", "Rahima", "--json")
    anumodon("proposal", "confirm", str(made.json["proposed"]), "--member", "Selina")
    members = anumodon("member", "--json").json
    assert [(row["name"], row["role"]) for row in members["members"]] == list(people)
    early = anumodon("member", "passphrase", "Karim", "--passphrase-stdin", stdin=f"{NEW}\n")
    assert early.status == 2, "the authority begins"
    anumodon("member", "passphrase", "Selina", "--passphrase-stdin", stdin=f"{OWN}\n")
    first = anumodon("decide", draft, "approve", "--member", "Karim", "--lang", "en")
    assert first.status == 2
    assert "set your own first" in first.error
    claimed = anumodon("member", "passphrase", "Karim", "--passphrase-stdin", stdin=f"{NEW}\n")
    assert claimed.status == 2, "nobody claims a colleague"
    vouched = ("member", "passphrase", "Karim", "--member", "Selina", "--passphrase-stdin")
    assert anumodon(*vouched, stdin=f"{OWN}\n{NEW}\n").status == 0
    reset = anumodon(
        "member", "reset", "Karim", "--member", "Selina", "--passphrase-stdin", "--json", stdin=f"{OWN}\n"
    )
    temporary = reset.json["temporary"]
    asked = ("decide", draft, "approve", "--member", "Karim", "--passphrase-stdin", "--lang", "en")
    assert "temporary" in anumodon(*asked, stdin=f"{temporary}\n").error
    anumodon("member", "passphrase", "Karim", "--passphrase-stdin", stdin=f"{temporary}\n{OWN}\n")
    assert anumodon(*asked, stdin=f"{OWN}\n").status == 0


def test_the_checklist_by_command(anumodon: Anumodon, tmp_path: Path) -> None:
    review = f"{today().year + 1}-05-01"
    anumodon("member", "add", "Rahima")
    anumodon("account", "add", "sample.upeo", "--platform", "facebook")
    shot = tmp_path / "banner.png"
    shot.write_bytes(encoded(picture(64, 48), "PNG"))
    before = anumodon("account", "check", "sample.upeo", "--json")
    assert before.status == 0, before.error
    assert [row["clause"] for row in before.json["rows"]] == [f"6.1.{letter}" for letter in "abcdefghij"]
    assert "6.1.a" in before.json["missing"]
    assert "6.1.c" not in before.json["missing"]
    entered = anumodon(
        "account", "check", "sample.upeo", "--clause", "6.1.a", "--state", "done", "--text", "নাম আছে",
        "--url", "https://facebook.example/sample.upeo", "--image", shot, "--member", "Rahima",
        "--next-review", review, "--json",
    )  # fmt: skip
    assert entered.status == 0, entered.error
    first = entered.json["rows"][0]
    assert first["state"] == "done"
    assert first["settled"]
    assert first["entry"]["member"] == "Rahima"
    assert first["entry"]["next_review"] == review
    assert len(first["entry"]["image"]) == 64
    later = anumodon("account", "check", "sample.upeo", "--on", review, "--json").json
    assert "6.1.a" in later["missing"]
    assert later["rows"][0]["review_due"]
    plain = anumodon("account", "check", "sample.upeo", "--lang", "en")
    assert "6.1(a)" in plain.out
    assert "The office's name on the banner" in plain.out
    nameless = anumodon("account", "check", "sample.upeo", "--clause", "6.1.a", "--state", "done")
    assert nameless.status == 2
    assert len(nameless.error.splitlines()) == 1


def test_a_move_says_what_stays_where_the_office_was(anumodon: Anumodon, tmp_path: Path) -> None:
    anumodon("office", "set", "--name-bn", "নমুনা", "--name-en", "Sample")
    anumodon("member", "add", "Rahima")
    to = ("--reason", "new disk", "--member", "Rahima")
    moved = anumodon("office", "move", "--to", tmp_path / "new", *to, "--lang", "en")
    assert moved.status == 0, moved.error
    left = str(tmp_path / "data" / "anumodon.db")
    assert f"All of the office still lies in {left}" in moved.out
    assert run(tmp_path / "new", "member", "list").status == 0
    there = run(tmp_path / "new", "office", "move", "--to", tmp_path / "newer", *to, "--json")
    assert there.json["left"] == str(tmp_path / "new" / "anumodon.db")
