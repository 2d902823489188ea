"""Desks of one office that do not check alike: another release's rules, or no reading of text on images.

Each has its turn, and neither goes on for ever because the other did.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.checks.photo.reader import TextReader
from app.checks.types import Severity
from app.models.engines.address import OfficeAddress
from app.models.tables import CheckRun, OfficeRule
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import CheckState
from app.services.base.lazy import Lazy
from app.services.checking import draft_checks, office_rules
from app.services.checking.rule_views import TermForm
from app.services.posts import intake, queue
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.rulepacks import HEAD, rule_text, write_pack
from tests.services.posts import form

TERM = TermForm("পদ্মা প্রকল্প", "7.b", Severity.WARN, why="প্রকল্পের নতুন নাম “পদ্মা সংযোগ”।")


@pytest.fixture
def other(desk: Desk, office_on_server: OfficeAddress | None) -> Iterator[Desk]:
    """Another desk of the office: on a server with a folder of its own, else another window of the folder."""
    folder = desk.folder.path.with_name("elsewhere") if office_on_server is not None else desk.folder.path
    with closing(open_desk(folder, str(office_on_server or ""))) as found:
        yield found


@pytest.fixture
def draft_id(desk: Desk, office_of_one: dict[str, int]) -> int:
    return intake.compose(desk, form(), office_of_one["Rahima"])


def checked_in_turn(draft_id: int, *desks: Desk) -> int:
    """How often the draft is checked while the desks look by turns for what waits, until none does."""
    done, idle = 0, 0
    while idle < len(desks):
        for desk in desks:
            assert done <= 6, "they check it for ever"
            waits = draft_checks.waiting(desk) == [draft_id]
            idle = 0 if waits else idle + 1
            if waits:
                assert draft_checks.check_waiting(desk, draft_id, Work())
                done += 1
    return done


def state(desk: Desk, draft_id: int) -> CheckState:
    return queue.draft(desk, draft_id).checks.state


def test_desks_with_other_rules_check_a_post_once_each(
    tmp_path: Path, desk: Desk, other: Desk, draft_id: int
) -> None:
    vote = rule_text("type: terms\nterms: [ভোট দিন]", ["ভোট দিন", "নৌকায় ভোট দিন"], ["ক", "খ"])
    other.pack_holder.folder = write_pack(tmp_path / "newer", rules=f"{HEAD}rules:\n{vote}")
    assert checked_in_turn(draft_id, desk, other) == 2
    assert (state(desk, draft_id), state(other, draft_id)) == (CheckState.STALE, CheckState.DONE)
    draft_checks.check_draft(desk, draft_id, Work())
    assert state(desk, draft_id) is CheckState.DONE, "who opens it checks it by the rules of that desk"
    assert draft_checks.waiting(other) == []
    office_rules.add_term(desk, TERM, 1)
    assert checked_in_turn(draft_id, desk, other) == 2, "rules of the office are every desk's"
    with desk.store.read():
        (term,) = [row.id for row in OfficeRule.select()]
    office_rules.withdraw(desk, term, "পুরোনো নাম", 1)
    assert checked_in_turn(draft_id, desk, other) > 0
    assert audit(desk, Work()).ok


def test_a_post_that_another_desk_checked_more_of_is_checked(desk: Desk, other: Desk, draft_id: int) -> None:
    plain = replace(desk.detectors, reader=TextReader(None))
    reads = replace(desk.detectors, reader=TextReader(None))
    reads.reader.installed = True
    desk = replace(desk, lazy_detectors=Lazy(lambda: plain))
    other = replace(other, lazy_detectors=Lazy(lambda: reads))
    assert checked_in_turn(draft_id, desk, other) == 2
    assert (state(desk, draft_id), state(other, draft_id)) == (CheckState.DONE, CheckState.DONE)
    with desk.store.read():
        assert ["ocr" in run.detectors for run in CheckRun.select().order_by(CheckRun.id)] == [False, True]
