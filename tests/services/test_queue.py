"""The list of drafts: its order, and what each line says of the findings."""

from __future__ import annotations

import pytest

from app.checks.types import Severity
from app.models.tables import Draft
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.enums import Reply, State
from app.services.posts import queue, review
from app.services.posts.views import QueueRow
from tests.services.posts import APPEAL, write


@pytest.fixture
def me(office_of_one: dict[str, int]) -> int:
    return office_of_one["Rahima"]


def line(desk: Desk, draft_id: int) -> QueueRow:
    [found] = queue.rows(desk, [draft_id])
    return found


def test_what_changed_last_comes_first_and_of_one_moment_the_newer_draft(desk: Desk, me: int) -> None:
    first, second, third = (write(desk, me, text).id for text in ("ক", "খ", "গ"))
    assert queue.ids(desk, None) == [third, second, first]
    review.mark_important(desk, second, True, me)
    review.send_back(desk, first, "সূত্র দিন", me)
    assert queue.ids(desk, None) == [first, third, second], "marking is no change of the post"
    assert queue.ids(desk, State.PENDING) == [third, second]
    with desk.store.write():
        Draft.update(updated_at=now()).execute()  # as when many come in at once
    assert queue.ids(desk, None) == [third, second, first]


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
