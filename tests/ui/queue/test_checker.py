"""The checks behind the window: each draft once, and one whose checks failed only when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.services.base.desk import Desk, open_desk
from app.services.base.enums import CheckState
from app.services.checking import draft_checks
from app.services.posts import intake, queue
from app.ui import jobs
from app.ui.app import application
from app.ui.queue.checker import Checker
from app.work import Work
from tests.helpers.rulepacks import HEAD, rule_text, write_pack
from tests.services.posts import form

VOTE = rule_text("type: terms\nterms: [ভোট দিন]", ["ভোট দিন", "নৌকায় ভোট দিন"], ["ক", "খ"])
Damaged = tuple[int, Callable[[], object]]


@pytest.fixture
def checker(qtbot: QtBot, desk: Desk) -> Iterator[Checker]:
    application()
    checker = Checker(desk)
    yield checker
    jobs.stop_all()
    delete(checker)


@pytest.fixture
def damaged(desk: Desk, team: dict[str, int]) -> Damaged:
    """A draft whose image cannot be read, and what mends it."""
    draft_id = intake.compose(desk, form(images=1), team["Karim"])
    [kept] = [file for file in Path(desk.folder.blobs).rglob("*") if file.is_file()]
    whole = kept.read_bytes()
    kept.chmod(0o600)
    kept.write_bytes(whole[:100])
    return draft_id, lambda: kept.write_bytes(whole)


def test_failed_drafts_are_not_checked_again_for_ever(
    qtbot: QtBot,
    desk: Desk,
    team: dict[str, int],
    checker: Checker,
    damaged: tuple[int, Callable[[], object]],
) -> None:
    failing, mend = damaged
    checked: list[int] = []
    checker.checked.connect(checked.append)
    checker.idle.connect(checker.check_due)  # as the window does: what changed may want checking

    def settle() -> None:
        checker.check_due()
        qtbot.waitUntil(lambda: not jobs.busy())

    settle()
    assert queue.draft(desk, failing).checks.state is CheckState.FAILED
    sound = intake.compose(desk, form("আজ বই বিতরণ।"), team["Karim"])
    settle()
    settle()
    assert checked == [failing, sound]
    mend()
    checker.retry(failing)
    qtbot.waitUntil(lambda: not jobs.busy())
    assert checked == [failing, sound, failing]
    assert queue.draft(desk, failing).checks.state is CheckState.DONE


def test_what_a_desk_with_other_rules_checked_since_is_checked_again_once_when_it_is_opened(
    qtbot: QtBot, tmp_path: Path, desk: Desk, team: dict[str, int], checker: Checker
) -> None:
    draft_id = intake.compose(desk, form(), team["Karim"])
    checked: list[int] = []
    checker.checked.connect(checked.append)

    def settled() -> int:
        qtbot.waitUntil(lambda: not jobs.busy())
        return len(checked)

    checker.check_due()
    assert settled() == 1
    with closing(open_desk(desk.folder.path)) as other:
        other.pack_holder.folder = write_pack(tmp_path / "newer", rules=f"{HEAD}rules:\n{VOTE}")
        draft_checks.check_draft(other, draft_id, Work())
        checker.check_due()
        assert settled() == 1, "they would go on in turn for ever"
        checker.prefer(draft_id, stale=True)
        assert settled() == 2
        assert queue.draft(desk, draft_id).checks.state is CheckState.DONE
        draft_checks.check_draft(other, draft_id, Work())
        checker.check_due()
        assert settled() == 2
