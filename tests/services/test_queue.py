"""The list of drafts: its order, and what each line says of the findings."""

from __future__ import annotations

import logging

import pytest

from app.checks.types import Severity
from app.services.base.desk import Desk
from app.services.base.enums import Reply
from app.services.posts import queue, review
from app.services.posts.views import QueueRow
from tests.services.posts import APPEAL, write


def line(desk: Desk, draft_id: int) -> QueueRow:
    [found] = queue.rows(desk, [draft_id])
    return found


def test_a_line_tells_the_gravest_of_what_is_unanswered(desk: Desk, me: int) -> None:
    draft = write(desk, me, APPEAL + " 01712345678 নম্বরে ফোন করুন।")
    block, warning = draft.findings
    assert [one.severity for one in (block, warning)] == [Severity.BLOCK, Severity.WARN]
    told = line(desk, draft.id)
    assert (told.worst, told.worst_count, told.findings) == (Severity.BLOCK, 1, 2)
    assert told.worst_title == block.title
    review.answer(desk, block.id, Reply.DISMISSED, "পাঠ্যবইয়ের উদ্ধৃতি", me)
    told = line(desk, draft.id)
    assert (told.worst, told.worst_count, told.findings) == (Severity.WARN, 1, 2)
    assert told.worst_title == warning.title
    review.answer(desk, warning.id, Reply.DISMISSED, "অফিসের নম্বর", me)
    told = line(desk, draft.id)
    assert (told.worst, told.worst_count, told.findings, told.worst_title) == (None, 0, 2, None)


def test_what_was_upheld_stays_in_the_line_and_what_reassures_does_not(desk: Desk, me: int) -> None:
    draft = write(desk, me, APPEAL)
    for finding in draft.findings:
        review.answer(desk, finding.id, Reply.UPHELD, "", me)
    told = line(desk, draft.id)
    assert (told.worst, told.upheld) == (Severity.BLOCK, True)
    review.answer(desk, draft.findings[0].id, Reply.DISMISSED, "উদ্ধৃতি", me)
    assert line(desk, draft.id).upheld is False


def test_a_line_tells_of_approvals_and_of_ones_own(desk: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Karim"])
    review.approve(desk, draft.id, draft.version.digest, team["Rahima"])
    [hers] = queue.rows(desk, [draft.id], team["Rahima"])
    [his] = queue.rows(desk, [draft.id], team["Selina"])
    assert (hers.approvals, hers.approvals_needed, hers.approved_by_viewer) == (1, 2, True)
    assert (his.approvals, his.approved_by_viewer, his.author) == (1, False, "Karim")
    review.undo(desk, draft.id, team["Rahima"])
    [hers] = queue.rows(desk, [draft.id], team["Rahima"])
    assert (hers.approvals, hers.approved_by_viewer) == (0, False)


def test_a_block_of_lines_takes_as_many_queries_as_one_line(
    desk: Desk, me: int, caplog: pytest.LogCaptureFixture
) -> None:
    drafts = [write(desk, me, f"{APPEAL} {n}", images=n % 2).id for n in range(8)]
    review.answer(desk, queue.draft(desk, drafts[0]).findings[0].id, Reply.UPHELD, "", me)

    def asked(ids: list[int]) -> int:
        caplog.clear()
        with caplog.at_level(logging.DEBUG, "peewee"):
            queue.rows(desk, ids, me)
        return sum("SELECT" in record.getMessage() for record in caplog.records)

    assert 0 < asked(drafts[:1]) == asked(drafts)
