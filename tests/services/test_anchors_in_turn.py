"""Two places of one desk move one anchor, as while an office is carried: it never goes back."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from app.models.tables import Event
from app.services.base.desk import open_desk
from app.services.base.enums import Role
from tests.helpers.sample_office import set_up_office
from tests.services.memory_keyring import file_keyring, memory_keyring
from tests.services.posts import write

ROOT = Path(__file__).parents[2]


def test_an_anchor_that_is_written_slowly_does_not_undo_a_later_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with memory_keyring() as kept, closing(open_desk(tmp_path / "desk")) as first:
        me = set_up_office(first, [("Rahima", Role.MODERATOR)])["Rahima"]
        first.anchor.close()
        with closing(open_desk(tmp_path / "desk")) as second:
            later, keep = threading.Event(), first.keys.keep

            def slowly(name: str, value: str) -> None:
                later.wait(1)  # in vain where they take turns
                keep(name, value)

            monkeypatch.setattr(first.keys, "keep", slowly)
            write(first, me, "প্রথম")
            write(second, me, "দ্বিতীয়")
            second.anchor.close()
            later.set()
            first.anchor.close()
            with first.store.read():
                events = Event.select().count()
            assert [json.loads(kept[name])[1] for name in first.anchor.names] == [events, events]


def test_nor_does_one_that_another_process_writes_slowly(tmp_path: Path) -> None:
    folder, keys = tmp_path / "desk", tmp_path / "keys"
    with file_keyring(keys) as keyring, closing(open_desk(folder)) as desk:
        me = set_up_office(desk, [("Rahima", Role.MODERATOR)])["Rahima"]
        desk.anchor.close()
        command = [sys.executable, "-m", "tests.helpers.slow_anchor", str(folder), str(keys), str(me)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as other:
            assert other.stdin is not None
            assert other.stdout is not None
            assert other.stdout.readline().split() == [b"writing"]
            write(desk, me, "দ্বিতীয়")
            desk.anchor.close()
            other.communicate()
        assert other.returncode == 0
        with desk.store.read():
            events = Event.select().count()
        kept = keyring()
        assert [json.loads(str(kept.get_password("", name)))[1] for name in desk.anchor.names] == [events] * 2
