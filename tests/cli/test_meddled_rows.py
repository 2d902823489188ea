"""Rows with a word, number or list that no program of ours writes: told as such, never as a bug of ours."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.cli import run
from app.models.opening import open_store
from tests.cli.conftest import Anumodon

POST = "উপজেলা শিক্ষা অফিস আগামীকাল সকাল ৯টায় খুলবে।"
CHANGES = (
    ("UPDATE account SET platform = 'x1'", ("account", "list")),
    ("UPDATE account SET kind = 'x'", ("account", "list")),
    ("UPDATE account SET opened_on = 'x'", ("account", "list")),
    ("UPDATE account SET rotation_days = 'x'", ("due",)),
    ("UPDATE member SET role = 'x'", ("member", "list")),
    ("UPDATE member SET joined_at = 'x'", ("member", "list")),
    ("UPDATE office SET question_days = 'x'", ("response", "list")),
    ("UPDATE draft SET state = 'x'", ("show", "1")),
    ("UPDATE draft SET kind = 'x'", ("queue",)),
    ("UPDATE draft SET updated_at = 'x'", ("queue",)),
    ("UPDATE version SET \"use\" = 'x'", ("show", "1")),
    ("UPDATE version SET sources = '7'", ("show", "1")),
    ("UPDATE check_run SET not_checked = '[[]]'", ("show", "1")),
    ("UPDATE response SET kind = 'x'", ("response", "show", "1")),
    ("UPDATE response SET state = 'x'", ("response", "show", "1")),
    ("UPDATE response SET due = 'x'", ("response", "list")),
)


@pytest.fixture
def full(office: Anumodon, tmp_path: Path) -> Anumodon:
    post = tmp_path / "post.txt"
    post.write_text(POST, encoding="utf-8")
    assert office("intake", post, "--member", "Rahima").status == 0
    asked = ("--kind", "question", "--text", "কোথায়?", "--member", "Rahima")
    assert office("response", "add", "--account", "sample", *asked).status == 0
    return office


def test_a_word_that_cannot_be_is_named_and_no_bug(full: Anumodon, tmp_path: Path) -> None:
    database = tmp_path / "data" / "anumodon.db"
    whole = database.read_bytes()
    for change, command in CHANGES:
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute(change)
        for language, audit in (("en", "audit"), ("bn", "নিরীক্ষা")):
            told = full("--lang", language, *command)
            assert told.status in (0, 2), (change, told)
            if told.status:
                assert (told.out, len(told.error.splitlines())) == ("", 1), change
                assert audit in told.error, (change, told.error)
        assert full("audit").status == 1, change
        database.write_bytes(whole)
    assert not list((tmp_path / "data" / "log").glob("commands.log*"))


def test_a_bug_of_ours_beside_a_sound_record_stays_one(
    full: Anumodon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(run.AT_DESK, "queue", f"{__name__}:broken")
    assert full("queue").status == 70


def broken(*_: object) -> int:
    return int("no number")


def test_what_we_fail_to_read_is_not_called_damage(tmp_path: Path) -> None:
    store = open_store(tmp_path / "anumodon.db", tmp_path)
    try:
        with pytest.raises(json.JSONDecodeError), store.read():
            json.loads("no document")
        with pytest.raises(UnicodeDecodeError), store.write():
            b"\xff".decode("utf-8")
    finally:
        store.close()
