"""An office on a server, joined by command: remembered, its password never written down, failures told."""

from __future__ import annotations

import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from app.models.engines.address import OfficeAddress
from tests.cli.conftest import run
from tests.helpers.postgresql import OWNER
from tests.services.memory_keyring import memory_keyring

pytestmark = pytest.mark.postgresql


def test_an_office_on_a_server_is_joined_once_and_remembered(
    tmp_path: Path, office_on_server: OfficeAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    password = os.environ["PGPASSWORD"]
    set_up = ("office", "set", "--name-en", "Test Office", "--name-bn", "পরীক্ষার দপ্তর")
    monkeypatch.delenv("PGPASSWORD")
    office = ("--lang", "en", "--office", str(office_on_server))
    refused = run(first, "queue", *office)
    assert (refused.status, "asks for a password" in refused.error) == (2, True)
    refused = run(first, "queue", *office, "--office-password-stdin", stdin="not it\n")
    assert (refused.status, "does not know this desk" in refused.error) == (2, True)
    joined = run(first, *office, "--office-password-stdin", *set_up, stdin=f"{password}\n")
    assert (joined.status, joined.error) == (0, "")
    written = b"".join(path.read_bytes() for path in first.rglob("*") if path.is_file())
    assert password.encode() not in written
    assert str(office_on_server).encode() in written
    monkeypatch.setenv("PGPASSWORD", password)  # as there is no keyring here
    assert run(first, "member", "add", "Rahima", "--role", "moderator").status == 0
    post = tmp_path / "post.txt"
    post.write_text("ভূমি মেলা আগামী রবিবার।", encoding="utf-8")
    assert run(first, "intake", post, "--member", "Rahima").status == 0
    assert "#1" in run(second, *office, "queue").out
    assert run(second, "--json", "audit").json["ok"]
    decided = run(second, "decide", 1, "reject", "--reason", "পুরোনো", "--member", "Rahima")
    assert (decided.status, decided.error) == (0, "")
    assert "#1" in run(first, "queue", "--state", "rejected").out


def test_a_desk_that_joined_before_the_office_began_asks_with_its_next_command(
    tmp_path: Path, office_on_server: OfficeAddress
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    office = ("--lang", "en", "--office", str(office_on_server))
    set_up = ("office", "set", "--name-en", "Test Office", "--name-bn", "পরীক্ষার দপ্তর")
    with memory_keyring():
        assert run(second, "queue", *office).error == ""
        assert run(first, *office, *set_up).status == 0
        assert run(first, "member", "add", "Rahima", "--role", "authority").status == 0
        told = run(second, "--lang", "en", "queue")
        assert (told.status, "has asked to be let in" in told.error) == (0, True)
        assert run(second, "--lang", "en", "queue").error == "", "it is said once"
        shown = run(second, "--lang", "en", "key", "desks").out.splitlines()
        assert shown[0].startswith(f"Signs ({socket.gethostname()}): ")
        assert shown[1].startswith("This desk waits to be let in (")
        groups = shown[1].split(": ")[1].split()
        who = ("--member", "Rahima", "--reason", "নতুন কক্ষ")
        let_in = run(first, "key", "let-in", *groups, *who)  # pasted as it is shown
        assert (let_in.status, let_in.error) == (0, "")
        assert run(second, "--lang", "en", "key", "desks").out.splitlines()[1].startswith("This desk signs (")
        post = tmp_path / "post.txt"
        post.write_text("ভূমি মেলা আগামী রবিবার।", encoding="utf-8")
        assert run(second, "intake", post, "--member", "Rahima").status == 0
        assert run(first, "audit", "--json").json["ok"]


def test_the_owner_of_the_database_does_not_ask_to_be_let_in(
    tmp_path: Path, office_on_server: OfficeAddress
) -> None:
    """Whoever makes or upgrades the tables on the server is no desk that waits."""
    first, owners = tmp_path / "first", tmp_path / "owner"
    set_up = ("office", "set", "--name-en", "Test Office", "--name-bn", "পরীক্ষার দপ্তর")
    with memory_keyring():
        assert run(first, "--office", str(office_on_server), *set_up).status == 0
        owner = str(replace(office_on_server, user=OWNER))
        assert run(owners, "--office", owner, "queue").error == ""
        assert len(run(first, "key", "desks", "--json").json["desks"]) == 1


def test_a_folder_with_an_office_of_its_own_joins_none(
    tmp_path: Path, office_on_server: OfficeAddress
) -> None:
    assert run(tmp_path, "office", "set", "--name-en", "Own", "--name-bn", "নিজের").status == 0
    refused = run(tmp_path, "--lang", "en", "--office", str(office_on_server), "queue")
    assert (refused.status, "has an office of its own" in refused.error) == (2, True)
    assert "Own" in run(tmp_path, "office", "show").out


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("postgresql://desk:secret@localhost/office", 2, "a password in it"),
        ("nonsense", 2, "no address"),
        ("postgresql://desk@127.0.0.1:1/office", 3, "is not reached"),
    ],
)
def test_what_is_wrong_is_one_sentence(tmp_path: Path, address: str, status: int, said: str) -> None:
    refused = run(tmp_path, "--lang", "en", "--office", address, "queue")
    assert (refused.status, said in refused.error) == (status, True)
    assert "secret" not in refused.error
    assert len(refused.error.splitlines()) == 1
