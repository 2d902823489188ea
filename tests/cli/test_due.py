"""`anumodon due`: the same list as the window's, without a keyring and on any day."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Anumodon, run


@pytest.fixture(scope="module")
def changed_long_ago(office_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office whose page's password was last changed in August 2024."""
    folder = Path(shutil.copytree(office_folder, tmp_path_factory.mktemp("changed") / "data"))
    recorded = run(folder, "rotation", "record", "sample", "--member", "Rahima", "--at", "2024-08-27")
    assert recorded.status == 0, recorded.error
    return folder


@pytest.fixture
def page(changed_long_ago: Path, tmp_path: Path) -> None:
    shutil.copytree(changed_long_ago, tmp_path / "data")


def password(anumodon: Anumodon, on: str) -> dict[str, Any] | None:
    ran = anumodon("due", "--on", on, "--json")
    assert ran.status == 0, ran.error
    assert ran.json["on"] == on
    return next((row for row in ran.json["due"] if row["kind"] == "rotation"), None)


@pytest.mark.usefixtures("page")
def test_before_at_and_after_the_day(anumodon: Anumodon) -> None:
    assert password(anumodon, "2024-11-10") is None
    soon = password(anumodon, "2024-11-20")
    assert soon is not None
    assert (soon["due"], soon["days"], soon["state"]) == ("2024-11-25", 5, "soon")
    assert soon["account"] == "sample"
    assert soon["action"] == "record_rotation"
    assert "৫ দিন" in soon["text"]["bn"]
    assert "5 days" in soon["text"]["en"]
    today, late = password(anumodon, "2024-11-25"), password(anumodon, "2024-11-26")
    assert today is not None
    assert (today["days"], today["state"]) == (0, "due")
    assert late is not None
    assert (late["days"], late["state"]) == (-1, "overdue")
    anumodon("rotation", "record", "sample", "--member", "Rahima", "--at", "2024-09-30")
    assert password(anumodon, "2024-11-26") is None


@pytest.mark.usefixtures("page")
def test_a_reminder_is_put_off_by_its_key(anumodon: Anumodon) -> None:
    rows = anumodon("due", "--json").json["due"]
    key = next(row["key"] for row in rows if row["kind"] == "checklist")
    put_off = anumodon("due", "--snooze", key, "--days", "3", "--member", "Rahima", "--json")
    assert put_off.status == 0, put_off.error
    assert next(row for row in put_off.json["due"] if row["key"] == key)["snoozed_until"]
    assert "6.1" not in anumodon("due", "--lang", "en").out
    for wrong in (["--snooze", "nothing"], ["--snooze", key, "--days", "8"], ["--on", "tomorrow"]):
        ran = anumodon("due", *wrong, "--member", "Rahima")
        assert ran.status == 2
        assert len(ran.error.splitlines()) == 1


def test_nothing_is_due_on_an_empty_desk(anumodon: Anumodon) -> None:
    anumodon("member", "add", "Rahima")
    ran = anumodon("due", "--json")
    assert ran.status == 0
    assert ran.json["due"] == []
    assert anumodon("due", "--lang", "en").out.strip() == "Nothing is due."
