"""A calendar of many rows: how far a command is stands on standard error, its answer stays one document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.errors import Cancelled
from app.intake.read import read_paths
from app.main import main
from app.services.base.desk import Desk
from app.work import Work


def calendar(folder: Path, rows: int) -> Path:
    lines = ["text,account,purpose", *(f"নোটিশ {n},sample_upeo,5.a" for n in range(rows))]
    (folder / "calendar.csv").write_text("\n".join(lines), "utf-8")
    return folder / "calendar.csv"


def test_fifty_thousand_rows_tell_how_far_they_are(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    found = sum(1 for _ in read_paths([calendar(tmp_path, 50_000)], Work(lambda *at: told.append(at))))
    assert found == 50_000
    assert told[0] == (0, 1)
    assert told[-1] == (50_000, 50_000)
    assert told[25_000] == (25_000, 50_000)


def test_they_are_stopped_between_two_rows(tmp_path: Path) -> None:
    work = Work()
    rows = read_paths([calendar(tmp_path, 1_000)], work)
    next(rows)
    work.cancel()
    with pytest.raises(Cancelled):
        next(rows)


def test_the_command_says_it_on_standard_error(
    desk: Desk,
    office_of_one: dict[str, int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from app.cli import progress

    monkeypatch.setattr(progress, "_LONG", 20)
    desk.close()
    file = calendar(tmp_path, 40)
    assert main(["intake", str(file), "--data", str(desk.folder.path), "--json", "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["taken"] == 40
    assert "Taken in: 50%" in said.err
    assert "Checked: 50%" in said.err
