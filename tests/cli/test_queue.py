"""`queue` tells every draft once, however few are read at a time, in both forms."""

from __future__ import annotations

import argparse
import json

import pytest

from app.cli import queue as command
from app.cli.output import DONE, Output
from app.i18n import Translator
from app.services.base.desk import Desk
from app.services.posts import queue
from tests.services.posts import write


def told(desk: Desk, capsys: pytest.CaptureFixture[str], *, as_json: bool, state: str = "") -> str:
    arguments = argparse.Namespace(state=state, search="", late=False, order="due")
    assert command.show_queue(desk, arguments, Output(Translator("en"), as_json)) == DONE
    return capsys.readouterr().out


def test_all_drafts_are_told_some_at_a_time(
    desk: Desk,
    office_of_one: dict[str, int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(command, "_AT_ONCE", 2)
    for _ in range(5):
        write(desk, office_of_one["Rahima"])
    wanted = queue.ids(desk, None)
    document = json.loads(told(desk, capsys, as_json=True))
    assert [draft["id"] for draft in document["drafts"]] == wanted
    lines = told(desk, capsys, as_json=False).splitlines()
    assert [line.split(" ")[0] for line in lines] == [f"#{id_}" for id_ in wanted]


def test_an_empty_queue_is_said(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(told(desk, capsys, as_json=True, state="pending")) == {"drafts": []}
    assert told(desk, capsys, as_json=False).strip() == Translator("en")("cli.queue_empty")
