"""What the answers of commands say besides: unsigned, or by a clock that was moved. Each time."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.bangla.dates import DHAKA
from app.main import main
from app.services.base import clock
from app.services.base.desk import Desk
from app.services.base.enums import Reply
from app.services.posts import review
from app.services.record import ledger
from tests.services.posts import APPEAL, write


def said(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> str:
    assert main([*arguments, "--data", str(folder), "--lang", "en"]) == 0
    return capsys.readouterr().out


def test_every_answer_of_a_desk_without_a_keyring_says_that_it_is_unsigned(
    desk: Desk, office_of_one: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = write(desk, office_of_one["Rahima"]), write(desk, office_of_one["Rahima"], APPEAL)
    desk.close()
    folder = desk.folder.path
    me = ("--member", "Rahima")
    answer = ("answer", str(bad.id), "1", "uphold", *me)
    now = f"{datetime.now(DHAKA):%Y-%m-%dT%H:%M}"
    publish = ("publish", str(good.id), "--at", now, *me, "--url")
    first = (*publish, "https://example.org/1")
    for command in (answer, ("decide", str(good.id), "approve", *me), first):
        assert "without a signature" in said(capsys, folder, *command)
    document = json.loads(said(capsys, folder, *publish, "https://example.org/2", "--json"))
    assert (document["signed"], document["clock_behind"], document["clock_leapt_from"]) == (False, None, None)


def test_an_answer_tells_of_a_clock_that_was_set_back(
    desk: Desk,
    office_of_one: dict[str, int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad = write(desk, office_of_one["Rahima"], APPEAL)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    with monkeypatch.context() as later:
        later.setattr(ledger, "now", lambda: clock.stamp(tomorrow))
        review.answer(desk, bad.findings[0].id, Reply.UPHELD, "", office_of_one["Rahima"])
    desk.close()
    answer = ("answer", str(bad.id), "1", "uphold", "--member", "Rahima")
    assert "clock was set back" in said(capsys, desk.folder.path, *answer)
    document = json.loads(said(capsys, desk.folder.path, *answer, "--json"))
    assert document["clock_behind"] == clock.stamp(tomorrow)
