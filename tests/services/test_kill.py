"""The program killed at any moment: no acknowledged decision is lost, no half archive has the final name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.services.base.desk import Desk, open_desk
from app.services.base.enums import State
from app.services.checking.draft_checks import check_draft
from app.services.posts import archive, intake, queue, review, verifying
from app.services.record.audit import audit
from app.work import Work
from tests.services.posts import form

DRAFTS = 18
DECIDER = """
import sys
from pathlib import Path
from app.services.posts import queue, review
from app.services.base.desk import open_desk
desk = open_desk(Path(sys.argv[1]))
for draft_id in map(int, sys.argv[2:]):
    draft = queue.draft(desk, draft_id)
    review.approve(desk, draft_id, draft.version.digest, 1)
    print(draft_id, flush=True)
"""
EXPORTER = """
import sys
from pathlib import Path
from app.services.posts import archive
from app.services.base.desk import open_desk
from app.work import Work
desk = open_desk(Path(sys.argv[1]))
print("ready", flush=True)
archive.export(desk, Path(sys.argv[2]), work=Work(lambda done, total: print(done, flush=True)))
"""


@pytest.fixture
def full_desk(desk: Desk, office_of_one: dict[str, int]) -> Desk:
    for number in range(DRAFTS):
        draft_id = intake.compose(desk, form(f"নোটিশ {number}", images=number % 2), office_of_one["Rahima"])
        check_draft(desk, draft_id, Work())
    return desk


def killed_after(lines: int, script: str, *arguments: str) -> list[str]:
    """Run `script` in a process of its own, kill it when it has said `lines` lines; all it said."""
    child = subprocess.Popen([sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    said = [child.stdout.readline().strip() for _ in range(lines)]
    child.kill()
    said += child.stdout.read().split()
    child.stdout.close()
    child.wait()
    return [line for line in said if line]


def test_no_acknowledged_decision_is_lost(full_desk: Desk) -> None:
    folder = full_desk.folder.path
    waiting = sorted(queue.ids(full_desk, State.PENDING))
    for after in (1, 2, 3, 1, 4):
        said = killed_after(after, DECIDER, str(folder), *map(str, waiting))
        acknowledged = [int(line) for line in said]
        assert len(acknowledged) >= after
        desk = open_desk(folder)
        try:
            assert set(acknowledged) <= set(queue.ids(desk, State.APPROVED))
            assert audit(desk, Work()).ok
            waiting = sorted(queue.ids(desk, State.PENDING))
        finally:
            desk.close()


def test_no_half_archive_has_the_final_name(full_desk: Desk, tmp_path: Path) -> None:
    for draft_id in queue.ids(full_desk, State.PENDING):
        digest = queue.draft(full_desk, draft_id).version.digest
        review.approve(full_desk, draft_id, digest, 1)
    for number, suffix in enumerate(("", ".zip") * 2):
        out = tmp_path / f"archive-{number}{suffix}"
        killed_after(1 + number * 4, EXPORTER, str(full_desk.folder.path), str(out))
        if out.exists():  # it was quicker than the kill: then it has to be whole
            assert verifying.verify(out, Work(), allow_unsigned=True).ok
    whole = tmp_path / "whole.zip"
    archive.export(full_desk, whole, work=Work())
    assert verifying.verify(whole, Work(), allow_unsigned=True).ok
    left = [path.name for path in tmp_path.iterdir() if ".partial" in path.name]
    assert not left, "what a killed export left is cleaned by the next one"
