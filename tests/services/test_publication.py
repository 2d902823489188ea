"""What may be recorded as published: an approved post, at a web address, at a time that has come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.services.base.desk import Desk
from app.services.base.drafts import draft_row
from app.services.base.enums import State
from app.services.past.matching import unapproved
from app.services.past.published_before import published_before
from app.services.past.views import PastReply
from app.services.posts import publication, queue, review
from app.services.posts.views import DraftView
from app.services.record.audit import audit
from app.work import Work
from tests.services.posts import write
from tests.services.refusals import refused

FIRST, SECOND = "https://www.facebook.com/sample_upeo/posts/1", "http://example.gov.bd/notice"


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


def test_an_address_is_recorded_once(desk: Desk, approved: DraftView, me: int) -> None:
    publish(desk, approved, FIRST, me)
    assert refused(publish, desk, approved, FIRST.removeprefix("https://"), me) == "publication.recorded"
    assert [one.url for one in queue.draft(desk, approved.id).publications] == [FIRST]


def test_an_address_without_its_scheme_is_completed(desk: Desk, approved: DraftView, me: int) -> None:
    publish(desk, approved, " facebook.com/sample_upeo/posts/1 ", me)
    assert [one.url for one in queue.draft(desk, approved.id).publications] == [
        "https://facebook.com/sample_upeo/posts/1"
    ]


@pytest.mark.parametrize(
    "url",
    [
        *("", "nonsense", "https://", "https:///posts/1", "ftp://example.gov.bd/1", "javascript:alert(1)"),
        *("https://www.facebook.com", "facebook.com/", f"https://facebook.com/{'a' * 3000}"),
    ],
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


def test_nothing_was_approved_before_its_approval(desk: Desk, approved: DraftView, me: int) -> None:
    early = timedelta(hours=-3)
    assert refused(publish, desk, approved, FIRST, me, early) == publication.BEFORE_APPROVAL
    assert queue.draft(desk, approved.id).publications == ()
    publish(desk, approved, FIRST, me, timedelta(seconds=-30))  # the minute it was approved in


def test_what_went_out_before_its_approval_is_recorded_as_approved_by_nobody(
    desk: Desk, approved: DraftView, me: int
) -> None:
    at = datetime.now(UTC) - timedelta(hours=3)
    assert refused(published_before, desk, approved.id, FIRST, at, " ", me) == "review.reason_missing"
    later = datetime.now(UTC)
    assert refused(published_before, desk, approved.id, FIRST, later, "তাড়াহুড়া", me) == "publication.not_before"
    past = published_before(desk, approved.id, "facebook.com/sample_upeo/posts/1", at, "তাড়াহুড়া", me)
    [found] = unapproved(desk, None, Work())
    assert (found.post.id, found.nearest, found.post.published_at) == (past, approved.id, at)
    assert found.post.answer is not None
    assert (found.post.answer.reply, found.post.answer.draft) == (PastReply.FORGOT, approved.id)
    [out] = queue.draft(desk, approved.id).publications
    assert out.at > at, "the approved post stands there from its approval on"
    url = "facebook.com/sample_upeo/posts/1"
    again = refused(published_before, desk, approved.id, url, at, "তাড়াহুড়া", me)
    assert again in ("publication.before_recorded", "publication.not_before")
    assert audit(desk, Work()).ok


def test_in_a_team_the_last_approval_counts(desk: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Jamal"])
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    with desk.store.read():
        assert publication.approved_at(draft_row(draft.id)) == queue.draft(desk, draft.id).decisions[-1].at
