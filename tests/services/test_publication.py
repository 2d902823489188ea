"""What may be recorded as published: an approved post, at a web address, at a time that has come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts import publication, queue, review
from app.services.posts.views import DraftView
from tests.services.posts import write
from tests.services.refusals import refused

FIRST, SECOND = "https://www.facebook.com/sample_upeo/posts/1", "http://example.gov.bd/notice"


@pytest.fixture
def me(office_of_one: dict[str, int]) -> int:
    return office_of_one["Rahima"]


@pytest.fixture
def approved(desk: Desk, me: int) -> DraftView:
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    return draft


def publish(desk: Desk, draft: DraftView, url: str, me: int, later: timedelta = timedelta()) -> None:
    publication.publish(desk, draft.id, url, datetime.now(UTC) + later, me)


def test_a_post_may_be_out_at_more_than_one_address(desk: Desk, approved: DraftView, me: int) -> None:
    for url in (FIRST, f" {SECOND}\n"):
        publish(desk, approved, url, me)
    after = queue.draft(desk, approved.id)
    assert after.state is State.PUBLISHED
    assert [one.url for one in after.publications] == [FIRST, SECOND]


def test_an_address_without_its_scheme_is_completed(desk: Desk, approved: DraftView, me: int) -> None:
    publish(desk, approved, " facebook.com/sample_upeo/posts/1 ", me)
    assert [one.url for one in queue.draft(desk, approved.id).publications] == [
        "https://facebook.com/sample_upeo/posts/1"
    ]


@pytest.mark.parametrize(
    "url", ["", "nonsense", "https://", "https:///posts/1", "ftp://example.gov.bd/1", "javascript:alert(1)"]
)
def test_what_is_no_web_address_is_refused(desk: Desk, approved: DraftView, me: int, url: str) -> None:
    assert refused(publish, desk, approved, url, me) == "publication.bad_url"
    assert queue.draft(desk, approved.id).state is State.APPROVED


def test_a_time_to_come_is_refused(desk: Desk, approved: DraftView, me: int) -> None:
    assert refused(publish, desk, approved, FIRST, me, timedelta(minutes=1)) == "publication.future"
    assert queue.draft(desk, approved.id).publications == ()


def test_only_what_is_approved_is_published(desk: Desk, me: int) -> None:
    pending, returned, rejected = (write(desk, me, text) for text in ("ক", "খ", "গ"))
    review.send_back(desk, returned.id, "সূত্র যোগ করুন", me)
    review.reject(desk, rejected.id, "কারণ", me)
    for draft in (pending, returned, rejected):
        assert refused(publish, desk, draft, FIRST, me) == "publication.not_approved"
        assert queue.draft(desk, draft.id).publications == ()
