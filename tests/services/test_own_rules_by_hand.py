"""Own rules put into the database by hand: nothing is approved on a check that they silenced."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.checks.types import Severity
from app.models.tables import OfficeRule
from app.services.base.desk import Desk
from app.services.base.enums import CheckState, RuleKind, State
from app.services.checking import draft_checks, office_rules
from app.services.checking.rule_views import TermForm
from app.services.posts import queue, review
from app.services.posts.views import DraftView
from app.services.record import continuing, outside
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.rulepacks import COMMON, HEAD, rule_text, write_pack
from tests.services.by_hand import by_hand, changed
from tests.services.posts import APPEAL, write
from tests.services.refusals import refused

TERM = TermForm("পদ্মা প্রকল্প", "7.b", Severity.WARN)
RULE = "vote.appeal"
FORGED = "record.office_differs"


@pytest.fixture
def me(desk: Desk, office_of_one: dict[str, int], tmp_path: Path) -> int:
    """The one moderator of an office whose pack has one rule, which blocks."""
    vote = rule_text("type: terms\nterms: [ভোট দিন]", ["ভোট দিন", "নৌকায় ভোট দিন"], ["ক", "খ"], COMMON, RULE)
    desk.pack_holder.folder = write_pack(tmp_path / "pack", rules=f"{HEAD}rules:\n{vote}")
    return office_of_one["Rahima"]


def put_in(desk: Desk, kind: RuleKind, rule: str, value: str = "") -> None:
    """A row as nobody of the office made it."""
    columns = {
        **dict.fromkeys(("clause", "severity", "title", "why"), ""),
        "id": 77,
        "kind": kind.value,
        "rule": rule,
        "value": value,
        "reason": "…",
        "member_id": 1,
        "at": "2026-12-02T00:00:00.000000Z",
        "active": True,
    }
    marks = ", ".join("?" for _ in columns)
    with by_hand(desk) as hand:
        statement = f"INSERT INTO office_rule ({', '.join(columns)}) VALUES ({marks})"
        hand.execute(statement, tuple(columns.values()))


def blocks(draft: DraftView) -> set[str]:
    assert draft.checks.state is CheckState.DONE
    return {finding.rule for finding in draft.findings if finding.severity is Severity.BLOCK}


@pytest.mark.parametrize(
    ("kind", "value"),
    [(RuleKind.OFF, ""), (RuleKind.SEVERITY, "note"), (RuleKind.EXCEPTION, "ভোট দিন")],
)
def test_a_rule_silenced_by_hand_lets_nothing_pass(desk: Desk, me: int, kind: RuleKind, value: str) -> None:
    put_in(desk, kind, RULE, value)
    draft = write(desk, me, APPEAL)
    assert not blocks(draft)
    seen = draft.version.digest
    assert refused(review.approve, desk, draft.id, seen, me) == FORGED
    trouble = outside.trouble(desk)
    assert trouble is not None
    assert (trouble.key, trouble.params["what"]) == (FORGED, "office_rule 77"), "said at the start"

    assert continuing.settle(desk, "আইটি শাখা দেখেছে", me) is continuing.Open.ROWS
    report = audit(desk, Work())
    assert report.ok, report.problems
    assert queue.draft(desk, draft.id).checks.state is CheckState.STALE
    draft_checks.check_draft(desk, draft.id, Work())
    assert refused(review.approve, desk, draft.id, seen, me) == "review.cannot.unanswered"


def test_a_rule_silenced_for_the_moment_of_a_check_lets_nothing_pass(desk: Desk, me: int) -> None:
    office_rules.add_term(desk, TERM, me)  # so that the office has rules of its own, without the forged one
    put_in(desk, RuleKind.OFF, RULE)
    draft = write(desk, me, APPEAL)
    assert not blocks(draft)
    changed(desk, "DELETE FROM office_rule WHERE id = 77")
    seen = draft.version.digest
    assert refused(review.approve, desk, draft.id, seen, me) == "review.cannot.checks_stale"
    draft_checks.check_draft(desk, draft.id, Work())
    assert blocks(queue.draft(desk, draft.id)) == {RULE}


def test_an_own_rule_taken_out_by_hand_is_missed_and_put_back(desk: Desk, me: int) -> None:
    term = office_rules.add_term(desk, TERM, me)
    draft = write(desk, me)
    changed(desk, "DELETE FROM office_rule")
    assert refused(review.approve, desk, draft.id, draft.version.digest, me) == FORGED
    continuing.settle(desk, "আইটি শাখা দেখেছে", me)
    with desk.store.read():
        assert [(row.id, row.value) for row in OfficeRule.select()] == [(term, TERM.term)]
    assert audit(desk, Work()).ok
    assert queue.draft(desk, draft.id).checks.state is CheckState.DONE
    assert review.approve(desk, draft.id, draft.version.digest, me) is State.APPROVED


def test_no_rule_is_changed_beside_one_changed_by_hand(desk: Desk, me: int) -> None:
    """Else a rule made mild by hand would be excepted from without the second member that a block wants."""
    put_in(desk, RuleKind.SEVERITY, RULE, "note")
    assert refused(office_rules.add_exception, desk, RULE, "ভোট দিন", "নাটকের সংলাপ", me) == FORGED
